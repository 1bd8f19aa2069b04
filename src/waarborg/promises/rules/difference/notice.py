"""What the version in force asks before another takes its place: how long before, and until when to object.

The rules of the agreement itself say it: one on the act `promises.version.apply` with `earliest` counted from the
announcement, one on `promises.objection.file` with `latest`. Where several give a term, the latest moment decides.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.instants import civil_start, from_us, to_us
from waarborg.kernel.terms import due_us
from waarborg.promises.rules.agreement.freeze import rules_of
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.terms import Moment

APPLY, OBJECT = "promises.version.apply", "promises.objection.file"
TOLD = frozenset({"promises.version.delivered", "promises.version.announced"})
YEARS = 12


@dataclass(frozen=True, slots=True)
class Notice:
    """The promise that asks for notice, and from when on the next version may apply."""

    promise: str
    moment: Moment
    earliest: datetime


def notice(agreement: Agreement, *, told: datetime) -> Notice | None:
    """What `agreement` asks of a version of which the customer was told at `told`. None where it asks for no notice."""
    found = []
    for name, promise in agreement.promises.items():
        asked = [
            Notice(name, moment, at)
            for moment in _asked(promise)
            if (at := counted(moment, promise, agreement, told)) is not None
        ]
        # Of alternatives the first reached is enough; what has not happened, such as an acceptance, is not reached.
        any_of = promise.rule is not None and promise.rule.earliest is not None and promise.rule.earliest.any_of
        if asked:
            found.append((min if any_of else max)(asked, key=_when))
    return max(found, key=_when, default=None)


def _when(one: Notice) -> datetime:
    return one.earliest


def objects_until(agreement: Agreement, *, told: datetime, applies: datetime) -> datetime:
    """Until when the customer may object: what the agreement says, and never beyond the day the version applies."""
    found = [
        at
        for promise in agreement.promises.values()
        if promise.rule and OBJECT in promise.rule.act and promise.rule.latest and promise.rule.allowed == "whenever"
        for moment in promise.rule.latest.items
        if moment.relation == "after"
        and moment.anchor in TOLD
        and (at := counted(moment, promise, agreement, told)) is not None
    ]
    return min([*found, applies])


def _asked(promise: Promise) -> tuple[Moment, ...]:
    rule = promise.rule
    if rule is None or promise.offered or APPLY not in rule.act or rule.allowed == "never" or not rule.earliest:
        return ()
    return tuple(one for one in rule.earliest.items if one.anchor in TOLD)


def counted(moment: Moment, promise: Promise, agreement: Agreement, told: datetime) -> datetime | None:
    """The instant that a moment of a promise comes to, counted from `told`; None where it is counted otherwise."""
    if moment.relation == "next-month":
        day = told.astimezone(ZoneInfo(agreement.timezone)).date()
        return from_us(civil_start(date(day.year + day.month // 12, day.month % 12 + 1, 1), 0, agreement.timezone))
    if moment.amount is None or moment.amount.kind in ("method", "none", "unstated"):
        return None
    counting = agreement.counting_of(promise) or "rolling"
    calendar = _calendar(agreement, agreement.calendar_of(promise), told)
    at = due_us(calendar, to_us(told), moment.amount.duration, counting if counting == "closing" else "rolling")
    return None if at is None else from_us(at)


def _calendar(agreement: Agreement, name: str | None, told: datetime) -> CompiledCalendar:
    always = {"weekly": {"mon-sun": ["00:00-24:00"]}, "holidays": "none"}
    rules = (
        rules_of(agreement.calendars[name], agreement.timezone)
        if name
        else CalendarRules.from_mapping(always, timezone=agreement.timezone)
    )
    first = told.date() - timedelta(days=31)
    return compile_calendar(rules, first, date(first.year + YEARS, 12, 31))
