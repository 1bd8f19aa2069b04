"""What happened to a run, as rows in order of time."""

from collections.abc import Iterator

from waarborg.kernel.explain import Row
from waarborg.kernel.words import capital, clock
from waarborg.promises.rules.replay.figures import figures
from waarborg.promises.rules.replay.moments import moment
from waarborg.promises.rules.replay.timeline import Change, ClockTimeline, Run
from waarborg.promises.rules.replay.words import Phrases, done, say


def happenings(timeline: ClockTimeline, run: Run, lang: str, phrases: Phrases) -> list[Row]:
    """Changes with both targets, stops and reopenings, the due time passing, waiver, end."""
    found = [(change.at_us, 1, _change(run, change, lang, phrases)) for change in run.changes]
    found += [(at, 3, (say("reopened", lang), "")) for at in run.reopened_us]
    found += [(at, 4, (say("merged", lang), "")) for at in timeline.merged_us]
    found += _stops(timeline, run, lang, phrases)
    if run.broken_us is not None and not run.by_raise:
        key = "passed-exceeded" if run.terms.level == "experience" else "passed"
        found.append((run.broken_us, 0, (say(key, lang), "")))
    if run.waived_us is not None:
        found.append((run.waived_us, 4, (say("waived", lang), "")))
    if run.void_reason is not None and run.ended_us is not None:
        found.append((run.ended_us, 4, (_void(run.void_reason, lang, phrases), "")))
    return [_row(run, at, text, amount, lang) for at, _, (text, amount) in sorted(found, key=lambda item: item[:2])]


def _row(run: Run, at: int, text: str, amount: str, lang: str) -> Row:
    offsets = run.version.calendar.offsets
    line = f"{capital(moment(offsets, at, lang))}: {text}"
    return Row("note", moment(offsets, at, lang, short=True), text, amount, line)


def _stops(
    timeline: ClockTimeline, run: Run, lang: str, phrases: Phrases
) -> Iterator[tuple[int, int, tuple[str, str]]]:
    event = next(iter(run.terms.until_events)) if len(run.terms.until_events) == 1 else None
    what = capital(done(event, lang, phrases)) or say("clock-stops", lang)
    for at in run.stops_us:
        if at != run.stopped_us:
            yield at, 2, (what, "")
    if run.stopped_us is None:
        return
    found = figures(timeline, run)
    counted = clock(found.counted_us) if found and found.counted_us is not None else ""
    late = clock(found.late_us) if found and found.late_us is not None else ""
    key = {"met": "met", "broken": "late", "exceeded": "exceeded"}.get(run.verdict or "", "timed")
    verdict = say(key, lang, counted=counted, late=late)
    yield run.stopped_us, 2, (say("stopped", lang, What=what, verdict=verdict), counted)


def _change(run: Run, change: Change, lang: str, phrases: Phrases) -> tuple[str, str]:
    parts = [capital(_cause(change, lang, phrases))]
    if change.settled:
        parts.append(say("settled", lang))
    elif change.plan is None:
        parts.append(say("ceases", lang))
    else:
        parts.append(_targets(run, change, lang))
        if change.counted_from_us != run.started_us and change.due_after_us != change.due_before_us:
            parts.append(say("from-change", lang).lower())
        if change.broke:
            parts.append(say("by-raise", lang))
    return "; ".join(parts), ""


def _cause(change: Change, lang: str, phrases: Phrases) -> str:
    if change.cause != "property" or not change.said:
        return say(f"{change.cause}-change", lang)
    told = []
    for name, word in change.said:
        called = phrases("property", name, lang) or name
        told.append(say("became", lang, name=called, word=phrases("word", f"{name}={word}", lang) or word))
    return ", ".join(told)


def _targets(run: Run, change: Change, lang: str) -> str:
    offsets = run.version.calendar.offsets
    before, after = change.due_before_us, change.due_after_us
    if after is None:
        return say("target-none", lang)
    said = moment(offsets, after, lang)
    if before is None:
        return say("begins", lang, after=said)
    if before == after:
        return say("target-same", lang, after=said)
    return say("targets", lang, before=moment(offsets, before, lang), after=said)


def _void(reason: str, lang: str, phrases: Phrases) -> str:
    if reason in ("ceased-to-apply", "not-in-force"):
        what = say(reason, lang)
    else:
        what = capital(done(reason, lang, phrases)) or say("clock-stops", lang)
    return say("void", lang, What=what)
