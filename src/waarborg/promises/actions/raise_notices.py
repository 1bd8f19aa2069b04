"""Raising warnings and breaches when their instant has come: once for each clock, threshold and due time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import DatabaseError, connection

from waarborg.kernel.instants import from_us
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.live.announce import announce
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.project_clocks import Key, key_of, raised_keys, row
from waarborg.promises.actions.tell_staff import Told, tell_staff
from waarborg.promises.models import ClockRun
from waarborg.promises.queries.cards import name_of_clock
from waarborg.promises.queries.standing import standings
from waarborg.promises.queries.timelines import entries_of, replay_all, taken_in
from waarborg.promises.rules.replay import ClockTimeline
from waarborg.promises.rules.replay.notices import Notice, notices

log = structlog.stdlib.get_logger(__name__)
BATCH = 500
# By subject, promise and number of the run: the timeline that the run is on.
Lines = dict[tuple[UUID, str, int], ClockTimeline]
# How long a customer whose clocks cannot be replayed keeps quiet before it is tried again.
PUT_OFF = timedelta(minutes=15)
# The worker's clock may run behind another machine's, and a storm takes its time: nobody is there to be refused.
BEHIND = "told when the scheduler came to it"
# The topic of pages that show how clocks stand.
CLOCKS = "desk.queue"

RAISE = """
INSERT INTO promises_clock_notice (id, tenant_id, subject_id, promise, number, threshold, due_at, raised_at)
SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::int[], %s::text[], %s::timestamptz[],
                     %s::timestamptz[])
ON CONFLICT DO NOTHING RETURNING subject_id, promise, number, threshold, due_at
"""

SETTLED = (
    "due_at", "state", "verdict", "is_open", "stopped_at", "decided_at", "month", "attention_at", "projection",
)  # fmt: skip


def raise_notices(*, at: datetime, limit: int = BATCH) -> int:
    """Handle up to `limit` clocks whose attention instant has come; returns how many. Call it until it returns 0.

    Rows that another worker holds are skipped: it is raising them. Each batch is one transaction. Where one customer's
    clocks cannot be replayed, the others are handled customer by customer and that one is put off.
    """
    try:
        return _batch(at, limit)
    except DatabaseError:
        raise
    except Exception as failure:
        log.error("clocks that want attention fail together; customer by customer now", error=_named(failure))
    return sum(_of_one(tenant, at, limit) for tenant in _tenants(at))


def _batch(at: datetime, limit: int, **of: UUID) -> int:
    with tenancy.enter(Role.DESK):
        rows = list(
            ClockRun.objects.filter(attention_at__lte=at, **of)
            .order_by("attention_at", "id")
            .select_for_update(skip_locked=True)[:limit]
        )
        if rows:
            _raise(rows, at)
    return len(rows)


def _tenants(at: datetime) -> list[UUID]:
    with tenancy.enter(Role.DESK):
        found = ClockRun.objects.filter(attention_at__lte=at).order_by("tenant_id").values_list("tenant_id", flat=True)
        return list(found.distinct())


def _of_one(tenant: UUID, at: datetime, limit: int) -> int:
    try:
        return _batch(at, limit, tenant_id=tenant)
    except DatabaseError:
        raise
    except Exception as failure:
        log.error("clocks of one customer cannot be replayed", tenant=str(tenant), error=_named(failure))
    with tenancy.enter(Role.DESK):
        late = ClockRun.objects.filter(tenant_id=tenant, attention_at__lte=at)
        return int(late.update(attention_at=at + PUT_OFF))


def _named(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"


def _raise(rows: Sequence[ClockRun], at: datetime) -> None:
    """Of a subject on which clocks of several customers run, one customer after the other."""
    parts: list[tuple[dict[UUID, UUID], list[ClockRun]]] = []
    for one in rows:
        for owners, held in parts:
            if owners.setdefault(one.subject_id, one.tenant_id) == one.tenant_id:
                held.append(one)
                break
        else:
            parts.append(({one.subject_id: one.tenant_id}, [one]))
    for _, held in parts:
        _raise_part(held, at)


def _raise_part(rows: Sequence[ClockRun], at: datetime) -> None:
    bound = standings(one.tenant_id for one in rows)
    subjects = {one.subject: one.tenant_id for one in rows if one.tenant_id in bound}
    kinds = frozenset().union(*(one.kinds for one in bound.values()))
    heard = frozenset().union(*(one.of_customer for one in bound.values()))
    entries = entries_of({subject.id: tenant for subject, tenant in subjects.items()}, kinds, of_customers=heard)
    lines: Lines = {}
    for subject, tenant in subjects.items():
        merged = taken_in(subject, tenant, entries[subject.id], kinds)
        for timeline in replay_all(bound[tenant], subject, entries[subject.id], now=at, merged=merged):
            lines |= {(subject.id, timeline.promise, run.number): timeline for run in timeline.runs}
    told = raised_keys({subject.id: tenant for subject, tenant in subjects.items()})
    warned: set[tuple[UUID, str, int]] = set()
    fresh: dict[Key, tuple[ClockRun, Notice]] = {}
    for held in rows:
        found = lines.get((held.subject_id, held.promise, held.number))
        for notice in _about(found, held.number, at) if found else ():
            key = key_of(held.subject_id, found, notice)  # type: ignore[arg-type]
            if key[2] == held.number and key not in told:
                fresh[key] = held, notice
    telling = []
    for key in _insert(fresh, at):
        held, notice = fresh[key]
        told.add(key)
        if notice.kind == "warning":
            warned.add(key[:3])
        _note(held, notice, at)
        telling.append(_told(lines[held.subject_id, held.promise, held.number], held, notice))
    tell_staff(telling, at=at)
    announce(CLOCKS)
    for subject in {held.subject for held, _ in fresh.values()}:
        announce(f"{subject.kind.rpartition('.')[2]}.{subject.id}")
    _settle(rows, lines, told, warned, at)
    _begin_next(rows, lines, at)


def _about(timeline: ClockTimeline, number: int, at: datetime) -> list[Notice]:
    """What was to be told by `at` of the run of this number, of thousands that a duty that recurs may have."""
    started = next((run.started_us for run in timeline.runs if run.number == number), None)
    return [one for one in notices(timeline, at) if one.started_us == started]


def _insert(fresh: Mapping[Key, tuple[ClockRun, Notice]], at: datetime) -> list[Key]:
    """Those that nobody raised before: the unique index decides, whatever two workers think."""
    values = [
        (uuid7(), held.tenant_id, subject, promise, number, threshold, due, at)
        for (subject, promise, number, threshold, due), (held, _) in fresh.items()
    ]
    if not values:
        return []
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [list(column) for column in zip(*values, strict=True)])
        return cursor.fetchall()


def _told(timeline: ClockTimeline, held: ClockRun, notice: Notice) -> Told:
    """A breach names no roles in the agreement: it is told to everybody who was warned of it."""
    roles = notice.tell or tuple({role: None for warn in timeline.terms.warn for role in warn.tell})
    names = {lang: name_of_clock(timeline.terms.until_events, lang) for lang in ("nl", "en")}
    key = f"{held.subject_id}:{held.promise}:{held.number}:{notice.threshold}:{notice.due_us}"
    return Told(held.subject, held.promise, names, notice.kind == "breach", roles, key)


def _note(held: ClockRun, notice: Notice, at: datetime) -> None:
    due = None if notice.due_us is None else from_us(notice.due_us).isoformat()
    journal.record(
        f"promises.clock.{'broke' if notice.kind == 'breach' else 'warned'}",
        tenant=held.tenant_id,
        subject=held.subject,
        by=SYSTEM,
        at=at,
        data={"promise": held.promise, "threshold": notice.threshold, "due": due},
        reason_if_late=BEHIND,
    )


def _settle(
    rows: Sequence[ClockRun],
    lines: Lines,
    told: set[Key],
    warned: set[tuple[UUID, str, int]],
    at: datetime,
) -> None:
    """Write where each clock stands now, and when it next needs attention."""
    for held in rows:
        timeline = lines.get((held.subject_id, held.promise, held.number))
        run = next((one for one in timeline.runs if one.number == held.number), None) if timeline else None
        if timeline is None or run is None:
            held.attention_at = None
            continue
        now = row(held.subject, held.tenant_id, timeline, run, told=told)
        for name in SETTLED:
            setattr(held, name, getattr(now, name))
        if (held.subject_id, held.promise, held.number) in warned:
            held.warned_at = at
    ClockRun.objects.bulk_update(rows, [*SETTLED, "warned_at"])


def _begin_next(rows: Sequence[ClockRun], lines: Lines, at: datetime) -> None:
    """A period that turned began another run, which nobody wrote down yet."""
    for held in rows:
        timeline = lines.get((held.subject_id, held.promise, held.number))
        if timeline is None or timeline.runs[-1].number == held.number:
            continue
        beyond = [run for run in timeline.runs if run.number > held.number]
        told = raised_keys({held.subject_id: held.tenant_id})
        fresh = [row(held.subject, held.tenant_id, timeline, run, told=told) for run in beyond]
        ClockRun.objects.bulk_create(fresh, ignore_conflicts=True)
