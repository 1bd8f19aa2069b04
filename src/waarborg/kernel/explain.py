"""A due time in words, for staff and customer alike: as lines to read out and as a ledger to add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from waarborg.kernel.blocks import Block, blocks
from waarborg.kernel.instants import to_us
from waarborg.kernel.words import (
    capital,
    clock,
    closing_moment,
    listed,
    local_date,
    on_date,
    reason_name,
    speak,
    time_of_day,
)

if TYPE_CHECKING:
    from waarborg.kernel.due import Due


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `kind` is start, counted, skipped, pause, note or due; `line` says the same as a sentence."""

    kind: str
    when: str
    what: str
    amount: str
    line: str


def explain(due: Due, lang: str) -> list[str]:
    """Why a due time is what it is, as lines in nl or en (anything else reads English)."""
    return [row.line for row in rows(due, lang)]


def ledger(due: Due, lang: str) -> list[Row]:
    """The rows that add up to the due time, ending with the row of the due time itself."""
    return [row for row in rows(due, lang) if row.kind not in ("start", "note")]


def rows(due: Due, lang: str) -> list[Row]:
    """All rows, in order of time."""
    view = _View(due, speak(lang))
    found = [_start(view)]
    if not due.within.has_term:
        return [*found, _no_term(view)]
    told = [(block.kind, _TELL[block.kind](view, block)) for block in blocks(due.calendar, due.steps, due.start)]
    found += [row for kind, row in told if kind != "moved"]
    found += _rule(view)
    found += [row for kind, row in told if kind == "moved"]
    if due.at is not None:
        found.append(_due(view, to_us(due.at)))
    return found


class _View:
    """What every row needs: the due time, the language, and whether years must be named."""

    def __init__(self, due: Due, lang: str) -> None:
        self.due, self.lang, self.offsets = due, lang, due.calendar.offsets
        ends = (due.start, due.at or due.start)
        self.years = len({local_date(self.offsets, to_us(end)).year for end in ends}) > 1

    def say(self, nl: str, en: str) -> str:
        return nl if self.lang == "nl" else en

    def on(self, day: date, *, short: bool = False) -> str:
        return on_date(day, self.lang, year=self.years and not short, short=short)

    def moment(self, us: int, *, short: bool = False) -> str:
        return f"{self.on(local_date(self.offsets, us), short=short)} {time_of_day(self.offsets, us)}"

    def span(self, start: int, end: int, *, short: bool = False) -> tuple[str, str]:
        """From and to, with the date said once when it is the same."""
        day, time = closing_moment(self.offsets, end)
        if day == local_date(self.offsets, start):
            return self.moment(start, short=short), time
        return self.moment(start, short=short), f"{self.on(day, short=short)} {time}"

    @property
    def uncounted(self) -> str:
        return self.say("telt niet", "not counted")


def _start(view: _View) -> Row:
    start = to_us(view.due.start)
    line = f"{view.say('Begint', 'Starts')} {view.moment(start)}"
    return Row("start", view.moment(start, short=True), view.say("Begin", "Start"), "", line)


def _no_term(view: _View) -> Row:
    if view.due.within.kind == "unstated":
        line = view.say(
            "Geen vaste termijn: de tijd wordt gemeten en getoond, en kan niet te laat zijn",
            "No stated term: the time is measured and shown, and cannot be late",
        )
    else:
        line = view.say("Geen termijn: er loopt geen klok", "No term: no clock runs")
    return Row("note", "", line, "", line)


def _open_day(view: _View, block: Block) -> Row:
    amount, day = clock(block.counted), block.dates[0]
    spans = [(to_us(step.start), to_us(step.end)) for step in block.steps if step.end is not None]
    times = [(time_of_day(view.offsets, a), closing_moment(view.offsets, b)[1]) for a, b in spans]
    counted = view.say("geteld", "counted")
    if len(spans) > 1:
        line = (
            f"{amount} {counted} {view.say('op', 'on')} {view.on(day)}: {_list(view, [f'{a}–{b}' for a, b in times])}"
        )
        return Row("counted", view.on(day, short=True), _list(view, [f"{a} – {b}" for a, b in times]), amount, line)
    (begin, end), key = times[0], block.steps[0].reason_key
    on = f"{amount} {counted} {view.say('op', 'on')} {view.on(day)}"
    if key == "to-closing" and block.steps[0].start == view.due.start:
        line = view.say(f"{amount} geteld tot de sluiting om {end}", f"{amount} counted until closing at {end}")
    elif key == "from-opening":
        line = view.say(f"{on} vanaf {begin}", f"{on} from {begin}")
    else:
        line = view.say(f"{on} van {begin} tot {end}", f"{on} from {begin} to {end}")
    what = {
        "to-closing": view.say("Tot onze sluiting", "Until we close"),
        "from-opening": view.say("Vanaf onze opening", "From our opening"),
        "whole-opening": view.say("Van opening tot sluiting", "From opening to closing"),
        "part": view.say("Binnen onze uren", "Within our hours"),
    }[key]
    return Row("counted", f"{view.on(day, short=True)} {begin} – {end}", what, amount, line)


def _whole_days(view: _View, block: Block) -> Row:
    number, amount = len(block.dates), clock(block.counted)
    each = clock(block.counted // number)
    what = view.say(f"{number} dagen van {each}", f"{number} days of {each}")
    first, last = view.on(block.dates[0]), view.on(block.dates[-1])
    line = view.say(
        f"{amount} geteld: {what}, {first} tot en met {last}", f"{amount} counted: {what}, {first} to {last}"
    )
    return Row("counted", _dates(view, block), what, amount, line)


def _business_days(view: _View, block: Block) -> Row:
    first, last, number = block.steps[0].number, block.steps[-1].number, len(block.steps)
    days = view.say("Werkdag", "Business day") if number == 1 else view.say("Werkdag", "Business days")
    numbers = f"{first}" if number == 1 else view.say(f"{first} tot en met {last}", f"{first} to {last}")
    dates = view.on(block.dates[0])
    if number > 1:
        dates += f" {view.say('tot en met', 'to')} {view.on(block.dates[-1])}"
    amount = f"{number} {view.say('dag' if number == 1 else 'dagen', 'day' if number == 1 else 'days')}"
    return Row("counted", _dates(view, block), f"{days} {numbers}", amount, f"{days} {numbers}: {dates}")


def _dates(view: _View, block: Block) -> str:
    first, last = view.on(block.dates[0], short=True), view.on(block.dates[-1], short=True)
    return first if first == last else f"{first} – {last}"


def _elapsed(view: _View, block: Block) -> Row:
    begin, end = to_us(block.steps[0].start), to_us(block.steps[0].end or block.steps[0].start)
    amount = clock(block.counted)
    a, b = view.span(begin, end, short=True)
    line = view.say(f"{amount} geteld, dag en nacht", f"{amount} counted, day and night")
    return Row("counted", f"{a} – {b}", view.say("Dag en nacht", "Day and night"), amount, line)


def _skipped(view: _View, block: Block) -> Row:
    step = block.steps[0]
    begin, end = to_us(step.start), to_us(step.end or step.start)
    if not step.reasons:
        a, b = view.span(begin, end, short=True)
        until = view.moment(end)
        line = view.say(f"Buiten openingstijd; telt vanaf {until}", f"Outside opening hours; counts from {until}")
        return Row(
            "skipped", f"{a} – {b}", view.say("Buiten openingstijd", "Outside opening hours"), view.uncounted, line
        )
    names = capital(_list(view, [reason_name(key, view.lang) for key in step.reasons]))
    dates = _closed_dates(view, step.start == view.due.start, begin, end)
    many = len(step.reasons) > 1
    line = f"{names} {view.say('tellen' if many else 'telt', 'do' if many else 'does')} "
    line += view.say("niet mee", "not count")
    if step.reason_key == "paused-at-close":
        line += f": {view.on(local_date(view.offsets, begin))}"
        return Row("skipped", dates, names, view.uncounted, line)
    if step.start == view.due.start:
        line += view.say(f"; telt vanaf {view.moment(end)}", f"; counts from {view.moment(end)}")
    return Row("skipped", dates, view.say(f"{names}, gesloten", f"{names}, closed"), view.uncounted, line)


def _closed_dates(view: _View, from_start: bool, begin: int, end: int) -> str:
    """The dates of a gap that have no opening, from the first to the last."""
    first, last = local_date(view.offsets, begin), local_date(view.offsets, end - 1)
    days = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
    closed = [day for day in days if view.due.calendar.closed_reason(day) is not None] or days
    a, b = view.on(closed[0], short=True), view.on(closed[-1], short=True)
    return a if a == b else f"{a} – {b}"


def _pause(view: _View, block: Block) -> Row:
    step = block.steps[0]
    begin = to_us(step.start)
    stood = view.say("De klok stond stil", "The clock was paused")
    if step.end is None:
        line = view.say(
            f"Staat stil sinds {view.moment(begin)}; de termijn schuift op",
            f"Paused since {view.moment(begin)}; the term moves on",
        )
        return Row(
            "pause", view.moment(begin, short=True), view.say("De klok staat stil", "The clock is paused"), "", line
        )
    a, b = view.span(begin, to_us(step.end))
    line = view.say(f"Stond stil van {a} tot {b}", f"Paused from {a} to {b}")
    if step.number:
        line += view.say(f": {step.number} keer middernacht", f": {step.number} × midnight")
    elif view.due.within.kind == "business-days":
        amount = clock(step.counted_us)
        line += view.say(f", {amount} daarvan binnen openingstijd", f", {amount} of it within opening hours")
    a, b = view.span(begin, to_us(step.end), short=True)
    return Row("pause", f"{a} – {b}", stood, view.uncounted, line)


def _moved(view: _View, block: Block) -> Row:
    step = block.steps[0]
    amount = clock(step.counted_us)
    a, b = view.span(to_us(step.start), to_us(step.end or step.start), short=True)
    what = view.say("Erbij voor het stilstaan", "Added for the pauses")
    return Row(
        "counted",
        f"{a} – {b}",
        what,
        amount,
        view.say(f"{amount} erbij voor het stilstaan", f"{amount} added for the pauses"),
    )


def _term(view: _View, block: Block) -> Row:
    within, closing = view.due.within, view.due.counting == "closing"
    said = within.say(view.lang)
    if within.kind == "to-end-of-months":
        many = within.amount > 1
        line = view.say(
            f"Tot het einde van {f'de {within.amount}e hele maand' if many else 'de volgende hele maand'}",
            f"Until the end of {f'whole month {within.amount}' if many else 'the next whole month'}",
        )
    elif closing:
        line = view.say(f"{said} verder, tot het einde van die dag", f"{said} on, until the end of that day")
    else:
        line = view.say(f"{said} verder, op dezelfde tijd", f"{said} on, at the same time")
    step = block.steps[0]
    a, b = view.span(to_us(step.start), to_us(step.end or step.start), short=True)
    return Row("counted", f"{a} – {b}", line, said, line)


def _clock_change(view: _View, block: Block) -> Row:
    step = block.steps[0]
    day, shift = view.on(local_date(view.offsets, to_us(step.start))), clock(abs(step.counted_us))
    nl, en = ("vooruit", "forward") if step.reason_key == "forward" else ("terug", "back")
    line = view.say(f"De klok gaat {shift} {nl} op {day}", f"The clocks go {en} {shift} on {day}")
    return Row("note", day, line, "", line)


def _next_version(view: _View, block: Block) -> Row:
    day = view.on(local_date(view.offsets, to_us(block.steps[0].start)))
    line = view.say(
        f"Vanaf {day} gelden de uren van een latere versie van de kalender",
        f"From {day} the hours of a later version of the calendar hold",
    )
    return Row("note", day, line, "", line)


def _rule(view: _View) -> Iterator[Row]:
    """For business days: which moment of the last one it is."""
    within, due = view.due.within, view.due
    if due.at is None or within.kind not in ("business-days", "same-business-day", "next-business-day"):
        return
    if within.kind != "business-days" or due.counting == "closing":
        line = view.say("Tot de sluiting van die dag", "Until closing on that day")
    else:
        at = to_us(due.at)
        opening = due.calendar.next_opening(to_us(due.start))
        moved = any(step.kind == "moved" for step in due.steps)
        same = due.calendar.offsets.to_wall(at) - due.calendar.offsets.to_wall(opening)
        if moved or same % 86_400_000_000 == 0:
            line = view.say("Op dezelfde tijd van de dag", "At the same time of day")
        else:
            line = view.say("Niet later dan de sluiting van die dag", "No later than closing on that day")
    yield Row("note", "", line, "", line)


def _due(view: _View, at: int) -> Row:
    within = view.due.within
    ends_day = view.due.counting == "closing" or within.kind not in ("elapsed", "days", "months", "business-days")
    day, time = (
        closing_moment(view.offsets, at) if ends_day else (local_date(view.offsets, at), time_of_day(view.offsets, at))
    )
    line = f"{view.say('Uiterlijk', 'Due by')} {view.on(day)} {time}"
    when = f"{view.on(day, short=True)} {time}"
    return Row("due", when, view.say("Uiterlijk", "Due by"), within.say(view.lang), line)


def _list(view: _View, words: list[str]) -> str:
    return listed(words, view.lang)


_TELL: dict[str, Callable[[_View, Block], Row]] = {
    "open-day": _open_day,
    "whole-days": _whole_days,
    "business-days": _business_days,
    "counted": _elapsed,
    "skipped": _skipped,
    "pause": _pause,
    "moved": _moved,
    "term": _term,
    "clock-change": _clock_change,
    "next-version": _next_version,
}
