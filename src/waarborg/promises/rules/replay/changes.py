"""What a change of priority, plan, date, version or calendar does to a run that nobody stopped yet."""

from waarborg.promises.rules.replay.calendars import Calendars
from waarborg.promises.rules.replay.course import Course, Held
from waarborg.promises.rules.replay.program import Plan
from waarborg.promises.rules.replay.timeline import Change

CEASED = "ceased-to-apply"
RAISES = frozenset({"property", "version"})


def replan(
    run: Course,
    plan: Plan | None,
    *,
    at: int,
    cause: str,
    open_states: set[str],
    calendars: Calendars,
    said: tuple[tuple[str, str], ...] = (),
    fixed: int | None = None,
) -> None:
    """Hold the run to another term, counted from its original start, in the calendar published now.

    The pauses stay and are measured in the new calendar; one that the new term does not allow ends here. A verdict
    given stays. A due time before the change breaks the run at the change, *by raise* (SEMANTICS: clocks).
    """
    settled = run.broken is not None or run.waived is not None
    before = run.due(at)
    if not settled:
        _take_over(run, plan, at, before, cause, fixed, open_states, calendars)
    after = run.due(at)
    broke = False
    if run.judged:
        due = run.due()
        if due is not None and due < at:
            run.breaks(at, due, by_raise=True)
            broke = True
    run.mark(at)
    published = run.version.published_us
    run.changes.append(Change(at, cause, said, plan, published, before, after, run.base, broke, settled))


def _take_over(
    run: Course,
    plan: Plan | None,
    at: int,
    before: int | None,
    cause: str,
    fixed: int | None,
    open_states: set[str],
    calendars: Calendars,
) -> None:
    was = Held(run.plan, run.base, run.version) if run.plan is not None and run.fixed is None else None
    held = run.held
    run.plan, run.fixed, run.base, run.held = plan, fixed, run.start, ()
    run.version = calendars.version(plan, run.program.terms, at)
    run.moved()
    run.pause(at, open_states)
    if plan is None:
        if run.began:
            run.voided, run.void_reason = at, CEASED
        return
    run.began = True
    run.voided = run.void_reason = None
    if was is not None and fixed is None and cause in RAISES and run.program.terms.on_change == "from-change":
        _count_from_change(run, at, before, (*held, was))


def _count_from_change(run: Course, at: int, before: int | None, held: tuple[Held, ...]) -> None:
    """A shorter term counts from the change, a longer one from the start.

    The due time that it replaces goes on to hold where it is the earlier: raising a priority buys no time.
    """
    after = run.due(at)
    if before is not None and after is not None and after < before:
        run.base = at
        run.held = held
        run.moved()
