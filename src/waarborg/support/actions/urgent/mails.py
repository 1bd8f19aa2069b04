"""Whoever is on duty is told at once that something is urgent. The mail carries a link, never what was said."""

from datetime import datetime

from django.urls import reverse

from waarborg.customers.queries import organisation, provider
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.support.models import Ticket
from waarborg.support.queries.people import colleagues


def tell_duty(ticket: Ticket, *, at: datetime) -> None:
    """To everybody who may answer; in the desk's scope. Sent twice it is one mail."""
    house = provider()
    if house is None:
        return
    for person in colleagues(at=at):
        send_mail(
            "support/mail/urgent.txt",
            tenant=house.id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "number": ticket.shown_number,
                "organisation": organisation(ticket.tenant_id).name,
                "path": reverse("support:desk-ticket", kwargs={"ticket": ticket.id}),
            },
            at=at,
            key=f"support.urgent:{ticket.id}:{person.id}",
        )
