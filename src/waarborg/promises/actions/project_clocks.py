"""Keeping the projections of clocks: derived again from the journal whenever an entry can have moved one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from waarborg.kernel.instants import from_us
from waarborg.plumbing.journal import Pending, Ref
from waarborg.promises.models import ClockNotice, ClockRun
from waarborg.promises.queries.standing import Standing, standings
from waarborg.promises.queries.timelines import entries_of, pending_entries, replay_all
from waarborg.promises.rules.replay import WAIVED, ClockTimeline, project
from waarborg.promises.rules.replay.notices import next_attention
from waarborg.promises.rules.replay.timeline import Run

RAISED = "promises.clock."
KEPT = ("tenant_id", "subject_id", "promise", "number")
DERIVED = tuple(
    field.attname for field in ClockRun._meta.concrete_fields if field.attname not in (*KEPT, "id", "warned_at")
)


def project_touched(pending: Sequence[Pending]) -> None:
    """Before a unit of work is appended: project anew the clocks of every subject that its entries can have moved.

    The caller holds the subject's row, so nobody else projects it meanwhile.
    """
    touched: dict[Ref, UUID] = {}
    for one in pending:
        if not one.kind.startswith(RAISED) or one.kind == WAIVED:
            touched[one.subject] = one.tenant
    if not touched:
        return
    bound = standings(touched.values())
    wanted = {
        subject: tenant
        for subject, tenant in touched.items()
        if tenant in bound and any(bound[tenant].terms_about(subject.kind))
    }
    if not wanted:
        return
    kinds = frozenset().union(*(bound[tenant].kinds for tenant in wanted.values()))
    entries = entries_of({subject.id: tenant for subject, tenant in wanted.items()}, kinds)
    for subject, tenant in wanted.items():
        known = [*entries[subject.id], *pending_entries(pending, subject, tenant)]
        write(subject, tenant, replay_all(bound[tenant], subject, known))


def write(subject: Ref, tenant: UUID, timelines: Iterable[ClockTimeline]) -> None:
    """Put the projections of a subject in the place of those that stand there. Three queries."""
    rows = [row(subject, tenant, timeline, run) for timeline in timelines for run in timeline.runs]
    held = {
        (one.promise, one.number): one
        for one in ClockRun.objects.filter(tenant_id=tenant, subject_id=subject.id).defer("projection")
    }
    for one in rows:
        before = held.pop((one.promise, one.number), None)
        if before is not None:
            # A warning that was given stays given until the due time moves.
            one.id = before.id
            one.warned_at = before.warned_at if before.due_at == one.due_at else None
    if held:
        ClockRun.objects.filter(id__in=[one.id for one in held.values()]).delete()
    if rows:
        ClockRun.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=list(KEPT), update_fields=[*DERIVED, "warned_at"]
        )


def row(subject: Ref, tenant: UUID, timeline: ClockTimeline, run: Run) -> ClockRun:
    """The projection of one run. While it is paused it has no due time: nobody knows when the pause ends."""
    last = run is timeline.runs[-1]
    due = run.breaks_us if run.state == "paused" else run.due_us
    attention = next_attention(timeline, timeline.as_of_us) if last else None
    plain = project(timeline)
    return ClockRun(
        tenant_id=tenant,
        subject_kind=subject.kind,
        subject_id=subject.id,
        promise=timeline.promise,
        number=run.number,
        level=run.terms.level,
        version=run.terms.version,
        started_at=from_us(run.started_us),
        due_at=_instant(due),
        state=run.state,
        verdict=run.verdict or "",
        is_open=run.is_open,
        stopped_at=_instant(run.stopped_us),
        decided_at=_instant(run.decided_us),
        month=run.month or "",
        attention_at=_instant(attention),
        projection={key: value for key, value in plain["runs"][run.number - 1].items() if key != "number"},
    )


def _instant(us: int | None) -> datetime | None:
    return None if us is None else from_us(us)


def rebuild(tenant: UUID, standing: Standing, subjects: Iterable[Ref]) -> None:
    """Throw the projections of these subjects away and derive them again from the journal alone."""
    listed = list(subjects)
    entries = entries_of({subject.id: tenant for subject in listed}, standing.kinds)
    for subject in listed:
        ClockRun.objects.filter(tenant_id=tenant, subject_id=subject.id).delete()
        write(subject, tenant, replay_all(standing, subject, entries[subject.id]))
    raised = ClockNotice.objects.filter(tenant_id=tenant, subject_id__in=[subject.id for subject in listed])
    for notice in raised.exclude(threshold="due"):
        ClockRun.objects.filter(
            tenant_id=tenant,
            subject_id=notice.subject_id,
            promise=notice.promise,
            number=notice.number,
            due_at=notice.due_at,
        ).update(warned_at=notice.raised_at)
