"""Clocks in lists: one line each, from the projections, with what is left counted in open time."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import kept
from waarborg.promises.models import ClockRun
from waarborg.promises.queries.cards import name_of_clock
from waarborg.promises.queries.standing import Standing, standing, standings
from waarborg.promises.rules.replay.explanation import Audience

RUN = (
    "id", "tenant_id", "subject_id", "promise", "state", "verdict", "is_open", "started_at", "due_at", "warned_at",
)  # fmt: skip


Run: Callable[..., Any] = namedtuple("Run", (*RUN, "calendar"))  # type: ignore[misc]


def run_columns(table: str) -> str:
    """What a query by hand reads of a projection, for `run_of`; `table` is its name there."""
    return ", ".join([*(f"{table}.{name}" for name in RUN), f"{table}.projection ->> 'calendar'"])


def run_of(columns: Sequence[Any]) -> Any:
    """A row as `runs_for_lines` gives it; None where nothing was joined."""
    return Run(*columns) if columns[0] is not None else None


class ClockLine(NamedTuple):
    """A running clock in a list: see `queries.cards.Card` for what the fields mean. `run` is a row of `RUN`."""

    run: Any
    name: str
    state: str
    us: int | None
    until: datetime | None
    day_us: int | None

    @property
    def due(self) -> datetime | None:
        return self.run.due_at


# Of each subject of one kind the open clock that decides where it stands, as `first_of` has it: a fragment for queries
# that place many subjects at once. Read from the index `promises_open_first` alone, in its order ("paused" comes before
# "running"); its parameter is the kind.
FIRST_OPEN = """
SELECT DISTINCT ON (subject_id) subject_id, id AS run, due_at, state = 'paused' AS paused,
       warned_at IS NOT NULL AND verdict = '' AS tight
FROM promises_clock_run WHERE is_open AND verdict <> 'waived' AND subject_kind = %s
ORDER BY subject_id, due_at, state
"""


def clock_lines(
    runs: Iterable[Any], *, now: datetime, lang: str, audience: Audience = "customer"
) -> dict[UUID, ClockLine]:
    """A line for each run (of `runs_for_lines`), by its id. One query, however many."""
    listed = list(runs)
    lines = lines_in_order(listed, now=now, lang=lang, audience=audience)
    return {run.id: line for run, line in zip(listed, lines, strict=True) if line is not None}


def lines_in_order(
    runs: Sequence[Any], *, now: datetime, lang: str, audience: Audience = "customer"
) -> list[ClockLine | None]:
    """The same, one for each run; None where its customer is bound to nothing, and where there is no run."""
    tenants = {run.tenant_id for run in runs if run is not None}
    bound: Mapping[UUID, Standing | None] = (
        {tenant: standing(tenant) for tenant in tenants} if len(tenants) == 1 else standings(tenants)
    )
    found: list[ClockLine | None] = []
    for run in runs:
        binds = None if run is None else bound.get(run.tenant_id)
        found.append(None if binds is None else line_of(run, binds, run.calendar, now, lang, audience))
    return found


def runs_for_lines() -> "QuerySet[Any, Any]":
    """Projections as lines need them, as named tuples: plain values, because a list has fifty of them.

    Without the whole story, but with the name of the calendar they count in.
    """
    rows = ClockRun.objects.annotate(calendar=KeyTextTransform("calendar", "projection"))
    return rows.values_list(*RUN, "calendar", named=True)


def line_of(
    run: Any, bound: Standing, calendar_name: str | None, now: datetime, lang: str, audience: Audience = "customer"
) -> ClockLine:
    """One run as a line; `calendar_name` is the calendar that it counts in (None: around the clock). Asks nothing."""
    version = bound.at(run.started_at)
    calendar = version.calendar_at(calendar_name, now) if calendar_name and calendar_name in version.calendars else None
    terms = version.terms.get(run.promise)
    name = name_of_clock(terms.until_events, lang, audience=audience) if terms else run.promise
    state = line_state(run, now)
    us, until = _left(run, calendar, state, now)
    return ClockLine(run, name, state, us, until, _day(calendar, run))


def line_state(run: Any, now: datetime) -> str:
    """The mark of a projection as of now: the scheduler may be a second behind, a list is not."""
    if run.verdict == "waived":
        return "waived"
    if run.is_open and run.due_at is not None and run.due_at < now:
        return "late"
    if run.state == "paused":
        return "paused"
    if run.is_open:
        return "risk" if run.warned_at is not None else "running"
    return run.verdict or "met"


def _left(run: Any, calendar: CompiledCalendar | None, state: str, now: datetime) -> tuple[int | None, datetime | None]:
    if run.due_at is None or state not in ("late", "risk", "running"):
        return None, None
    at, due = to_us(now), to_us(run.due_at)
    first, last = min(at, due), max(at, due)
    if calendar is None:
        return last - first, run.due_at if state != "late" else None
    return calendar.open_between(first, last), from_us(due) if state != "late" and calendar.is_open(at) else None


def _day(calendar: CompiledCalendar | None, run: Any) -> int | None:
    return calendar.regular_day(calendar.ordinal_of(to_us(run.started_at))) if calendar else None


def open_runs(tenant: UUID) -> list[Any]:
    """Every clock of a customer that runs or is paused, as lines need them. One query in a unit of work."""
    read = lambda: [Run(*row) for row in kept.rows("promises.open-runs", _open_of, tenant)]  # noqa: E731
    found: list[Any] = tenancy.remembered(("promises.open-runs", tenant), read)
    return found


def remember_open_runs(tenant: UUID, runs: list[Any]) -> None:
    """What was just read of a customer's clocks need not be asked again in this unit of work."""
    tenancy.remembered(("promises.open-runs", tenant), lambda: runs)


def _open_of(tenant: UUID) -> "QuerySet[Any, Any]":
    rows = ClockRun.objects.annotate(calendar=KeyTextTransform("calendar", "projection"))
    return rows.filter(tenant_id=tenant, is_open=True).values_list(*RUN, "calendar")


def next_clocks(subjects: Iterable[UUID], kind: str = "") -> dict[UUID, Any]:
    """For each subject the open clock that decides where it stands: due first, then paused, then without a figure.

    Staff say of which `kind` the subjects are: of a customer's own clocks there are few, of everybody's many.
    """
    listed = kept.as_list(subjects)
    if kind:
        found = kept.rows("promises.next-clocks-of-kind", _open_of_kind, kind, listed)
    else:
        found = kept.rows("promises.next-clocks", _open_among, listed)
    return first_of(Run(*row) for row in found)


def _open_of_kind(kind: str, subjects: str) -> "QuerySet[Any, Any]":
    return _open_among(subjects).filter(subject_kind=kind)


def _open_among(subjects: str) -> "QuerySet[Any, Any]":
    rows = ClockRun.objects.annotate(calendar=KeyTextTransform("calendar", "projection"))
    return rows.filter(subject_id__in=kept.among(subjects), is_open=True).values_list(*RUN, "calendar")


def first_of(runs: Iterable[Any]) -> dict[UUID, Any]:
    """By subject; a clock that was waived presses nobody any more."""
    first: dict[UUID, Any] = {}
    for run in runs:
        if run.verdict == "waived":
            continue
        held = first.get(run.subject_id)
        if held is None or _weight(run) < _weight(held):
            first[run.subject_id] = run
    return first


def _weight(run: Any) -> tuple[int, float]:
    if run.due_at is not None:
        return 0, run.due_at.timestamp()
    return (1 if run.state == "paused" else 2), 0.0


def with_clock_lines(
    rows: Sequence[Any],
    *,
    now: datetime,
    lang: str,
    audience: Audience = "customer",
    tenant: UUID | None = None,
    kind: str = "",
) -> list[tuple[Any, ClockLine | None]]:
    """Each row (with an `id`, of this `kind`) beside its next clock. Two queries.

    With `tenant` by way of all its open clocks, which a page that shows its board has read already.
    """
    first = first_of(open_runs(tenant)) if tenant else next_clocks((row.id for row in rows), kind)
    lines = clock_lines(first.values(), now=now, lang=lang, audience=audience)
    return [(row, lines.get(first[row.id].id) if row.id in first else None) for row in rows]
