"""Replay: what happened, under the terms and in the calendars, gives the timeline of a clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from waarborg.kernel.instants import to_us
from waarborg.kernel.pauses import FOREVER
from waarborg.promises.rules.replay.calendars import Calendars
from waarborg.promises.rules.replay.course import Course
from waarborg.promises.rules.replay.entries import Entry, States, ordered
from waarborg.promises.rules.replay.fold import Fold
from waarborg.promises.rules.replay.program import Program, program_for
from waarborg.promises.rules.replay.terms import ClockTerms
from waarborg.promises.rules.replay.timeline import ClockTimeline, Pause, Run, RunState, Verdict

Versions: TypeAlias = Sequence[tuple[int, ClockTerms | None]]


def replay(
    terms: ClockTerms | Versions,
    entries: Iterable[Entry],
    calendars: Calendars,
    *,
    states: States,
    now: datetime | int | None = None,
    subject: str | Iterable[str] | None = None,
) -> ClockTimeline:
    """The timeline of one clock on one subject.

    `terms`: the terms, or their versions as (us from which they are in force, terms or None while the promise was not
    made), in order; a frozen run keeps the version under which it started. `entries`: those that name the subject or
    what stands above it, in any order. `now` (an aware datetime, or us): the replay is as of that instant and
    knows nothing later; left out, the last entry. `subject`: the subject's own name
    (`kind:id`), which tells its own properties from those of its parents, and a ticket merged away from one that takes
    another in.

    Pure: the same arguments give the same timeline. Raises NoSuchCalendar, and BeyondCover for a calendar that does not
    reach back to a start.
    """
    until = to_us(now) if isinstance(now, datetime) else now
    found = ordered(entries, until)
    as_of = until if until is not None else (found[-1].at_us if found else 0)
    known = calendars.known_at(as_of)
    programs = _programs(terms, states)
    own = frozenset((subject,) if isinstance(subject, str) else subject or ())
    fold = Fold(programs, known, own, _publications(programs, known, found, as_of))
    first = programs[0][1]
    if found and first is not None and first.cadence is not None and not first.terms.from_events:
        fold.start(found[0].at_us)
    for entry in found:
        fold.take(entry)
    fold.finish(as_of)
    courses = [course for course in fold.courses if course.began]
    runs = tuple(_run(course, number, as_of) for number, course in enumerate(courses, start=1))
    wakes = fold.next_mark if fold.next_mark < FOREVER else None
    return ClockTimeline(_latest(programs, fold), as_of, runs, tuple(fold.said), wakes, known)


def _programs(terms: ClockTerms | Versions, states: States) -> list[tuple[int, Program | None]]:
    if isinstance(terms, ClockTerms):
        program = program_for(terms, states)
        if terms.begins_us is None and terms.ends_us is None:
            return [(-FOREVER, program)]
        versions: list[tuple[int, Program | None]] = [(-FOREVER, program)]
        if terms.begins_us is not None:
            versions = [(-FOREVER, None), (terms.begins_us, program)]
    else:
        versions = [(-FOREVER, None)]
        versions += [(at, None if one is None else program_for(one, states)) for at, one in terms]
    last = versions[-1][1]
    if last is not None and last.terms.ends_us is not None:
        versions.append((last.terms.ends_us, None))
    return versions


def _publications(
    programs: Sequence[tuple[int, Program | None]], calendars: Calendars, found: Sequence[Entry], as_of: int
) -> list[int]:
    live = [program for _, program in programs if program is not None and program.terms.running == "live"]
    if not live or not found:
        return []
    names = {case.calendar for program in live for case in program.terms.cases}
    names |= {program.terms.calendar for program in live}
    return calendars.publications(names, found[0].at_us, as_of)


def _latest(programs: Sequence[tuple[int, Program | None]], fold: Fold) -> ClockTerms:
    """The terms that the timeline speaks of: those in force at its end, else the last that were."""
    if fold.program is not None:
        return fold.program.terms
    return next(program.terms for _, program in reversed(programs) if program is not None)


def _run(course: Course, number: int, as_of: int) -> Run:
    terms = course.program.terms
    ended = course.ended if course.ended is not None else course.voided
    state: RunState = "ended" if ended is not None else "paused" if course.pause_from is not None else "running"
    verdict, decided = _verdict(course)
    due = course.broken_due if course.broken is not None else course.due(max(as_of, course.pause_from or 0))
    breaks = None
    if course.judged:
        breaks = course.due() if state == "paused" else due
    return Run(
        number=number,
        started_us=course.start,
        counts_from_us=course.base,
        due_us=due,
        breaks_us=breaks,
        stopped_us=course.stop,
        ended_us=ended,
        state=state,
        verdict=verdict,
        broken_us=course.broken,
        by_raise=course.by_raise,
        plan=course.plan,
        fixed_us=course.fixed,
        held=course.held,
        version=course.version,
        pauses=_pauses(course),
        stops_us=tuple(course.stops),
        reopened_us=tuple(course.reopened),
        changes=tuple(course.changes),
        decided_us=decided,
        month=None if decided is None else course.month(decided),
        restated=tuple(course.restated),
        waived_us=course.waived,
        void_reason=course.void_reason,
        marks=tuple(course.marks),
        terms=terms,
    )


def _verdict(course: Course) -> tuple[Verdict | None, int | None]:
    """The verdict and when the clock was decided: stopped or fell due, whichever came first."""
    found = course.decided()
    if course.waived is not None:
        return "waived", found[1] if found else course.waived
    if found is not None:
        return found
    if course.voided is not None:
        return "void", course.voided
    return None, course.stop


def _pauses(course: Course) -> tuple[Pause, ...]:
    if not course.pauses and course.pause_from is None:
        return ()
    found = [Pause(start, end, why) for (start, end), why in zip(course.pauses, course.reasons, strict=True)]
    if course.pause_from is not None:
        found.append(Pause(course.pause_from, None, course.pause_reason))
    return tuple(found)
