"""Saving a roster, swapping a duty, and undoing that. An agreement may allow no roster with a gap (PX-73)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError

from waarborg.availability.actions.alarms.roster_refusals import (
    RosterChanged,
    RosterGap,
    RosterLayers,
    RosterName,
    RosterZone,
    SwapPerson,
    SwapTime,
)
from waarborg.availability.events import ROSTER_SAVED, SWAPPED, SWAPPED_BACK
from waarborg.availability.models import Roster, RosterLayer, RosterSwap
from waarborg.availability.permissions import SAVE_ROSTER, SWAP
from waarborg.availability.queries import rosters as reading
from waarborg.availability.rules import roster as rules
from waarborg.customers.models import Person
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.zones import zone_names
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken

LONGEST_NAME, MOST_LAYERS, MOST_PEOPLE = 100, 5, 12
# As far as saving looks for gaps: more than a round of the longest rotation, and past the next change of the clock.
AHEAD = timedelta(days=7 * 30)
LONGEST_SWAP = timedelta(days=31)


@action("availability.roster.save")
def save_roster(
    held: UUID | None,
    layers: Sequence[rules.Layer],
    *,
    name: str,
    zone: str,
    provider: UUID,
    by: Actor,
    at: datetime,
    revision: int = 0,
) -> tuple[Roster, list[rules.Duty]]:
    """Make a roster (`held` is None) or change one; answers it with the gaps of the coming thirty weeks.

    Raises NotAllowed, NotFound, RosterName, RosterZone, RosterLayers, RosterChanged, and RosterGap where an agreement
    in force allows none.
    """
    require(by, SAVE_ROSTER)
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise RosterName(path="name", most=LONGEST_NAME)
    if zone not in zone_names():
        raise RosterZone(path="zone")
    _check(layers, provider)
    row = _row(held, revision, provider)
    row.name, row.zone = name, zone
    try:
        row.save()
    except IntegrityError as error:
        if not taken(error, "availability_roster_name"):
            raise
        raise RosterName(path="name", most=LONGEST_NAME) from None
    RosterLayer.objects.filter(roster=row).delete()
    RosterLayer.objects.bulk_create(_kept(one, place, row) for place, one in enumerate(layers))
    found = _gaps(row, layers, at)
    said = reading.cover_asked(at=at) if found else None
    if said is not None:
        raise RosterGap(said=dict(said), **_said(row, found[0]))
    journal.record(
        ROSTER_SAVED,
        tenant=row.tenant_id,
        subject=row.ref,
        by=by,
        at=at,
        properties={reading.COVER: reading.GAP if found else reading.COMPLETE},
        data={"layers": len(layers), "gaps": len(found)},
    )
    return row, found


def _said(row: Roster, gap: rules.Duty) -> dict[str, reading.Moment]:
    return {name: reading.Moment(from_us(getattr(gap, name)), row.zone) for name in ("begins", "ends")}


def _row(held: UUID | None, revision: int, provider: UUID) -> Roster:
    """Raises NotFound, RosterChanged."""
    if held is None:
        return Roster(tenant_id=provider)
    row: Roster | None = Roster.objects.select_for_update().filter(id=held).first()
    if row is None:
        raise NotFound()
    if row.revision != revision:
        raise RosterChanged()
    row.revision += 1
    return row


def _check(layers: Sequence[rules.Layer], provider: UUID) -> None:
    people = {one for layer in layers for one in layer.people}
    here = Person.objects.filter(tenant_id=provider, active=True, id__in=people).count()
    fits = all(
        1 <= len(layer.people) <= MOST_PEOPLE
        and layer.rotation in rules.ROTATIONS
        and 0 <= layer.handover < rules.DAY
        and all(one.weekdays and 0 <= one.begins < rules.DAY and 0 <= one.ends <= rules.DAY for one in layer.hours)
        for layer in layers
    )
    if not 1 <= len(layers) <= MOST_LAYERS or not fits or here != len(people):
        raise RosterLayers(most=MOST_LAYERS, people=MOST_PEOPLE)


def _kept(one: rules.Layer, place: int, row: Roster) -> RosterLayer:
    return RosterLayer(
        tenant_id=row.tenant_id,
        roster=row,
        place=place,
        people=[str(person) for person in one.people],
        rotation=one.rotation,
        first=one.first,
        handover=one.handover,
        hours=[[sorted(hours.weekdays), hours.begins, hours.ends] for hours in one.hours],
    )


def _gaps(row: Roster, layers: Sequence[rules.Layer], at: datetime) -> list[rules.Duty]:
    """From now, or from the first turn where the roster begins later."""
    swaps = tuple(one.plan() for one in RosterSwap.objects.filter(roster=row).order_by("made_at", "id"))
    plan = rules.Plan(row.zone, tuple(layers), swaps)
    begins = max(to_us(at), rules.begins_at(plan))
    return rules.gaps(plan, begins, begins + AHEAD // timedelta(microseconds=1))


@action("availability.roster.swap")
def swap(roster: UUID, person: UUID, begins: datetime, ends: datetime, *, by: Actor, at: datetime) -> RosterSwap:
    """Let a colleague take over from `begins` to `ends`. Raises NotAllowed, NotFound, SwapTime, SwapPerson."""
    require(by, SWAP)
    row = reading.roster(roster)
    if not (begins < ends and ends > at and ends - begins <= LONGEST_SWAP):
        raise SwapTime(path="ends_at", days=LONGEST_SWAP.days)
    if not Person.objects.filter(tenant_id=row.tenant_id, id=person, active=True).exists():
        raise SwapPerson(path="person")
    made: RosterSwap = RosterSwap.objects.create(
        tenant_id=row.tenant_id, roster=row, person_id=person, begins_at=begins, ends_at=ends, made_at=at
    )
    _note(SWAPPED, row, made, by=by, at=at)
    return made


@action("availability.roster.swap")
def swap_back(roster: UUID, held: UUID, *, by: Actor, at: datetime) -> None:
    """Undo a swap that is not over. Raises NotAllowed, NotFound, SwapTime."""
    require(by, SWAP)
    row = reading.roster(roster)
    one: RosterSwap | None = RosterSwap.objects.filter(roster=row, id=held).first()
    if one is None:
        raise NotFound()
    if one.ends_at <= at:
        raise SwapTime(days=LONGEST_SWAP.days)
    # Of two who undo it at once, one does.
    if RosterSwap.objects.filter(id=one.id).delete()[0]:
        _note(SWAPPED_BACK, row, one, by=by, at=at)


def _note(kind: str, row: Roster, one: RosterSwap, *, by: Actor, at: datetime) -> None:
    journal.record(
        kind,
        tenant=row.tenant_id,
        subject=row.ref,
        by=by,
        at=at,
        data={"person": str(one.person_id), "from": one.begins_at.isoformat(), "to": one.ends_at.isoformat()},
    )
