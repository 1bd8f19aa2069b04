"""Whoever is on duty is told at once that something is urgent, and who called hears what we wrote down. The mails carry
a link, never what was said."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.customers.queries import organisation, provider
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.web import wording
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


def tell_caller(
    ticket: Ticket,
    caller: Person,
    what: str,
    *,
    words: Mapping[str, str],
    said: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    """Who called hears what `by` wrote down: `what` is first (it goes first), normal, or agree (only he can agree to
    what it costs); `said` are the agreement's own words on that. Twice the same is one mail."""
    lang = wording.tongue(caller.language)
    page = "support:urgent" if what == "agree" else "support:ticket"
    send_mail(
        "support/mail/urgent_caller.txt",
        tenant=ticket.tenant_id,
        to=Recipient(caller.email, caller.name, caller.language, caller.id),
        context={
            "what": what,
            "number": ticket.shown_number,
            "category": words[lang],
            "said": said.get(lang, ""),
            "colleague": by.name,
            "path": reverse(page, kwargs={"ticket": ticket.id}),
        },
        at=at,
        key=f"support.urgent-caller:{what}:{ticket.id}:{caller.id}",
    )
