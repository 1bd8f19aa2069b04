"""Who is on call: rotations of several layers, hours a layer is kept to, swaps, and the gaps that are left. Pure.

Instants are microseconds; wall times minutes of the roster's own zone. `docs/algorithms/roster.md` has the numbers. A
turn begins at the same wall time on every day, so that one in whose night the clock goes back lasts an hour longer.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from waarborg.kernel.instants import local
from waarborg.kernel.zones import zone

MINUTE: Final = 60_000_000
DAY: Final = 24 * 60
_EPOCH: Final = date(1970, 1, 1)

DAILY: Final = "daily"
WEEKLY: Final = "weekly"
ROTATIONS: Final = (DAILY, WEEKLY)
_DAYS: Final = {DAILY: 1, WEEKLY: 7}


@dataclass(frozen=True, slots=True)
class Hours:
    """On days of the week (Monday 0) from one minute of the day to another; over midnight where it ends no later than
    it begins, and all day where both are the same."""

    weekdays: frozenset[int]
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Layer:
    """People who take turns, the first from `first` at the minute `handover` of that day; kept to `hours`, or always
    on duty where there are none. Before `first` nobody of it is."""

    people: tuple[UUID, ...]
    rotation: str
    first: date
    handover: int = 0
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class Swap:
    """Somebody takes over from `begins` to `ends` (us), whoever's turn it was."""

    person: UUID
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A roster: the newest swap goes before all, then the first layer that has anybody."""

    zone: str
    layers: tuple[Layer, ...]
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One stretch (us) with whoever is on call; `person` is None in a gap. `swapped` where a swap put him there."""

    begins: int
    ends: int
    person: UUID | None
    swapped: bool = False


def duties(plan: Plan, begins: int, ends: int) -> list[Duty]:
    """The stretches from `begins` to `ends`, without holes between them: gaps are stretches of nobody."""
    if ends <= begins:
        return []
    turns = [_turns(layer, plan.zone, begins, ends) for layer in plan.layers]
    marks = {begins, ends}
    edges = [(one.begins, one.ends) for one in plan.swaps]
    edges += [(one.begins, one.ends) for layer in turns for one in layer]
    marks.update(mark for edge in edges for mark in edge if begins < mark < ends)
    found: list[Duty] = []
    starts = [[one.begins for one in layer] for layer in turns]
    for since, until in pairwise(sorted(marks)):
        person, swapped = _who(plan.swaps, turns, starts, since)
        last = found[-1] if found else None
        if last is not None and (last.person, last.swapped) == (person, swapped):
            found[-1] = Duty(last.begins, until, person, swapped)
        else:
            found.append(Duty(since, until, person, swapped))
    return found


def on_call(plan: Plan, at: int) -> UUID | None:
    """Who is on call at an instant (us); None for nobody."""
    return duties(plan, at, at + 1)[0].person


def gaps(plan: Plan, begins: int, ends: int) -> list[Duty]:
    """When nobody is on call, from `begins` to `ends` (us)."""
    return [one for one in duties(plan, begins, ends) if one.person is None]


def begins_at(plan: Plan) -> int:
    """When the first turn of any layer begins (us); for a plan without layers the epoch."""
    return min((_instant(plan.zone, one.first, one.handover) for one in plan.layers), default=0)


def taken_over(layer: Layer, person: UUID) -> Layer:
    """The same layer where the turns of `person` are of whoever comes next in it: nobody else's turn moves. A layer of
    nobody else stays as it is."""
    others = [one for one in layer.people if one != person]
    if not others:
        return layer
    people, number = layer.people, len(layer.people)
    following = tuple(
        next(people[(place + step) % number] for step in range(number) if people[(place + step) % number] != person)
        for place in range(number)
    )
    return Layer(following, layer.rotation, layer.first, layer.handover, layer.hours)


def without(plan: Plan, people: Iterable[UUID]) -> Plan:
    """The same plan as if these were not there: their turns stay theirs, with nobody in them."""
    gone = frozenset(people)
    layers = tuple(
        Layer(
            tuple(_NOBODY if one in gone else one for one in layer.people),
            layer.rotation,
            layer.first,
            layer.handover,
            layer.hours,
        )
        for layer in plan.layers
    )
    return Plan(plan.zone, layers, tuple(one for one in plan.swaps if one.person not in gone))


# Stands in a rotation where somebody left: nobody has this identifier.
_NOBODY: Final = UUID(int=0)


def _who(
    swaps: Sequence[Swap], turns: Sequence[Sequence[Duty]], starts: Sequence[Sequence[int]], at: int
) -> tuple[UUID | None, bool]:
    for one in reversed(swaps):
        if one.begins <= at < one.ends:
            return one.person, True
    for layer, begun in zip(turns, starts, strict=True):
        place = bisect_right(begun, at) - 1
        if place >= 0 and at < layer[place].ends and layer[place].person is not None:
            return layer[place].person, False
    return None, False


def _turns(layer: Layer, name: str, begins: int, ends: int) -> list[Duty]:
    """The stretches of one layer that touch the period, in order."""
    if not layer.people:
        return []
    first, last = local(begins, name).date(), local(ends, name).date()
    step = _DAYS[layer.rotation]
    earliest = max(0, (first - layer.first).days // step - 1)
    latest = (last - layer.first).days // step + 1
    open_ = _open(layer.hours, name, first, last)
    found = []
    for number in range(earliest, latest + 1):
        person = layer.people[number % len(layer.people)]
        since = _instant(name, layer.first + timedelta(days=number * step), layer.handover)
        until = _instant(name, layer.first + timedelta(days=(number + 1) * step), layer.handover)
        if person == _NOBODY:
            continue
        for start, end in [(since, until)] if open_ is None else open_:
            if max(since, start) < min(until, end):
                found.append(Duty(max(since, start), min(until, end), person))
    return found


def _open(hours: Sequence[Hours], name: str, first: date, last: date) -> list[tuple[int, int]] | None:
    """The stretches in which a layer is on duty, joined; None for always."""
    if not hours:
        return None
    found = []
    day = first - timedelta(days=2)
    while day <= last + timedelta(days=1):
        for one in hours:
            if day.weekday() in one.weekdays:
                until = day if one.ends > one.begins else day + timedelta(days=1)
                found.append((_instant(name, day, one.begins), _instant(name, until, one.ends)))
        day += timedelta(days=1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _instant(name: str, day: date, minute: int) -> int:
    """A wall time that the clock skips is the same time moved on by the gap; of one that comes twice, the first."""
    place = zone(name)
    wall = ((day - _EPOCH).days * DAY + minute) * MINUTE
    return place.offsets(day.year, day.year).start(wall)
