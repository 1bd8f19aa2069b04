"""How a due time came about, step by step: what the explanation says, the ledger lists and the picture draws.

Kinds of step, in order of time:

- `start` and `due`: the two ends (no `due` where nothing falls due);
- `counted`: time that counts, `counted_us` of it; `reason_key` is whole-opening, from-opening, to-closing or part for
  open time, and elapsed for elapsed time;
- `day`: an open day that counts, from its opening to its close; `number` says which one;
- `term`: calendar days or months, from the start to the due time;
- `skipped`: time that does not count; `reasons` holds weekend, no-hours, closed, keys of holidays or paused-at-close,
  and `reason_key` the first of them, or night or break where no whole date was skipped;
- `pause`: the clock stood still; `counted_us` is the open (or elapsed) time lost, `number` the midnights. `end` is None
  for a pause that still lasts;
- `moved`: the open time added after the last business day for the pauses;
- `clock-change`: the clock goes forward or back (`counted_us`, signed) within time that counts;
- `next-version`: from here on a later version of the calendar speaks.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.durations import Duration
from waarborg.kernel.instants import from_us
from waarborg.kernel.intervals import Intervals, clip, subtract
from waarborg.kernel.pauses import midnights_in, paused_at
from waarborg.kernel.terms import business_days_due


@dataclass(frozen=True, slots=True)
class Step:
    """One step; see the kinds above. Instants are aware UTC datetimes."""

    kind: str
    start: datetime
    end: datetime | None
    counted_us: int = 0
    reason_key: str = ""
    reasons: tuple[str, ...] = ()
    number: int = 0


class _Piece(NamedTuple):
    """A step on integers."""

    kind: str
    start: int
    end: int | None
    counted: int = 0
    key: str = ""
    reasons: tuple[str, ...] = ()
    number: int = 0


class _Case(NamedTuple):
    """What is to be explained. `until` is the due time, or the beginning of the pause that holds it."""

    calendar: CompiledCalendar
    start: int
    at: int | None
    until: int
    within: Duration
    counting: str
    pauses: Intervals


def build_steps(
    calendar: CompiledCalendar, start: int, at: int | None, within: Duration, counting: str, pauses: Intervals
) -> tuple[Step, ...]:
    """The steps from `start` to `at`; with `at` None and an open pause, up to that pause."""
    pieces = [_Piece("start", start, start)]
    if within.has_term:
        until = at if at is not None else max(start, pauses[-1][0])
        middle = _middle(_Case(calendar, start, at, until, within, counting, pauses))
        pieces += sorted(middle, key=lambda piece: piece.start)
        pieces.append(_Piece("pause", until, None, key="pause") if at is None else _Piece("due", at, at))
    return tuple(_step(piece) for piece in pieces)


def _step(piece: _Piece) -> Step:
    end = None if piece.end is None else from_us(piece.end)
    return Step(piece.kind, from_us(piece.start), end, piece.counted, piece.key, piece.reasons, piece.number)


def _middle(case: _Case) -> list[_Piece]:
    spans = clip(case.pauses, case.start, case.until)
    kind = case.within.kind
    if kind == "elapsed":
        pieces = [_Piece("pause", a, b, b - a, "pause") for a, b in spans]
        running = subtract([(case.start, case.until)], spans)
        pieces += [_Piece("counted", a, b, b - a, "elapsed") for a, b in running]
        return pieces + _clock_changes(case.calendar, pieces)
    if kind in ("business-time", "half-business-day"):
        pieces = _open_time(case, spans)
        pieces += _clock_changes(case.calendar, pieces)
    elif kind == "business-days" and case.counting == "rolling":
        pieces = _rolling_days(case, spans)
    elif kind in ("business-days", "same-business-day", "next-business-day"):
        pieces = _closing_days(case)
    else:
        pieces = [_Piece("term", case.start, case.until)]
        if kind == "days":
            counts = [(a, b, midnights_in(case.calendar.offsets, a, b)) for a, b in spans]
            pieces += [_Piece("pause", a, b, 0, "pause", number=count) for a, b, count in counts]
    seams = [seam for seam, _ in case.calendar.seams if case.start < seam < case.until]
    return pieces + [_Piece("next-version", seam, seam) for seam in seams]


def _open_time(case: _Case, spans: Intervals) -> list[_Piece]:
    """Counted openings per local date, whole pauses, and the gaps between them with their reasons."""
    calendar = case.calendar
    pieces = [_Piece("pause", a, b, calendar.open_between(a, b), "pause") for a, b in spans]
    at = case.start
    for _, hours in calendar.days[max(0, bisect_right(calendar.day_opens, case.start) - 1) :]:
        if hours[0][0] >= case.until:
            break
        for a, b in hours:
            for begin, end in subtract(clip([(a, b)], at, case.until), spans):
                pieces.append(_Piece("counted", begin, end, end - begin, _edges(begin == a, end == b)))
                at = end
    taken = [(piece.start, piece.end) for piece in pieces if piece.end is not None]
    gaps = subtract([(case.start, case.until)], taken)
    return pieces + [_skipped(calendar, a, b) for a, b in gaps]


def _edges(from_opening: bool, to_closing: bool) -> str:
    if from_opening:
        return "whole-opening" if to_closing else "from-opening"
    return "to-closing" if to_closing else "part"


def _skipped(calendar: CompiledCalendar, begin: int, end: int) -> _Piece:
    """A gap, with the reasons of its closed dates, each once, in order; else it is a night or a break."""
    first, last = calendar.ordinal_of(begin), calendar.ordinal_of(end - 1)
    found = (calendar.closed_reason(date.fromordinal(day)) for day in range(first, last + 1))
    reasons = tuple(dict.fromkeys(reason for reason in found if reason is not None))
    key = reasons[0] if reasons else "break" if first == calendar.ordinal_of(end) else "night"
    return _Piece("skipped", begin, end, 0, key, reasons)


def _rolling_days(case: _Case, spans: Intervals) -> list[_Piece]:
    calendar, ordinals = case.calendar, case.calendar.day_ordinals
    opening = calendar.next_opening(case.start)
    pieces = [_skipped(calendar, case.start, opening)] if opening > case.start else []
    first = bisect_right(ordinals, calendar.ordinal_of(opening))
    for number in range(1, case.within.amount + 1):
        index = first + number - 1
        if case.at is None and calendar.day_opens[index] >= case.until:
            break
        pieces += _between(calendar, index)
        pieces.append(_Piece("day", calendar.day_opens[index], calendar.day_closes[index], number=number))
    pieces += [_Piece("pause", a, b, calendar.open_between(a, b), "pause") for a, b in spans]
    if case.at is not None:
        plain = business_days_due(calendar, case.start, case.within.amount)
        if plain < case.at:
            lost = sum(calendar.open_between(a, b) for a, b in clip(spans, plain, case.at))
            pieces.append(_Piece("moved", plain, case.at, calendar.open_between(plain, case.at) - lost))
    return pieces


def _closing_days(case: _Case) -> list[_Piece]:
    calendar, ordinals = case.calendar, case.calendar.day_ordinals
    pieces: list[_Piece] = []
    if case.within.kind == "business-days":
        first, wanted = bisect_right(ordinals, calendar.ordinal_of(case.start)), case.within.amount
    else:
        opening, wanted = calendar.next_opening(case.start), 1
        if opening > case.start:
            pieces.append(_skipped(calendar, case.start, opening))
        first = bisect_left(ordinals, calendar.ordinal_of(opening)) + (case.within.kind == "next-business-day")
    number = 0
    for index in range(first, len(ordinals)):
        opens, closes = calendar.day_opens[index], calendar.day_closes[index]
        if number == wanted or (case.at is None and closes >= case.until):
            break
        pieces += _between(calendar, index)
        if paused_at(case.pauses, closes):
            pieces.append(_Piece("skipped", opens, closes, 0, "paused-at-close", ("paused-at-close",)))
        else:
            number += 1
            pieces.append(_Piece("day", opens, closes, number=number))
    return pieces


def _between(calendar: CompiledCalendar, index: int) -> list[_Piece]:
    """The closed dates before an open day, as one skipped step."""
    if index == 0 or calendar.day_ordinals[index] - calendar.day_ordinals[index - 1] < 2:
        return []
    begin, end = calendar.day_closes[index - 1], calendar.day_opens[index]
    return [_skipped(calendar, begin, end)] if begin < end else []


def _clock_changes(calendar: CompiledCalendar, pieces: list[_Piece]) -> list[_Piece]:
    table, found = calendar.offsets, []
    for piece in pieces:
        if piece.kind == "counted" and piece.end is not None:
            for at in range(bisect_right(table.transitions, piece.start), bisect_left(table.transitions, piece.end)):
                shift = table.offsets[at + 1] - table.offsets[at]
                key = "forward" if shift > 0 else "back"
                found.append(_Piece("clock-change", table.transitions[at], table.transitions[at], shift, key))
    return found
