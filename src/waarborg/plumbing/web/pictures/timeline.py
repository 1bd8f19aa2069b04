"""The timeline of a clock: when it started, what was counted, what stood still, when it falls due and where now is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from waarborg.kernel import holidays
from waarborg.kernel.instants import civil_start, from_us, to_us
from waarborg.kernel.intervals import Intervals, union
from waarborg.kernel.steps import Step
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pictures.axis import Axis
from waarborg.plumbing.web.pictures.labels import Row
from waarborg.plumbing.web.pictures.sheet import Sheet

HEIGHT = 53
_BAR, _THICK = 20, 12
_COUNTS = ("counted", "day", "term", "moved")
_REASONS = {
    "weekend": ("weekend", "weekend"),
    "night": ("nacht", "night"),
    "break": ("pauze van de dienst", "break"),
    "no-hours": ("geen openingstijd", "no opening hours"),
    "closed": ("gesloten", "closed"),
    "paused-at-close": ("stond stil bij sluiting", "paused at close"),
}


@dataclass(frozen=True, slots=True)
class _Clock:
    start: int
    due: int | None
    now: int | None
    stopped: int | None
    pauses: Intervals

    @property
    def reached(self) -> int:
        """Up to where time has been counted or passed."""
        if self.stopped is not None:
            return self.stopped
        return self.start if self.now is None else max(self.start, self.now)

    @property
    def late(self) -> bool:
        return self.due is not None and self.reached > self.due


def clock_timeline(
    steps: Sequence[Step],
    start: datetime,
    due: datetime | None,
    now: datetime | None,
    stopped: datetime | None,
    state: str,
    lang: str,
    zone: str,
    *,
    opens: Sequence[tuple[int, int]] = (),
    start_label: str = "",
    width: float | None = None,
    sprite: str = "",
) -> str:
    """The picture as SVG text.

    `steps` are those of the kernel's explanation. `opens` (microseconds, as `CompiledCalendar.intervals` gives) draws
    the opening hours around start and due and lays out pauses and lateness truly; without it only what the steps name
    has length. `start_label` is what happened at the start (`gemeld`, `reported`). `width` in pixels draws for paper.
    """
    pauses = union(_spans(steps, ("pause",), still=_us(now)))
    clock = _Clock(to_us(start), _us(due), _us(now), _us(stopped), pauses)
    axis = _axis(clock, steps, tuple(opens), zone)
    sheet = Sheet(HEIGHT, state, width=width, sprite=sprite)
    _draw_bar(sheet, axis, clock)
    _draw_labels(sheet, axis, clock, steps, lang, zone, start_label or ("begonnen" if _nl(lang) else "started"))
    if clock.stopped is not None and clock.stopped >= clock.start:
        sheet.mark(axis.at(clock.stopped), _BAR - 2, state)
    return sheet.finish(_in_words(clock, steps, state, lang, zone, start_label), "w-pic w-strip")


def reason_words(keys: Iterable[str], lang: str) -> str:
    """`weekend, Tweede Paasdag` of the reasons of skipped steps; night only where there is nothing else to say."""
    seen = list(dict.fromkeys(keys))
    if len(seen) > 1:
        seen = [key for key in seen if key not in ("night", "break")]
    return ", ".join(_reason(key, lang) for key in seen)


def _reason(key: str, lang: str) -> str:
    pair = _REASONS.get(key)
    return holidays.name(key, wording.tongue(lang)) if pair is None else pair[0 if _nl(lang) else 1]


def _axis(clock: _Clock, steps: Sequence[Step], opens: Intervals, zone: str) -> Axis:
    last = max(clock.due or clock.start, clock.reached, *(end for _, end in clock.pauses), clock.start + 1)
    counted = union(_spans(steps, _COUNTS), () if opens else clock.pauses)
    if not opens:
        # Without opening hours nothing is known of the gaps after the due time: lateness is drawn as one stretch.
        known = max((end for _, end in counted), default=clock.start)
        late = ((known, last),) if last > known else ()
        return Axis(union(counted, late) or ((clock.start, last),), clock.start, last)
    shown = union(opens)
    measure = sum(max(0, min(b, last) - max(a, clock.start)) for a, b in shown)
    margin = max(measure // 8, 1)
    # Some of the day around both ends, but never of another day: its name would stand first.
    first = civil_start(wording.local_date(from_us(clock.start), zone), time(0), zone)
    final = civil_start(wording.local_date(from_us(last - 1), zone) + timedelta(days=1), time(0), zone)
    low = next((max(a, clock.start - margin, first) for a, b in shown if a <= clock.start < b), clock.start)
    high = next((min(b, last + margin, final) for a, b in shown if a < last <= b), last)
    return Axis(shown, low, high)


def _draw_bar(sheet: Sheet, axis: Axis, clock: _Clock) -> None:
    for piece in axis.pieces:
        trim = min(0.15, piece.width / 4)
        cls = "st-open" if piece.open else "st-gap"
        sheet.rect(
            piece.left + (0 if piece.open else trim), _BAR, piece.width - (0 if piece.open else 2 * trim), _THICK, cls
        )
    end = clock.due if clock.due is not None else clock.reached
    for left, width in axis.parts(clock.start, end):
        sheet.rect(left, _BAR, width, _THICK, "st-todo")
    for left, width in axis.parts(clock.start, min(clock.reached, end)):
        sheet.rect(left, _BAR, width, _THICK, "st-done")
    if clock.late and clock.due is not None:
        for left, width in axis.parts(clock.due, clock.reached):
            sheet.rect(left, _BAR + 3, width, _THICK - 6, "st-over")
    for a, b in clock.pauses:
        for left, width in axis.parts(a, b):
            sheet.rect(left, _BAR, width, _THICK, "st-pause")
    sheet.line(axis.at(clock.start), _BAR - 4, axis.at(clock.start), _BAR + 15, "st-edge")
    if clock.due is not None:
        sheet.line(axis.at(clock.due), _BAR - 6, axis.at(clock.due), _BAR + 15, "st-due")
    if clock.now is not None and clock.stopped is None and axis.low <= clock.now <= axis.high:
        sheet.line(axis.at(clock.now), _BAR - 3, axis.at(clock.now), _BAR + 17, "st-now")


def _draw_labels(
    sheet: Sheet, axis: Axis, clock: _Clock, steps: Sequence[Step], lang: str, zone: str, start_label: str
) -> None:
    above, below = Row(), Row()
    started = from_us(clock.start)
    if clock.due is not None:
        due = from_us(clock.due)
        at, full = (
            wording.time_of_day(due, lang, zone),
            wording.instant(due, lang, zone, now=due, short=True, day_name=False),
        )
        by = "uiterlijk" if _nl(lang) else "by"
        few_days = len(_day_starts(axis, zone)) <= 3
        texts = [f"{by} {at}", at] if few_days else [f"{by} {full}", f"{by} {at}", at]
        where = axis.at(clock.due)
        above.place(
            where, texts, "st-strong", anchors=("end", "middle", "start") if where > 55 else ("middle", "start", "end")
        )
    begin = wording.time_of_day(started, lang, zone)
    above.place(axis.at(clock.start), [f"{start_label} {begin}", begin], "st-note", anchors=("start", "end"))
    if clock.now is not None and clock.stopped is None and axis.low <= clock.now <= axis.high:
        below.place(axis.at(clock.now), _now_words(clock, lang, zone), "st-strong")
    _day_labels(below, axis, lang, zone)
    _gap_labels(below, axis, steps, lang)
    above.draw(sheet, 12)
    below.draw(sheet, 47)


def _now_words(clock: _Clock, lang: str, zone: str) -> list[str]:
    at = wording.time_of_day(from_us(clock.reached), lang, zone)
    return [f"nu {at}", "nu"] if _nl(lang) else [f"now {at}", "now"]


def _day_labels(row: Row, axis: Axis, lang: str, zone: str) -> None:
    """Where each local day begins in open time; about eight of them at most."""
    found = _day_starts(axis, zone)
    every = max(1, -(-len(found) // 8))
    for left, d in found[::every]:
        short = f"{wording.DAYS_SHORT[wording.tongue(lang)][d.weekday()]} {d.day}"
        texts = [short] if len(found) > 3 else [wording.day(d, lang, short=True), short]
        row.place(left, texts, "st-day", anchors=("start", "end") if left > 90 else ("start",))


def _day_starts(axis: Axis, zone: str) -> list[tuple[float, date]]:
    firsts: dict[date, float] = {}
    for piece in axis.pieces:
        if not piece.open:
            continue
        d = wording.local_date(from_us(piece.start), zone)
        firsts.setdefault(d, piece.left)
        while (midnight := civil_start(d + timedelta(days=1), time(0), zone)) < piece.end:
            d += timedelta(days=1)
            firsts.setdefault(d, axis.at(midnight))
    return [(left, d) for d, left in firsts.items()]


def _gap_labels(row: Row, axis: Axis, steps: Sequence[Step], lang: str) -> None:
    for piece in axis.pieces:
        if piece.open or piece.width < 8:
            continue
        keys = [
            key
            for step in steps
            if step.kind == "skipped" and step.end and to_us(step.start) < piece.end and to_us(step.end) > piece.start
            for key in (step.reasons or (step.reason_key,))
        ]
        closed = "gesloten" if _nl(lang) else "closed"
        texts = [reason_words(keys, lang), closed] if keys else [closed]
        middle = piece.left + piece.width / 2
        row.place(middle, texts, "st-note", anchors=("middle",), within=(piece.left, piece.left + piece.width))


def _in_words(clock: _Clock, steps: Sequence[Step], state: str, lang: str, zone: str, start_label: str) -> str:
    nl = _nl(lang)

    def tell(us: int) -> str:
        return wording.instant(from_us(us), lang, zone, now=from_us(clock.start), day_name=False)

    start_label = start_label or ("begonnen" if nl else "started")
    parts = [f"{'Tijdlijn' if nl else 'Timeline'}. {tell(clock.start)} {start_label}."]
    skipped = reason_words((k for s in steps if s.kind == "skipped" for k in (s.reasons or (s.reason_key,))), lang)
    if skipped:
        parts.append(f"{'Telt niet' if nl else 'Not counted'}: {skipped}.")
    for a, b in clock.pauses:
        parts.append(f"{'Stond stil van' if nl else 'Paused from'} {tell(a)} {'tot' if nl else 'to'} {tell(b)}.")
    if clock.due is not None:
        parts.append(f"{'Uiterlijk' if nl else 'Due by'} {tell(clock.due)}.")
    if clock.stopped is not None:
        parts.append(f"{'Klaar' if nl else 'Done'} {tell(clock.stopped)}.")
    elif clock.now is not None:
        parts.append(f"{'Nu is het' if nl else 'It is now'} {tell(clock.now)}.")
    return " ".join(parts)


def _spans(steps: Sequence[Step], kinds: Sequence[str], *, still: int | None = None) -> list[tuple[int, int]]:
    """Intervals of the steps of these kinds; one without an end lasts until `still`."""
    found = []
    for step in steps:
        end = to_us(step.end) if step.end else still
        if step.kind in kinds and end is not None and end > to_us(step.start):
            found.append((to_us(step.start), end))
    return found


def _us(at: datetime | None) -> int | None:
    return None if at is None else to_us(at)


def _nl(lang: str) -> bool:
    return wording.tongue(lang) == "nl"
