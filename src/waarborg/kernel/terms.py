"""What each unit of duration means when it is counted from a start: the calculation itself, on integers.

The rules, with worked examples, stand in docs/algorithms/due-times.md. Instants are microseconds since the epoch;
pauses are sorted and disjoint and begin at the start or later; None means that an open pause holds the term.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.durations import Duration
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.intervals import Intervals, clip
from waarborg.kernel.pauses import FOREVER, midnights_in, paused_at
from waarborg.kernel.zones import DAY, EPOCH_ORDINAL

COUNTINGS = ("rolling", "closing")


class UnknownCounting(BadInput):
    code = "kernel.due.unknown-counting"
    nl = "“{counting}” is geen manier van tellen."
    en = "“{counting}” is not a way of counting."
    nl_way_out = "Schrijf rolling (zelfde tijd, zoveel dagen later) of closing (tot het einde van de dag)."
    en_way_out = "Write rolling (same time, so many days on) or closing (until the end of the day)."


class NoRegularDay(BadInput):
    code = "kernel.due.no-regular-day"
    nl = "Een halve werkdag is hier onbekend: deze kalender heeft geen vaste uren per week."
    en = "Half a business day is unknown here: this calendar has no regular weekly hours."
    nl_way_out = "Geef de kalender weekly, of schrijf een aantal business hours."
    en_way_out = "Give the calendar weekly hours, or write a number of business hours."


class NamedMethod(Refusal):
    code = "kernel.due.named-method"
    status = 422
    nl = "De methode “{method}” rekent met gegevens van de overeenkomst; een kalender alleen is niet genoeg."
    en = "The method “{method}” calculates with data of the agreement; a calendar alone is not enough."
    nl_way_out = "Schrijf een termijn die alleen een kalender vraagt, zoals “4 business hours” of “3 months”."
    en_way_out = "Write a term that asks for a calendar alone, such as “4 business hours” or “3 months”."


def due_us(
    calendar: CompiledCalendar,
    start: int,
    within: Duration,
    counting: str = "rolling",
    pauses: Intervals = (),
) -> int | None:
    """`due` on integers: microseconds in and out, pauses a sorted disjoint tuple (`intervals.union`)."""
    if counting not in COUNTINGS:
        raise UnknownCounting(counting=counting)
    if pauses:
        pauses = clip(pauses, start, FOREVER)
    return _BY_KIND[within.kind](calendar, start, within, counting, pauses)


def business_time_due(calendar: CompiledCalendar, start: int, amount: int) -> int:
    """The smallest instant by which `amount` (> 0) open time has passed since `start`; the fast path without pauses."""
    starts = calendar.starts
    at = bisect_right(starts, start) - 1
    if at < 0:
        target = amount + calendar.opened(start)
    else:
        target = calendar.before[at] + start - starts[at]
        if target > calendar.after[at]:
            target = calendar.after[at]
        target += amount
    if target > calendar.total:
        raise calendar.beyond()
    at = bisect_left(calendar.after, target)
    return starts[at] + target - calendar.before[at]


def _business_time(
    calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals
) -> int | None:
    if not pauses:
        return business_time_due(calendar, start, within.amount)
    return _open_time_due(calendar, start, within.amount, pauses)


def _open_time_due(calendar: CompiledCalendar, start: int, amount: int, pauses: Intervals) -> int | None:
    """The smallest instant by which `amount` open time outside pauses has passed; None if an open pause prevents it."""
    at, needed = calendar.opened(start), amount
    for begin, end in pauses:
        before = calendar.opened(min(begin, calendar.ends))
        if before - at >= needed:
            break
        needed -= before - at
        if end == FOREVER:
            return None
        at = calendar.opened(end)
    return calendar.when_opened(at + needed)


def _half_day(calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals) -> int | None:
    amount = half_day(calendar, start)
    if not pauses:
        return business_time_due(calendar, start, amount)
    return _open_time_due(calendar, start, amount, pauses)


def half_day(calendar: CompiledCalendar, us: int) -> int:
    """Half of the longest regular day of the week in force at an instant, in microseconds. Raises NoRegularDay."""
    amount = calendar.regular_day(calendar.ordinal_of(us)) // 2
    if amount == 0:
        raise NoRegularDay
    return amount


def _elapsed(calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals) -> int | None:
    at = start + within.amount
    for begin, end in pauses:
        if begin >= at:
            break
        if end == FOREVER:
            return None
        at += end - begin
    return at


def _business_days(
    calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals
) -> int | None:
    if counting == "closing":
        calendar.opened(start)  # a start outside the cover is refused, also where its day does not count
        after = bisect_right(calendar.day_ordinals, calendar.ordinal_of(start))
        return _close_of(calendar, after, within.amount, pauses)
    plain = business_days_due(calendar, start, within.amount)
    if not pauses:
        return plain
    moved = sum(calendar.open_between(begin, end) for begin, end in clip(pauses, start, plain))
    return _open_time_due(calendar, plain, moved, clip(pauses, plain, FOREVER)) if moved else plain


def business_days_due(calendar: CompiledCalendar, start: int, days: int) -> int:
    """`days` business days on, rolling and without pauses: the same local time, no later than that day's close."""
    wall = calendar.offsets.to_wall(calendar.next_opening(start))
    day, time = divmod(wall, DAY)
    at = bisect_right(calendar.day_ordinals, day + EPOCH_ORDINAL) + days - 1
    if at >= len(calendar.day_ordinals):
        raise calendar.beyond()
    same_time = calendar.offsets.end((calendar.day_ordinals[at] - EPOCH_ORDINAL) * DAY + time)
    return min(same_time, calendar.day_closes[at])


def _close_of(calendar: CompiledCalendar, at: int, days: int, pauses: Intervals) -> int | None:
    """The close of the `days`-th open day from index `at` on; a day paused at its close does not count."""
    closes = calendar.day_closes
    if not pauses:
        at += days - 1
    else:
        while at < len(closes):
            if paused_at(pauses, closes[at]):
                if pauses[-1][1] == FOREVER and closes[at] >= pauses[-1][0]:
                    return None
            else:
                days -= 1
                if days == 0:
                    break
            at += 1
    if at >= len(closes):
        raise calendar.beyond()
    return closes[at]


def _relative_day(
    calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals
) -> int | None:
    day = calendar.ordinal_of(calendar.next_opening(start))
    at = bisect_left(calendar.day_ordinals, day)
    return _close_of(calendar, at + (within.kind == "next-business-day"), 1, pauses)


def _days(calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals) -> int | None:
    day, time = divmod(calendar.offsets.to_wall(start), DAY)
    moved = 0
    while True:
        at = _on(calendar, day + within.amount + moved, time, counting)
        if not pauses:
            return at
        midnights = 0
        for begin, end in pauses:
            passed = midnights_in(calendar.offsets, begin, min(end, at))
            if passed and at < end:
                # Each day it moves on lies in the same pause: it comes to rest after the last midnight of it.
                if end == FOREVER:
                    return None
                passed = midnights_in(calendar.offsets, begin, end)
            midnights += passed
        if midnights == moved:
            return at
        moved = midnights


def _on(calendar: CompiledCalendar, day: int, time: int, counting: str) -> int:
    """That wall time of a local day (counted from the epoch) as an end, or with `closing` its 24:00."""
    if not calendar.first.toordinal() <= day + EPOCH_ORDINAL <= calendar.last.toordinal():
        raise calendar.beyond()
    return calendar.offsets.end(day * DAY + (DAY if counting == "closing" else time))


def _months(calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals) -> int:
    day, time = divmod(calendar.offsets.to_wall(start), DAY)
    later = add_months(date.fromordinal(day + EPOCH_ORDINAL), within.amount, calendar)
    return _on(calendar, later.toordinal() - EPOCH_ORDINAL, time, counting)


def add_months(day: date, months: int, calendar: CompiledCalendar) -> date:
    """The same day number so many months on (or back), clipped to the last day of the month. Raises BeyondCover."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise calendar.beyond()
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _whole_months(calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals) -> int:
    day = date.fromordinal(calendar.ordinal_of(start))
    first = (day.replace(day=1).toordinal() - EPOCH_ORDINAL) * DAY
    # A month that begins at the very start is itself the next whole month: the terms of successive months then tile.
    months = within.amount - 1 if calendar.offsets.start(first) == start else within.amount
    last = add_months(day.replace(day=1), months, calendar)
    last = last.replace(day=monthrange(last.year, last.month)[1])
    return _on(calendar, last.toordinal() - EPOCH_ORDINAL, 0, "closing")


def _nothing(calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals) -> None:
    return None


def _named(calendar: CompiledCalendar, start: int, within: Duration, counting: str, pauses: Intervals) -> None:
    raise NamedMethod(method=within.method)


_BY_KIND: dict[str, Callable[[CompiledCalendar, int, Duration, str, Intervals], int | None]] = {
    "elapsed": _elapsed,
    "business-time": _business_time,
    "half-business-day": _half_day,
    "business-days": _business_days,
    "same-business-day": _relative_day,
    "next-business-day": _relative_day,
    "days": _days,
    "months": _months,
    "to-end-of-months": _whole_months,
    "none": _nothing,
    "unstated": _nothing,
    "method": _named,
}
