"""What agreements say of starting a wave: in which hours, and whether the one before has to be well (SO-32).

Read from the rules on the act `releases.rollout.start-wave` and from the method `wave-picker/1`. Of several agreements
every rule counts; of their shares the smallest does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.zones import DAY, MINUTE
from waarborg.promises.rules.agreement.freeze import rules_of
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.whom import applies, said_of
from waarborg.releases.rules import waves

START: Final = "releases.rollout.start-wave"
HEALTHY: Final = "releases.wave.healthy"
AHEAD = 200 * DAY  # beyond it no evening is looked for

Opening: TypeAlias = tuple[int, int]
Evenings: TypeAlias = Callable[[int, int], tuple[Opening, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule in force on a wave: `said` is what it says to whom it refuses, by language. `evenings` (from, until, in
    microseconds) None: at any time. `healthy`: only when the wave before is well."""

    promise: str
    said: Mapping[str, str]
    evenings: Evenings | None
    healthy: bool


def asked(agreement: Agreement, number: int) -> tuple[Asked, ...]:
    """The rules in force on starting wave `number` (1 is the first)."""
    words = {"wave": waves.wave_word(number)}
    found = []
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule is None or promise.offered or START not in rule.act or rule.allowed != "only-if":
            continue
        if applies(promise, words):
            healthy = any(need.state == HEALTHY and not need.negated for need in rule.needs)
            found.append(Asked(name, said_of(promise), _evenings(rule.inside, agreement), healthy))
    return tuple(found)


def terms_in(agreement: Agreement) -> waves.Terms | None:
    """How this agreement says that the first wave is picked; None where it says nothing. Raises ValueError for settings
    that the method does not know."""
    for method in agreement.methods.values():
        if method.uses == waves.METHOD:
            return waves.terms(method.settings)
    return None


def strictest(found: Iterable[waves.Terms]) -> waves.Terms | None:
    """Of several agreements the smallest share, so that each is kept."""
    return min(found, key=lambda one: (one.share, one.salt), default=None)


def breached(found: Iterable[Asked], us: int, *, healthy: bool) -> Asked | None:
    """The first rule that a start at this instant would break; None where all are kept."""
    for one in found:
        if one.healthy and not healthy:
            return one
        if one.evenings is not None and not any(begin <= us < end for begin, end in one.evenings(us, us + MINUTE)):
            return one
    return None


def next_start(found: Iterable[Asked], after: int) -> int | None:
    """The first instant, not before `after`, that lies in the hours of every rule; None where there is none within some
    two hundred days. A wave that runs in an evening begins when that opens."""
    hours = [one.evenings for one in found if one.evenings is not None]
    if not hours:
        return after
    for begin, _ in hours[0](after, after + AHEAD):
        us = max(begin, after)
        if all(any(first <= us < last for first, last in one(us, us + MINUTE)) for one in hours[1:]):
            return us
    return None


def _evenings(names: Iterable[str], agreement: Agreement) -> Evenings | None:
    calendars = [GrowingCalendar(rules_of(agreement.calendars[name], agreement.timezone)) for name in names or ()]
    if not calendars:
        return None

    def within(start: int, end: int) -> tuple[Opening, ...]:
        found: list[Opening] = []
        for one in calendars:
            found += one.work_out(start, lambda compiled: compiled.intervals(start, end))
        return tuple(sorted(found))

    return within
