"""Lead times: how long before an act it must have been announced. They count backwards from the act.

The rules, with worked examples, stand in docs/algorithms/lead-times.md. Where a duration forward is the smallest
instant by which it has passed, a lead time is the largest from which it still fits: business units are mirrored.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.durations import Duration, parse_duration
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import from_us, to_us, wall
from waarborg.kernel.terms import add_months, half_day
from waarborg.kernel.zones import DAY, EPOCH_ORDINAL

COUNTINGS = ("rolling", "closing", "dates")


class UnknownLeadCounting(BadInput):
    code = "kernel.lead.unknown-counting"
    nl = "“{counting}” is geen manier om terug te tellen."
    en = "“{counting}” is not a way of counting back."
    nl_way_out = (
        "Schrijf rolling (zelfde tijd, zoveel dagen eerder), closing (hele dagen ertussen) of dates (per datum)."
    )
    en_way_out = "Write rolling (same time, so many days earlier), closing (whole days in between) or dates (by date)."


class UnsuitableLead(BadInput):
    code = "kernel.lead.unsuitable"
    nl = "“{lead}” is niet terug te tellen vanaf een handeling."
    en = "“{lead}” cannot be counted back from an act."
    nl_way_out = "Schrijf bijvoorbeeld 48h, 5 days, 5 business days of 2 months."
    en_way_out = "Write for example 48h, 5 days, 5 business days or 2 months."


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest instant to announce: up to and including `at`, or only before it."""

    at: datetime
    inclusive: bool

    def allows(self, announced: datetime) -> bool:
        """Whether an announcement at that instant is in time."""
        return announced <= self.at if self.inclusive else announced < self.at


def latest_announcement(
    calendar: CompiledCalendar, act: datetime, lead: Duration | str, *, counting: str = "rolling"
) -> Latest:
    """The latest instant at which an act may be announced that needs `lead` notice.

    Raises BadInput (duration, counting, an unsuitable unit) and BeyondCover.
    """
    if counting not in COUNTINGS:
        raise UnknownLeadCounting(counting=counting)
    duration = parse_duration(lead) if isinstance(lead, str) else lead
    if duration.kind not in _BY_KIND:
        raise UnsuitableLead(lead=duration)
    at, inclusive = _BY_KIND[duration.kind](calendar, to_us(act), duration, counting)
    return Latest(from_us(at), inclusive)


def in_time(
    calendar: CompiledCalendar,
    announced: datetime,
    act: datetime,
    lead: Duration | str,
    *,
    counting: str = "rolling",
) -> bool:
    """Whether an act announced at `announced` was announced long enough before. Raises as latest_announcement."""
    return latest_announcement(calendar, act, lead, counting=counting).allows(announced)


def _elapsed(calendar: CompiledCalendar, act: int, lead: Duration, counting: str) -> tuple[int, bool]:
    return act - lead.amount, True


def _days(calendar: CompiledCalendar, act: int, lead: Duration, counting: str) -> tuple[int, bool]:
    day, time = _wall_of(calendar, act)
    return _earlier(calendar, day - timedelta(days=lead.amount), time, counting)


def _months(calendar: CompiledCalendar, act: int, lead: Duration, counting: str) -> tuple[int, bool]:
    day, time = _wall_of(calendar, act)
    return _earlier(calendar, add_months(day, -lead.amount, calendar), time, counting)


def _earlier(calendar: CompiledCalendar, day: date, time: int, counting: str) -> tuple[int, bool]:
    """On that local day: at that time, before its beginning (closing) or before its end (dates).

    The announcement begins the notice, so an ambiguous wall time is its first occurrence.
    """
    if not calendar.first <= day <= calendar.last:
        raise calendar.beyond()
    offsets = calendar.offsets
    if counting == "closing":
        return offsets.end(wall(day - timedelta(days=1), 1440)), False
    if counting == "dates":
        return offsets.end(wall(day, 1440)), False
    return offsets.start(wall(day, 0) + time), True


def _wall_of(calendar: CompiledCalendar, us: int) -> tuple[date, int]:
    day, time = divmod(calendar.offsets.to_wall(us), DAY)
    return date.fromordinal(day + EPOCH_ORDINAL), time


def _business_time(calendar: CompiledCalendar, act: int, lead: Duration, counting: str) -> tuple[int, bool]:
    """The largest instant from which so much open time still lies before the act."""
    amount = lead.amount if lead.kind == "business-time" else half_day(calendar, act)
    target = calendar.opened(act) - amount
    if target < 0:
        raise calendar.beyond()
    at = bisect_right(calendar.before, target) - 1
    return calendar.starts[at] + target - calendar.before[at], True


def _business_days(calendar: CompiledCalendar, act: int, lead: Duration, counting: str) -> tuple[int, bool]:
    if counting == "rolling":
        # The date of the last open microsecond: a closing at 24:00 belongs to the day that ends.
        day, time = divmod(calendar.offsets.to_wall(calendar.previous_closing(act) - 1), DAY)
        index = bisect_left(calendar.day_ordinals, day + EPOCH_ORDINAL) - lead.amount
        if index < 0:
            raise calendar.beyond()
        midnight = (calendar.day_ordinals[index] - EPOCH_ORDINAL) * DAY
        return max(calendar.offsets.start(midnight + time + 1), calendar.day_opens[index]), True
    index = bisect_left(calendar.day_ordinals, calendar.ordinal_of(act)) - lead.amount
    if index < 0:
        raise calendar.beyond()
    if counting == "closing":
        return calendar.day_opens[index], False
    return calendar.offsets.end((calendar.day_ordinals[index] + 1 - EPOCH_ORDINAL) * DAY), False


def _whole_months(calendar: CompiledCalendar, act: int, lead: Duration, counting: str) -> tuple[int, bool]:
    """The beginning of the last whole months that end at the act or before it."""
    first = _wall_of(calendar, act)[0].replace(day=1)
    begin = add_months(first, -lead.amount, calendar)
    if begin < calendar.first:
        raise calendar.beyond()
    return calendar.offsets.start(wall(begin, 0)), True


_BY_KIND: dict[str, Callable[[CompiledCalendar, int, Duration, str], tuple[int, bool]]] = {
    "elapsed": _elapsed,
    "business-time": _business_time,
    "half-business-day": _business_time,
    "business-days": _business_days,
    "days": _days,
    "months": _months,
    "to-end-of-months": _whole_months,
}
