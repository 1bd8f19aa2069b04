"""While a colleague is away, what comes for him reaches who stands in; where nobody does, the team of the ticket."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.support.models import Mention, Message, TeamMember, Ticket
from waarborg.support.queries.absence import away_on, today
from waarborg.support.queries.people import colleagues
from waarborg.support.rules.absence import Away, reached

MAIL = "support/mail/stand_in.txt"
What = Literal["mentioned", "replied", "given"]


@dataclass(frozen=True, slots=True)
class Whom:
    """Who was meant, until when he is away, and the colleagues whom it reaches instead; perhaps none."""

    person: UUID
    name: str
    last: date
    instead: Sequence[Person]

    @property
    def names(self) -> str:
        return ", ".join(one.name for one in self.instead)[:500]


def in_place_of(
    ticket: Ticket, person: UUID, name: str, *, at: datetime, away: Mapping[UUID, Away] | None = None
) -> Whom | None:
    """None for somebody who is there. One query, up to three for who is away."""
    away = away_on(today(at)) if away is None else away
    if person not in away:
        return None
    staff = {one.id: one for one in colleagues(at=at)}
    found = reached(person, away, staff.keys())
    people = [staff[found]] if found else _team(ticket, staff, away)
    return Whom(person, name, away[person].last, people)


def _team(ticket: Ticket, staff: Mapping[UUID, Person], away: Collection[UUID]) -> list[Person]:
    if ticket.team_id is None:
        return []
    rows = TeamMember.objects.filter(team_id=ticket.team_id).values_list("person_id", flat=True)
    return [staff[one] for one in rows if one in staff and one not in away]


def hand_over(
    ticket: Ticket, whom: Whom, what: What, source: UUID, *, by_name: str, at: datetime, but: Collection[UUID] = ()
) -> None:
    """Put it before those who are there, by mail too, and note for whoever is away what they had; not for `but`.

    `source` is the note or message: the same twice is once. Two queries, and the mails.
    """
    people = [one for one in whom.instead if one.id not in but]
    facts = {"tenant_id": ticket.tenant_id, "ticket_id": ticket.id, "note_id": source, "by_name": by_name, "at": at}
    rows = [Mention(**facts, person_id=one.id, what=what, instead_of=whom.name) for one in people]
    if what == "mentioned":
        # He has his line already.
        Mention.objects.filter(note_id=source, person_id=whom.person).update(handed_to=whom.names)
    elif whom.instead:
        rows.append(Mention(**facts, person_id=whom.person, what=what, handed_to=whom.names))
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
    for person in people:
        send_mail(
            MAIL,
            tenant=person.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "number": ticket.shown_number,
                "what": what,
                "away": whom.name,
                "until": wording.day(whom.last, wording.tongue(person.language), year=True),
                "path": reverse("support:desk-ticket", kwargs={"ticket": ticket.id}),
            },
            at=at,
            key=f"support.stand-in:{source}:{person.id}",
        )


def customer_said(ticket: Ticket, message: Message, *, at: datetime, but: Collection[UUID] = ()) -> None:
    """The customer said something while whoever handles the ticket is away. Those of `but` heard of it already.

    One query where he is there, none where nobody handles it.
    """
    if ticket.assignee_id is None:
        return
    # The customer, in whose scope this may run, sees nobody of the staff.
    with tenancy.enter(Role.DESK):
        whom = in_place_of(ticket, ticket.assignee_id, ticket.assignee_name, at=at)
        if whom is not None:
            hand_over(ticket, whom, "replied", message.id, by_name=message.author_name, at=at, but=but)
