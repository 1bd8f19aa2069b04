"""A clock in words: how its due time came about, and what happened to it. Customer and staff read the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from waarborg.kernel.due import Due
from waarborg.kernel.explain import Row, rows
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import union
from waarborg.kernel.pauses import FOREVER
from waarborg.kernel.steps import Step
from waarborg.kernel.words import capital, clock, speak
from waarborg.kernel.zones import Offsets
from waarborg.promises.rules.replay.happenings import happenings
from waarborg.promises.rules.replay.moments import moment, span
from waarborg.promises.rules.replay.timeline import ClockTimeline, Run
from waarborg.promises.rules.replay.words import Phrases, done, say, silent, why_paused

Audience = Literal["customer", "staff"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`ledger`: rows that add up to the due time, the start first and the due time last. `events`: what happened to the
    clock, in order of time: changes with both targets, stops, reopenings, waiver, end.
    """

    ledger: tuple[Row, ...]
    events: tuple[Row, ...]

    @property
    def lines(self) -> list[str]:
        """All of it as sentences."""
        return [row.line for row in (*self.ledger, *self.events)]


def explain(
    timeline: ClockTimeline,
    lang: str,
    *,
    run: Run | None = None,
    audience: Audience = "customer",
    phrases: Phrases = silent,
    due: Due | None = None,
) -> Explanation:
    """Why a run (the current one by default) falls due when it does, in nl or en.

    `phrases` gives names of the registry and words of the agreement; see `from_agreement.phrases_from`. `due` is what
    `due_of` gives for the run, where it was asked already: its steps are counted once.
    """
    run = run or timeline.current
    lang = speak(lang)
    if run is None:
        return Explanation((), ())
    ledger = _ledger(due or due_of(timeline, run), run, lang, audience, phrases)
    return Explanation(tuple(ledger), tuple(happenings(timeline, run, lang, phrases)))


def due_of(timeline: ClockTimeline, run: Run) -> Due | None:
    """What the kernel explains and draws: steps, pauses and due time of a run. None for a date, a period, or no term.

    An open pause is left open, so that a paused run shows how far it came.
    """
    if run.plan is None or run.fixed_us is not None:
        return None
    at = run.due_us if run.state != "paused" or run.broken_us is not None else run.breaks_us
    plan, base, version = run.plan, run.counts_from_us, run.version
    pauses = union((pause.start_us, FOREVER if pause.end_us is None else pause.end_us) for pause in run.pauses)
    if at is not None and version.due(plan, base, pauses) != at:
        for held in run.held:
            if held.version.due(held.plan, held.base, pauses) == at:
                plan, base, version = held.plan, held.base, held.version
    spans = union((max(start, base), end) for start, end in pauses if end > base)
    if at is None and plan.has_term and not (spans and spans[-1][1] == FOREVER):
        return None
    return Due(None if at is None else from_us(at), from_us(base), plan.within, plan.counting, spans, version.calendar)


def _ledger(due: Due | None, run: Run, lang: str, audience: Audience, phrases: Phrases) -> list[Row]:
    start = _start_row(run, lang, phrases)
    if due is None:
        return [start, *_without_reckoning(run, lang)]
    found = list(rows(due, lang))
    found[0] = start
    pauses = [step for step in due.steps if step.kind == "pause"]
    places = [place for place, row in enumerate(found) if row.kind == "pause"]
    for place, step in zip(places, pauses, strict=True):
        found[place] = _pause_row(found[place], step, run, due, lang, audience, phrases)
    offsets = run.version.calendar.offsets
    if to_us(due.start) != run.started_us:
        text = say("from-change", lang)
        when = moment(offsets, to_us(due.start), lang, short=True)
        found.insert(1, Row("note", when, text, "", f"{text}: {moment(offsets, to_us(due.start), lang)}"))
    if run.held and to_us(due.start) != run.counts_from_us:
        text = say("held", lang)
        found.insert(len(found) - 1, Row("note", "", text, "", text))
    return found


def _start_row(run: Run, lang: str, phrases: Phrases) -> Row:
    event = next(iter(run.terms.from_events), None) if len(run.terms.from_events) == 1 else None
    what = done(event, lang, phrases)
    offsets = run.version.calendar.offsets
    full = moment(offsets, run.started_us, lang)
    text = say("starts", lang, what=what) if what else say("clock-starts", lang)
    line = say("started", lang, What=capital(what), moment=full) if what else say("clock-started", lang, moment=full)
    return Row("start", moment(offsets, run.started_us, lang, short=True), capital(text), "", line)


def _without_reckoning(run: Run, lang: str) -> Sequence[Row]:
    """A date agreed, the end of a period, or a due time beyond all hours published."""
    if run.plan is None:
        return ()
    if run.fixed_us is None:
        text = say("not-published", lang)
        return (Row("note", "", text, "", text),)
    offsets = run.version.calendar.offsets
    text = say("period" if run.terms.cadence else "agreed", lang)
    when = moment(offsets, run.fixed_us, lang, short=True, end=True)
    line = f"{say('due', lang)} {moment(offsets, run.fixed_us, lang, end=True)}"
    return (Row("note", "", text, "", text), Row("due", when, say("due", lang), "", line))


def _pause_row(row: Row, step: Step, run: Run, due: Due, lang: str, audience: Audience, phrases: Phrases) -> Row:
    offsets = due.calendar.offsets
    begin = to_us(step.start)
    reason = _reason(run, begin)
    if step.end is None:
        why = why_paused(reason, lang, audience, phrases, still=True)
        line = say("pause-open", lang, why=why, begin=moment(offsets, begin, lang))
        return replace(row, what=why, line=line)
    why = why_paused(reason, lang, audience, phrases)
    line = _pause_line(why, step, due, offsets, lang)
    return replace(row, what=why, amount=say("uncounted", lang), line=line)


def _pause_line(why: str, step: Step, due: Due, offsets: Offsets, lang: str) -> str:
    begin, end = span(offsets, to_us(step.start), to_us(step.end or step.start), lang)
    if step.number:
        amount = say("midnights", lang, number=step.number)
    elif due.within.kind in ("days", "months", "to-end-of-months"):
        return say("pause-bare", lang, why=why, begin=begin, end=end)
    elif not step.counted_us:
        return say("pause-closed", lang, why=why, begin=begin, end=end)
    else:
        amount = clock(step.counted_us)
    return say("pause-line", lang, why=why, begin=begin, end=end, amount=amount)


def _reason(run: Run, begin: int) -> str:
    """The state of the pause that holds this instant: pauses that touch are told as one, by the first of them."""
    for pause in run.pauses:
        if pause.start_us <= begin and (pause.end_us is None or begin < pause.end_us):
            return pause.reason
    return ""
