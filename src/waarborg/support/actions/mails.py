"""Mails about a ticket, written with the action they tell of. They carry a link, never what was said."""

from datetime import datetime

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.support.models import Message, Ticket


def tell_reporter(ticket: Ticket, message: Message, *, at: datetime, what: str) -> None:
    """Tell whoever reported it: `what` is "received", "answered", "asked" or "resolved". Nobody who left gets mail."""
    person = Person.objects.filter(tenant_id=ticket.tenant_id, id=ticket.reporter_id, active=True).first()
    if person is None:
        return
    send_mail(
        "support/mail/ticket.txt",
        tenant=ticket.tenant_id,
        to=Recipient(person.email, person.name, person.language, person.id),
        context={
            "number": ticket.shown_number,
            "what": what,
            "path": reverse("support:ticket", kwargs={"ticket": ticket.id}),
        },
        at=at,
        key=f"support.message.{what}:{message.id}",
    )
