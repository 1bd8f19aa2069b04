"""The jobs of trust: each month's reports, by themselves, and again where something later restates a month."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Authority
from waarborg.customers.queries import holders, live, provider
from waarborg.customers.rules.roles import OWNER, SECURITY_OFFICER, SERVICE_MANAGER
from waarborg.plumbing import clock, jobs, journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Pending
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.queue.tasks import task
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.promises.models import ClockRun
from waarborg.promises.queries.standing import Standing, standing
from waarborg.promises.rules.bound import APPLIED
from waarborg.trust.actions.deliver_log import deliver_due
from waarborg.trust.actions.make_report import NotBoundThen, make
from waarborg.trust.actions.note_audit import NOTE_AUDIT, note_audit
from waarborg.trust.actions.record_scan import NOTE_SCAN, note_scan
from waarborg.trust.models import Report
from waarborg.trust.queries import assurances
from waarborg.trust.queries.presented import grouped
from waarborg.trust.queries.reports import newest, touched_since
from waarborg.trust.rules.months import month_before, month_in

# What happens to a ticket after more than a year changes no report by itself; one can still be made by hand.
LOOKS_BACK = 13
LAST_AUDIT = "trust.note-last-audit"


@task(name="trust.reports", each_tenant=True, every="30 4 * * *")
def make_reports(tenant: UUID, at: datetime, back: int = 1) -> None:
    """Every night rather than once a month: a machine that was away on the first still makes them, and making one that
    is there already changes nothing. One transaction a customer."""
    make_due_reports(tenant, at=at, back=back)


def make_due_reports(tenant: UUID, *, at: datetime, back: int = 1) -> None:
    """The reports of the last `back` months that are over, and of earlier ones that later events may have changed; each
    new one is mailed to the owners. In the desk's scope."""
    bound = standing(tenant)
    if bound is None:
        return
    last = month_before(f"{wording.local_date(at, bound.at(at).agreement.timezone):%Y-%m}")
    months = set(touched_since(tenant, after_month=_months_before(last, LOOKS_BACK)))
    for count in range(back):
        month = _months_before(last, count)
        held = newest(tenant=tenant, month=month)
        if (held is None or not held.complete) and is_owed(tenant, bound, month):
            months.add(month)
    for month in sorted(months):
        try:
            report = make(tenant, month, by=SYSTEM, at=at)
        except NotBoundThen:
            continue
        if report.made_at == at:
            tell_owners(report, last=_is_last(bound, month), at=at)


def is_owed(tenant: UUID, bound: Standing, month: str) -> bool:
    """A month that lies after the end of the agreement is reported only where something was decided in it that the
    agreement promised about leaving; else reports to a former customer would go on for ever."""
    return not _is_after(bound, month) or ClockRun.objects.filter(tenant_id=tenant, month=month).exists()


def _is_after(bound: Standing, month: str) -> bool:
    """Whether nothing binds in all of the month, because the agreement ended before it."""
    period = month_in(month, bound.versions[-1][1].agreement.timezone)
    return any(ended <= period.from_us and (again is None or again >= period.to_us) for ended, again in bound.gaps)


def _is_last(bound: Standing, month: str) -> bool:
    period = month_in(month, bound.versions[-1][1].agreement.timezone)
    return bound.over_since(period.to_us - 1) is not None and not _is_after(bound, month)


def tell_owners(report: Report, *, last: bool, at: datetime) -> None:
    """Mail hash and head to whoever owns the customer: kept outside our reach, they hold us to this report. The `last`
    one, of the month in which the agreement ended, says so."""
    owners = Authority.objects.filter(live(at), tenant_id=report.tenant_id, role=OWNER, person__active=True)
    for held in owners.select_related("person").order_by("person_id"):
        person = held.person
        if not person.email:
            continue
        send_mail(
            "trust/mail/report.txt",
            tenant=report.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "report": report,
                "month": wording.month_words(report.month, person.language),
                "sha256": grouped(report.sha256),
                "head": grouped(report.journal_head),
                "path": reverse("trust:report", kwargs={"report": report.id}),
                "last": last,
            },
            at=at,
            key=f"trust.report.made:{report.id}:{person.id}",
        )


def _months_before(month: str, count: int) -> str:
    for _ in range(count):
        month = month_before(month)
    return month


@task(name="trust.audit-due", role=Role.DESK, every="0 6 * * *")
def tell_of_audit() -> None:
    """Mail the security officers (without one: the service managers) thirty days before an audit is due, and again once
    it is overdue; once for each day on which it has to be held."""
    home, at = provider(), clock.now()
    held = assurances.stand(at=at) if home is not None else None
    if home is None or held is None or not held.is_near:
        return
    for one in holders(home.id, SECURITY_OFFICER, at=at) or holders(home.id, SERVICE_MANAGER, at=at):
        send_mail(
            "trust/mail/audit.txt",
            tenant=home.id,
            to=Recipient(one.email, one.name, one.language, one.id),
            context={
                "overdue": held.overdue,
                "due": wording.day(held.due, one.language, year=True),
                "path": reverse("trust:desk-assurance"),
            },
            at=at,
            key=f"trust.audit:{held.due}:{'overdue' if held.overdue else 'near'}:{one.id}",
        )


@task(name=NOTE_AUDIT, each_tenant=True)
def note_audit_for_customer(tenant: UUID, audit: UUID, at: datetime) -> None:
    """An audit is held once and promised to many: each customer's clock hears of it in its own journal."""
    note_audit(tenant, audit, at=at)


@task(name=LAST_AUDIT, tenant=True)
def note_last_audit(tenant: UUID, at: datetime) -> None:
    """To whom the next audit is promised hears of the last one too, unless it is too old to count for anything."""
    held = assurances.stand(at=at)
    if held is not None and held.last is not None and not held.overdue:
        note_audit(tenant, held.last.id, at=at)


def tell_of_last_audit(entries: Sequence[Pending]) -> None:
    """A customer is bound: not before the version takes effect, or his clock would not hear it."""
    for one in entries:
        if one.kind == APPLIED:
            starts = datetime.fromisoformat((one.data or {}).get("effective") or one.at.isoformat())
            jobs.enqueue(LAST_AUDIT, {"tenant": str(one.tenant)}, at=max(starts, one.at))


journal.before_append(tell_of_last_audit)


@task(name="trust.logs", each_tenant=True, every="20 4 * * *")
def deliver_logs(tenant: UUID, at: datetime) -> None:
    """Every night rather than once a month, as reports are made: the access log of the month before, to customers who
    agreed on it. What was delivered already stays as it is."""
    deliver_due(tenant, by=SYSTEM, at=at)


@task(name=NOTE_SCAN, each_tenant=True)
def note_scan_for_customer(tenant: UUID, scan: UUID, at: datetime) -> None:
    """A scan is done once and promised to many: each customer's clock hears of it in its own journal."""
    note_scan(tenant, scan, at=at)
