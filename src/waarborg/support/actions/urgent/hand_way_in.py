"""Who lost the password and cannot reach his mailbox either, while it is urgent (CL-72): called back on the number that
was written down for his organisation before, and asked for by name, he is read a code.

That it is really he shows the number: whoever calls us chooses his own, but not the one that we call. So a number that
was changed of late is not called for this. Everybody whom it concerns hears of it at once: he himself, and the owners.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.access.actions import spoken
from waarborg.customers.models import Person
from waarborg.customers.queries import holders, organisation
from waarborg.customers.rules.roles import OWNER
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import access_log, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.models import Ticket, UrgentCase
from waarborg.support.permissions import HAND_WAY_IN
from waarborg.support.queries.known_number import SETTLED, known_number

MAIL = "support/mail/way_in.txt"
LONGEST_REASON = 300


class NoNumber(Refusal):
    code = "support.way-in.no-number"
    nl = "Van {organisation} staat geen telefoonnummer genoteerd om terug te bellen."
    en = "No telephone number of {organisation} is written down to call back."
    nl_way_out = "Laat een collega die wel kan inloggen het opzoeken. Een nummer dat de beller nu noemt, telt niet."
    en_way_out = (
        "Let a colleague of theirs who can sign in look it up. A number that the caller gives now does not count."
    )


class NumberTooNew(Refusal):
    """Whoever means harm changes the number first, and calls then."""

    code = "support.way-in.number-new"
    nl = "Het nummer van {organisation} is korter dan {days} dagen geleden genoteerd of gewijzigd."
    en = "The number of {organisation} was written down or changed less than {days} days ago."
    nl_way_out = "Laat een collega die wel kan inloggen het opzoeken, of stuur de link naar het eigen adres."
    en_way_out = "Let a colleague of theirs who can sign in look it up, or send the link to the own address."


class NotCalledBack(BadInput):
    code = "support.way-in.not-called-back"
    nl = "Bel eerst zelf terug op het genoteerde nummer en vraag naar {name}."
    en = "First call back yourself on the number that is written down, and ask for {name}."


class NoReason(BadInput):
    code = "support.way-in.reason"
    nl = "Geef een reden van 1 tot en met {most} tekens."
    en = "Give a reason of 1 to {most} characters."


@action("support.ticket.hand-way-in")
def hand_way_in(ticket: Ticket, *, by: Actor, at: datetime, called_back: bool, reason: str) -> str:
    """The code that whoever called this urgent is read aloud. Only where it goes first, and after a call back. Staff's
    own password was asked at the edge.

    Raises NotCalledBack, NoReason, NoNumber, NumberTooNew, NoAccount, OnlyThroughProvider, TooMany, NotInThisState,
    NotAllowed, NotFound.
    """
    permissions.require(by, HAND_WAY_IN, tenant=ticket.tenant_id)
    held = locked(ticket)
    require_live(held)
    case = case_that_goes_first(held)
    if not called_back:
        raise NotCalledBack(path="called_back", name=case.marked_by_name)
    why = " ".join(reason.split())
    if not 1 <= len(why) <= LONGEST_REASON or "\0" in why:
        raise NoReason(path="reason", most=LONGEST_REASON)
    number = require_number(held.tenant_id, at=at)
    who: UUID = case.marked_by_id  # type: ignore[assignment]
    code = spoken.hand_over(held.tenant_id, who, name=case.marked_by_name, at=at)
    acts = replace(by, on_behalf=who)
    note_event(held, "ticket.way-in-handed", by=acts, at=at, data={"called": number}, reason=why)
    access_log.read(by=by, tenant=held.tenant_id, what=held.ref, why=held.shown_number, at=at)
    _tell(held, who, case.marked_by_name, by=by, at=at)
    return code


def case_that_goes_first(ticket: Ticket) -> UrgentCase:
    """The urgent case of a ticket that goes first, called so by somebody. Raises NotFound."""
    case: UrgentCase | None = UrgentCase.objects.filter(tenant_id=ticket.tenant_id, ticket_id=ticket.id).first()
    if case is None or not case.goes_first or case.marked_by_id is None:
        raise permissions.NotFound()
    return case


def require_number(tenant: UUID, *, at: datetime) -> str:
    """The number to call back. Raises NoNumber, NumberTooNew."""
    known = known_number(tenant, at=at)
    if not known.phone:
        raise NoNumber(organisation=organisation(tenant).name)
    if not known.settled:
        raise NumberTooNew(organisation=organisation(tenant).name, days=SETTLED.days)
    return known.phone


def _tell(ticket: Ticket, who: UUID, name: str, *, by: Actor, at: datetime) -> None:
    """Him and every owner, each once; and the owners of whatever else his account opens, who read nothing of this
    organisation or its ticket."""
    people = {one.id: one for one in Person.objects.filter(id=who, active=True)}
    people |= {one.id: one for one in holders(ticket.tenant_id, OWNER, at=at)}
    path = reverse("support:ticket", kwargs={"ticket": ticket.id})
    for person in people.values():
        said = {"number": ticket.shown_number, "name": name, "own": person.id == who, "path": path}
        _mail(person, said, by=by, at=at)
    for other in spoken.elsewhere(ticket.tenant_id, who):
        there = Person.objects.filter(id=other.person_id).values_list("name", flat=True).first() or name
        for person in holders(other.tenant_id, OWNER, at=at):
            _mail(person, {"name": there, "own": person.id == other.person_id, "elsewhere": True}, by=by, at=at)


def _mail(person: Person, said: dict[str, object], *, by: Actor, at: datetime) -> None:
    if person.email:
        to = Recipient(person.email, person.name, person.language, person.id)
        send_mail(MAIL, tenant=person.tenant_id, to=to, context={**said, "colleague": by.name}, at=at)
