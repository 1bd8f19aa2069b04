"""Telling staff of a plan whose next good back-up is overdue: once for each due time."""

from datetime import datetime

from django.urls import reverse

from waarborg.continuity.events import LATE
from waarborg.continuity.models import Plan, Run
from waarborg.continuity.rules import plans, runs
from waarborg.customers.models import Person
from waarborg.customers.queries import holders, organisation
from waarborg.customers.rules.roles import OPERATOR, SERVICE_MANAGER
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording


def tell_late(*, at: datetime) -> int:
    """Tell the operators, or the service managers where there are none, in the desk's scope; how many plans. Whoever
    looks at the same time waits for nobody: a plan that is being told of is left to who does."""
    rows = Plan.objects.select_for_update(skip_locked=True).filter(ended_at__isnull=True).order_by("id")
    late = [one for one in rows if one.state(at) == plans.LATE and one.late_told_for != one.due]
    for one in late:
        _tell(one, at)
        one.late_told_for = one.due
        one.save(update_fields=["late_told_for"])
    return len(late)


def _tell(held: Plan, at: datetime) -> None:
    last: Run | None = Run.objects.filter(plan=held).order_by("-completed_at", "-id").first()
    for person in holders(held.tenant_id, OPERATOR, at=at) or holders(held.tenant_id, SERVICE_MANAGER, at=at):
        _write(held, last, person, at)
    data = {"key": held.key, "due": held.due.isoformat()}
    journal.record(LATE, tenant=held.tenant_id, subject=held.ref, by=SYSTEM, at=at, data=data)


def _write(held: Plan, last: Run | None, person: Person, at: datetime) -> None:
    lang = person.language or organisation(held.tenant_id).language
    reason = ""
    if last is not None and last.outcome != runs.GOOD:
        reason = runs.call(last.why, lang) if last.why else last.reason
    newest = wording.instant(held.good_as_of, lang, zone_of()) if held.good_as_of else ""
    send_mail(
        "continuity/mail/late.txt",
        tenant=person.tenant_id,
        to=Recipient(person.email, person.name, lang, person.id),
        context={"plan": held, "newest": newest, "reason": reason, "path": reverse("continuity:plan", args=[held.id])},
        at=at,
        key=f"continuity.late:{held.id}:{held.due.isoformat()}:{person.id}",
    )
