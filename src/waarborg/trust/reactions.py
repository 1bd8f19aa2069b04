"""The jobs of trust: each month's reports, by themselves, and again where something later restates a month."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Authority
from waarborg.customers.queries import holders, live, provider
from waarborg.customers.rules.roles import OWNER, SECURITY_OFFICER, SERVICE_MANAGER
from waarborg.plumbing import clock
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.queue.tasks import task
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.promises.queries.standing import standing
from waarborg.trust.actions.make_report import NotBoundThen, make
from waarborg.trust.actions.note_audit import NOTE_AUDIT, note_audit
from waarborg.trust.models import Report
from waarborg.trust.queries import assurances
from waarborg.trust.queries.presented import grouped
from waarborg.trust.queries.reports import newest, touched_since
from waarborg.trust.rules.months import month_before

# What happens to a ticket after more than a year changes no report by itself; one can still be made by hand.
LOOKS_BACK = 13


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
        if held is None or not held.complete:
            months.add(month)
    for month in sorted(months):
        try:
            report = make(tenant, month, by=SYSTEM, at=at)
        except NotBoundThen:
            continue
        if report.made_at == at:
            tell_owners(report, at=at)


def tell_owners(report: Report, *, at: datetime) -> None:
    """Mail hash and head to whoever owns the customer: kept outside our reach, they hold us to this report."""
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
