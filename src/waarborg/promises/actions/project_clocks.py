"""Keeping the projections of clocks: derived again from the journal whenever an entry can have moved one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from waarborg.kernel.instants import from_us, parse_instant, to_us
from waarborg.plumbing import jobs
from waarborg.plumbing.journal import Pending, Ref
from waarborg.plumbing.tenancy import kept
from waarborg.promises.models import ClockNotice, ClockRun
from waarborg.promises.queries.standing import Standing, standings
from waarborg.promises.queries.timelines import entries_of, pending_entries, replay_all, taken_in
from waarborg.promises.rules.bought import KINDS as PURCHASES
from waarborg.promises.rules.bound import ENDED, says_end
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import WAIVED, ClockTimeline, project
from waarborg.promises.rules.replay.from_agreement import CUSTOMER
from waarborg.promises.rules.replay.notices import BREACH, Notice, next_attention, notices
from waarborg.promises.rules.replay.timeline import Run

RAISED = "promises.clock."
KEPT = ("tenant_id", "subject_id", "promise", "number")
DERIVED = tuple(
    field.attname for field in ClockRun._meta.concrete_fields if field.attname not in (*KEPT, "id", "warned_at")
)


WAKE = "promises.wake-customer"


def project_touched(pending: Sequence[Pending]) -> None:
    """Before a unit of work is appended: project anew the clocks of every subject that its entries can have moved.

    An entry about the customer itself (another version, another plan) moves every clock of it that still runs. Whoever
    moves the same clocks is waited for before the journal is read, or what lists show would lack what he did.
    """
    if not _meet_in_a_subject(pending):
        _project(pending)
        return
    for tenant in sorted({one.tenant for one in pending}):
        _project([one for one in pending if one.tenant == tenant])


def _meet_in_a_subject(pending: Sequence[Pending]) -> bool:
    """Whether clocks of two customers may run on one subject, such as a feature that both can choose: each has a story
    of its own."""
    about = {(one.subject, one.tenant) for one in pending}
    shared = len({subject for subject, _ in about}) < len(about)
    return shared or len([subject for subject, tenant in about if subject.id == tenant]) > 1


def _project(pending: Sequence[Pending]) -> None:
    registry = known()
    touched: dict[Ref, UUID] = {}
    for one in pending:
        # A subject that no agreement can name has no clock: nothing is asked of the database about it.
        if registry.find("subject", one.subject.kind) and (not one.kind.startswith(RAISED) or one.kind == WAIVED):
            touched[one.subject] = one.tenant
    if not touched:
        return
    bound = standings(touched.values())
    wanted = {
        subject: tenant
        for subject, tenant in touched.items()
        if tenant in bound and any(bound[tenant].terms_about(subject.kind))
    }
    wanted |= _beneath(one for subject, one in touched.items() if subject.id == one and one in bound)
    wanted |= _begun_after_end(pending)
    wanted |= {Ref(CUSTOMER, one.tenant): one.tenant for one in pending if _moves_customer(one, bound.get(one.tenant))}
    if not wanted:
        return
    held = _hold(wanted)
    kinds = frozenset().union(*(bound[tenant].kinds for tenant in wanted.values()))
    heard = _heard(wanted, bound)
    entries = entries_of({subject.id: tenant for subject, tenant in wanted.items()}, kinds, of_customers=heard)
    for subject, tenant in wanted.items():
        own = bound[tenant].of_customer if subject.id == tenant else ()
        found = [*entries[subject.id], *pending_entries(pending, subject, tenant, of_customers=own)]
        merged = taken_in(subject, tenant, found, bound[tenant].kinds, pending=pending)
        first = subject.id not in held and not entries[subject.id]
        write(subject, tenant, replay_all(bound[tenant], subject, found, merged=merged), first=first)
        if subject.id == tenant:
            wake(tenant, bound[tenant], after=max(one.at_us for one in found) if found else 0)


def _heard(wanted: Mapping[Ref, UUID], bound: Mapping[UUID, Standing]) -> frozenset[str]:
    return frozenset().union(*(bound[tenant].of_customer for subject, tenant in wanted.items() if subject.id == tenant))


def _moves_customer(one: Pending, bound: Standing | None) -> bool:
    """Whether an entry about something else moves a clock of the customer itself: its duty done, or a purchase."""
    if bound is None or one.subject.id == one.tenant:
        return False
    return one.kind in bound.of_customer or (one.kind in PURCHASES and bound.asks_what_is_bought)


def wake(tenant: UUID, bound: Standing, *, after: int) -> None:
    """Come back when a version or a purchase that is known to come begins: until then there is no row that wakes."""
    turn = bound.next_turn(after)
    if turn is not None:
        jobs.enqueue(WAKE, {"tenant": tenant}, at=from_us(turn), once=f"{WAKE}.{tenant}")


def project_customer(tenant: UUID, *, at: datetime) -> None:
    """Derive the clocks of a customer itself as of `at`, and come back at the next turn. In the desk's scope."""
    bound = standings([tenant]).get(tenant)
    if bound is None:
        return
    subject = Ref(CUSTOMER, tenant)
    _hold({subject: tenant})
    entries = entries_of({tenant: tenant}, bound.kinds, of_customers=bound.of_customer)
    write(subject, tenant, replay_all(bound, subject, entries[tenant], now=at))
    wake(tenant, bound, after=to_us(at))


def _beneath(tenants: Iterable[UUID]) -> dict[Ref, UUID]:
    """The subjects of these customers that have a clock to be stopped still."""
    named = list(tenants)
    if not named:
        return {}
    rows = ClockRun.objects.filter(tenant_id__in=named, is_open=True).order_by("subject_id").distinct()
    return {Ref(kind, one): tenant for kind, one, tenant in rows.values_list("subject_kind", "subject_id", "tenant_id")}


def _begun_after_end(pending: Sequence[Pending]) -> dict[Ref, UUID]:
    """Subjects whose clocks began after an agreement had ended and before somebody recorded that."""
    found: dict[Ref, UUID] = {}
    for one in pending:
        until = says_end(one.properties or {}) if one.kind == ENDED else None
        if until is not None:
            rows = ClockRun.objects.filter(tenant_id=one.tenant, started_at__gte=parse_instant(until))
            found |= {Ref(kind, name): one.tenant for kind, name in rows.values_list("subject_kind", "subject_id")}
    return found


def _hold(subjects: Mapping[Ref, UUID]) -> set[UUID]:
    """Lock the projections there are, by id: those who hold several of them cannot wait for each other. Gives the
    subjects that have any."""
    if len(subjects) == 1:
        ((subject, tenant),) = subjects.items()
        return {one for (one,) in kept.rows("promises.runs-held", _held, tenant, subject.id)}
    rows = ClockRun.objects.filter(
        tenant_id__in=set(subjects.values()), subject_id__in=[subject.id for subject in subjects]
    )
    return set(rows.order_by("id").select_for_update().values_list("subject_id", flat=True))


def _held(tenant: UUID, subject: UUID) -> "QuerySet[ClockRun, tuple[UUID]]":
    rows = ClockRun.objects.filter(tenant_id=tenant, subject_id=subject)
    return rows.order_by("id").select_for_update().values_list("subject_id")


def write(subject: Ref, tenant: UUID, timelines: Iterable[ClockTimeline], *, first: bool = False) -> None:
    """Put the projections of a subject in the place of those that stand there. At most four queries; one for the
    `first` of a subject, of which nothing can have been told or stand there."""
    told = set() if first else set(kept.rows("promises.told-of", _told, tenant, subject.id))
    rows = [one for timeline in timelines for one in rows_of(subject, tenant, timeline, told=told)]
    standing = [] if first else kept.rows("promises.runs-standing", _standing, tenant, subject.id)
    held = {(one.promise, one.number): one for one in standing}
    for one in rows:
        before = held.pop((one.promise, one.number), None)
        if before is not None:
            one.id = before.id
            # A warning that was given stays given until the due time moves.
            one.warned_at = before.warned_at if before.due_at == one.due_at else None
    if held:
        ClockRun.objects.filter(id__in=[one.id for one in held.values()]).delete()
    if rows:
        ClockRun.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=list(KEPT), update_fields=[*DERIVED, "warned_at"]
        )


def _standing(tenant: UUID, subject: UUID) -> "QuerySet[ClockRun]":
    return ClockRun.objects.filter(tenant_id=tenant, subject_id=subject).defer("projection")


Key = tuple[UUID, str, int, str, datetime | None]


def raised_keys(subjects: Mapping[UUID, UUID]) -> set[Key]:
    """The warnings and breaches already raised about subjects; `subjects` maps each to its tenant. One query."""
    found = ClockNotice.objects.filter(subject_id__in=[*subjects], tenant_id__in={*subjects.values()})
    rows = found.values_list("tenant_id", "subject_id", "promise", "number", "threshold", "due_at")
    return {(subject, *rest) for tenant, subject, *rest in rows if subjects[subject] == tenant}


def _told(tenant: UUID, subject: UUID) -> "QuerySet[ClockNotice, Key]":
    found = ClockNotice.objects.filter(subject_id=subject, tenant_id=tenant)
    return found.values_list("subject_id", "promise", "number", "threshold", "due_at")


def key_of(subject: UUID, timeline: ClockTimeline, notice: Notice) -> Key:
    number = next(run.number for run in timeline.runs if run.started_us == notice.started_us)
    return _key(subject, timeline, number, notice)


def _key(subject: UUID, timeline: ClockTimeline, number: int, notice: Notice) -> Key:
    return subject, timeline.promise, number, notice.threshold, _instant(notice.due_us)


class Drawn(NamedTuple):
    """What the rows of a timeline's runs are made from, worked out once for all of them: `plain`, the runs as JSON
    values; by the start of a run (us) its number, and what is to be `told` of it up to now; `next_us`, what comes."""

    plain: Sequence[dict[str, Any]]
    numbers: Mapping[int, int]
    told: Mapping[int, Sequence[Notice]]
    next_us: int | None


def drawn(timeline: ClockTimeline) -> Drawn:
    """Of a duty that recurs there are thousands of runs: what is worked out for each anew would grow with the square
    of their number."""
    told: dict[int, list[Notice]] = {}
    for notice in notices(timeline, timeline.as_of_us):
        told.setdefault(notice.started_us, []).append(notice)
    numbers: dict[int, int] = {}
    for run in timeline.runs:
        numbers.setdefault(run.started_us, run.number)
    return Drawn(project(timeline)["runs"], numbers, told, next_attention(timeline, timeline.as_of_us))


def attention(subject: UUID, timeline: ClockTimeline, run: Run, told: Collection[Key], found: Drawn) -> int | None:
    """The instant (us) from which the scheduler must look at this run: something untold has passed, or is to come.

    Only the last run looks ahead; an earlier one matters while something about it was never told.
    """
    for notice in found.told.get(run.started_us, ()):
        if _key(subject, timeline, found.numbers[notice.started_us], notice) not in told:
            return timeline.as_of_us
    return found.next_us if run is timeline.runs[-1] else None


def rows_of(subject: Ref, tenant: UUID, timeline: ClockTimeline, *, told: Collection[Key]) -> list[ClockRun]:
    """The projections of all runs of a timeline, in order: each as `row` gives it."""
    found = drawn(timeline)
    return [
        _row(subject, tenant, timeline, run, plain, attention(subject.id, timeline, run, told, found))
        for run, plain in zip(timeline.runs, found.plain, strict=True)
    ]


def row(subject: Ref, tenant: UUID, timeline: ClockTimeline, run: Run, *, told: Collection[Key]) -> ClockRun:
    """The projection of one run. While it is paused it has no due time: nobody knows when the pause ends."""
    found = drawn(timeline)
    plain = found.plain[timeline.runs.index(run)]
    return _row(subject, tenant, timeline, run, plain, attention(subject.id, timeline, run, told, found))


def _row(
    subject: Ref, tenant: UUID, timeline: ClockTimeline, run: Run, plain: Mapping[str, Any], look_us: int | None
) -> ClockRun:
    return ClockRun(
        tenant_id=tenant,
        subject_kind=subject.kind,
        subject_id=subject.id,
        promise=timeline.promise,
        number=run.number,
        level=run.terms.level,
        version=run.terms.version,
        started_at=from_us(run.started_us),
        due_at=_instant(run.breaks_us if run.state == "paused" else run.due_us),
        state=run.state,
        verdict=run.verdict or "",
        is_open=run.is_open,
        stopped_at=_instant(run.stopped_us),
        decided_at=_instant(run.decided_us),
        month=run.month or "",
        attention_at=_instant(look_us),
        projection={key: value for key, value in plain.items() if key != "number"},
    )


def _instant(us: int | None) -> datetime | None:
    return None if us is None else from_us(us)


def rebuild(tenant: UUID, standing: Standing, subjects: Iterable[Ref]) -> None:
    """Throw the projections of these subjects away and derive them again from the journal alone."""
    listed = list(subjects)
    entries = entries_of({subject.id: tenant for subject in listed}, standing.kinds, of_customers=standing.of_customer)
    for subject in listed:
        ClockRun.objects.filter(tenant_id=tenant, subject_id=subject.id).delete()
        merged = taken_in(subject, tenant, entries[subject.id], standing.kinds)
        write(subject, tenant, replay_all(standing, subject, entries[subject.id], merged=merged))
    warnings = ClockNotice.objects.filter(tenant_id=tenant, subject_id__in=[subject.id for subject in listed])
    for notice in warnings.exclude(threshold=BREACH).order_by("raised_at"):
        ClockRun.objects.filter(
            tenant_id=tenant,
            subject_id=notice.subject_id,
            promise=notice.promise,
            number=notice.number,
            due_at=notice.due_at,
        ).update(warned_at=notice.raised_at)
