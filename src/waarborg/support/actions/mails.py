"""Mails about a ticket, written with the action they tell of. They carry a link; what was said only for who mails."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.tenancy import Role, kept
from waarborg.support.actions.mail.going_out import TICKET_MAIL, can_be_answered, note_sent, told_by_mail
from waarborg.support.models import Follower, Message, Ticket
from waarborg.support.queries.opinions import link_for
from waarborg.support.rules.state_mails import key_of


def tell_reporter(ticket: Ticket, message: Message, *, at: datetime, what: str) -> None:
    """Tell whoever reported it, and who reads along: `what` is "received", "answered", "asked" or "resolved". Nobody
    who left gets mail, and nobody who reads along hears of what he said himself. One query."""
    key = f"support.message.{what}:{message.id}"
    _tell_customer(ticket, at=at, what=what, key=key, message=message)


def tell_state(ticket: Ticket, what: str, *, at: datetime, since: datetime | None = None, but: Actor) -> None:
    """Tell the same people of a change of its status (`rules.state_mails`), or of its priority, but not who made it
    himself. `since` is when it happened, where that was before `at`. One query."""
    key = key_of(what, ticket.id, to_us(since or at))
    _tell_customer(ticket, at=at, what=what, key=key, but=but.person)


def _tell_customer(
    ticket: Ticket, *, at: datetime, what: str, key: str, message: Message | None = None, but: UUID | None = None
) -> None:
    # Where nobody reported it, the ticket's own identifier, which no person has.
    told = kept.rows("support.told", _told, ticket.tenant_id, ticket.id, ticket.reporter_id or ticket.id)
    for person in told:
        reported = person.id == ticket.reporter_id
        if person.id == but or (message is not None and not reported and person.id == message.author_id):
            continue
        mail = send_mail(
            TICKET_MAIL,
            tenant=ticket.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "number": ticket.shown_number,
                "what": what,
                "reported": reported,
                "said": told_by_mail(ticket, message) if message is not None else "",
                "answerable": can_be_answered(),
                "path": reverse("support:ticket", kwargs={"ticket": ticket.id}),
                "opinion": link_for(ticket, person.id) if what == "resolved" and reported else "",
            },
            at=at,
            key=key if reported else f"{key}:{person.id}",
        )
        if message is not None:
            note_sent(ticket, message, mail, person=person.id, at=at)


def _told(tenant: UUID, ticket: UUID, reporter: UUID) -> "QuerySet[Person]":
    following = Follower.objects.filter(ticket_id=ticket, side="customer").values("person_id")
    return Person.objects.filter(Q(id=reporter) | Q(id__in=following), tenant_id=tenant, active=True)


def tell_followers(ticket: Ticket, message: Message, *, at: datetime) -> list[UUID]:
    """Tell the staff who follow a ticket that its customer said something; answers who. One query where nobody does."""
    following = [person for (person,) in kept.rows("support.staff-following", _following, ticket.id)]
    if not following:
        return following
    # The customer, in whose scope this may run, sees nobody of the staff.
    with tenancy.enter(Role.DESK):
        for person in Person.objects.filter(id__in=following, active=True):
            send_mail(
                "support/mail/customer_said.txt",
                tenant=person.tenant_id,
                to=Recipient(person.email, person.name, person.language, person.id),
                context={
                    "number": ticket.shown_number,
                    "path": reverse("support:desk-ticket", kwargs={"ticket": ticket.id}),
                },
                at=at,
                key=f"support.message.said:{message.id}:{person.id}",
            )
    return following


def _following(ticket: UUID) -> "QuerySet[Follower, tuple[UUID]]":
    return Follower.objects.filter(ticket_id=ticket, side="staff").values_list("person_id")
