"""When a subscription starts after it was signed, and when it renews: worked out from the agreement's own rules.

The start follows from the rule on `contracts.subscription.start`: counted from the signing, from the workshop, or from
whichever comes first. Its days count in full. Worked numbers stand in docs/algorithms/starting.md (AP-02, AP-05).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from waarborg.contracts.rules.leaving import months_later
from waarborg.kernel.instants import civil_start, from_us
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise, Rule
from waarborg.promises.rules.agreement.terms import Moment
from waarborg.promises.rules.difference.notice import counted

ACT: Final = "contracts.subscription.start"
SIGNED: Final = "contracts.contract.signed"
HELD: Final = "contracts.workshop.held"
COMPLETED: Final = "contracts.onboarding.completed"
# Where an agreement names no term for the onboarding, a plan still needs a last day.
USUAL_MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of the subscription; `promise` says so (empty: the agreement says nothing, so it is the day of the
    signing), counted from `anchor`."""

    day: date
    promise: str = ""
    anchor: str = SIGNED


@dataclass(frozen=True, slots=True)
class Renewal:
    """`day` is when the subscription renews; `in_practice` what a customer would expect who counts from the signing:
    the longest wait and the term in one; `days` how much later that is (negative: sooner)."""

    day: date
    in_practice: date

    @property
    def days(self) -> int:
        return (self.in_practice - self.day).days


def start(agreement: Agreement, signed: datetime, workshop: date | None) -> Start:
    """The first day of a subscription signed at `signed`, with the workshop on that day (None: none is planned). Of
    several rules the latest decides; what counts from something that is not known keeps nothing back."""
    found = [
        one
        for name, promise, rule in _rules(agreement)
        if (one := _by(name, promise, rule, agreement, signed, workshop))
    ]
    return max(found, key=lambda one: one.day, default=Start(day_of(signed, agreement)))


def _by(
    name: str, promise: Promise, rule: Rule, agreement: Agreement, signed: datetime, workshop: date | None
) -> Start | None:
    known = []
    for moment in rule.earliest.items if rule.earliest else ():
        told = _told(moment, agreement, signed, workshop)
        at = counted(moment, promise, agreement, told) if told else None
        if at is not None:
            known.append(Start(day_of(at, agreement), name, moment.anchor))
    if not known:
        return None
    pick = min if rule.earliest and rule.earliest.any_of else max
    return pick(known, key=lambda one: one.day)


def _told(moment: Moment, agreement: Agreement, signed: datetime, workshop: date | None) -> datetime | None:
    if moment.anchor == SIGNED:
        return signed
    if moment.anchor == HELD and workshop is not None:
        return from_us(civil_start(workshop, time(12), agreement.timezone))
    return None


def _rules(agreement: Agreement) -> Iterator[tuple[str, Promise, Rule]]:
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule and not promise.offered and rule.allowed == "only-if" and ACT in rule.act and rule.earliest:
            yield name, promise, rule


def longest_wait(agreement: Agreement, signed: datetime) -> date:
    """The last day on which the subscription starts whatever happens: what the rules count from the signing."""
    return start(agreement, signed, None).day


def onboarded_by(agreement: Agreement, signed: datetime) -> date:
    """The last day of the onboarding that the agreement promises after the signing; the usual months where it promises
    none."""
    for promise in agreement.promises.values():
        clock = promise.clock
        if promise.offered or clock is None or clock.within is None:
            continue
        if SIGNED in (clock.from_ or ()) and COMPLETED in clock.until:
            moment = Moment(str(clock.within), "after", SIGNED, clock.within)
            at = counted(moment, promise, agreement, signed)
            if at is not None:
                return day_of(at, agreement)
    return months_later(day_of(signed, agreement), USUAL_MONTHS)


def renewal(agreement: Agreement, signed: datetime, starts_on: date, term_months: int) -> Renewal:
    """When a term of so many months that begins on `starts_on` is over and the next begins."""
    signed_on = day_of(signed, agreement)
    cap = longest_wait(agreement, signed)
    waits = (cap.year - signed_on.year) * 12 + cap.month - signed_on.month
    return Renewal(months_later(starts_on, term_months), months_later(signed_on, waits + term_months))


def next_renewal(starts_on: date, term_months: int, *, after: date) -> date:
    """The first renewal that lies after a day; each is counted from the start, never from the one before it."""
    terms = 1
    while (found := months_later(starts_on, terms * term_months)) <= after:
        terms += 1
    return found


def day_of(at: datetime, agreement: Agreement) -> date:
    """The day of an instant in the agreement's own zone."""
    return at.astimezone(ZoneInfo(agreement.timezone)).date()
