"""Mails about a complaint, one at each new state. They carry a link, never what was said."""

from datetime import datetime

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.customers.queries import provider
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.support.models import Complaint
from waarborg.support.queries.complaints import handlers


def tell_complainant(complaint: Complaint, what: str, *, key: str, at: datetime) -> None:
    """`what` is "received", "taken", "told", "answered", "appealed", "settled" or "withdrawn". Nobody who left gets
    mail."""
    person = Person.objects.filter(tenant_id=complaint.tenant_id, id=complaint.filed_by_id, active=True).first()
    if person is None:
        return
    send_mail(
        "support/mail/complaint.txt",
        tenant=complaint.tenant_id,
        to=Recipient(person.email, person.name, person.language, person.id),
        context={
            "number": complaint.shown_number,
            "what": what,
            "handler": complaint.handler_name,
            "path": reverse("support:complaint", kwargs={"complaint": complaint.id}),
        },
        at=at,
        key=f"support.complaint.{what}:{key}",
    )


def tell_handlers(complaint: Complaint, what: str, *, key: str, at: datetime) -> None:
    """Whoever handles it, or while nobody does all who may: `what` is "filed", "told", "appealed" or "withdrawn"."""
    house = provider()
    if house is None:
        return
    may = handlers(complaint, at=at)
    for person in [one for one in may if one.id == complaint.handler_id] or may:
        send_mail(
            "support/mail/complaint_desk.txt",
            tenant=house.id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "number": complaint.shown_number,
                "what": what,
                "path": reverse("support:desk-complaint", kwargs={"complaint": complaint.id}),
            },
            at=at,
            key=f"support.complaint.desk.{what}:{key}:{person.id}",
        )
