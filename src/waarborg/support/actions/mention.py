"""Drawing a colleague to a note, and what he does with that."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.support.actions.stand_in import hand_over, in_place_of
from waarborg.support.models import Mention, Note, StaffChoice, Ticket
from waarborg.support.queries.absence import away_on, today
from waarborg.support.queries.people import note_readers
from waarborg.support.rules.mentions import mentioned


def drawn(text: str, *, by: Actor, at: datetime) -> list[Person]:
    """The colleagues whom a note mentions, without its writer. One query where there is an @."""
    if "@" not in text:
        return []
    people = {one.id: one for one in note_readers(at=at) if one.id != by.person}
    return [people[person] for person in mentioned(text, {one.id: one.name for one in people.values()})]


def mention(ticket: Ticket, note: Note, people: Sequence[Person], *, by: Actor, at: datetime) -> None:
    """Put the note before each of them, and before who stands in for one who is away; mail who wants that. Part of
    writing it. Three queries, and the mails."""
    if not people:
        return
    Mention.objects.bulk_create(
        Mention(
            tenant_id=ticket.tenant_id, ticket_id=ticket.id, note_id=note.id, person_id=one.id, by_name=by.name, at=at
        )
        for one in people
    )
    quiet = set(
        StaffChoice.objects.filter(person_id__in=[one.id for one in people], mail_mentions=False).values_list(
            "person_id", flat=True
        )
    )
    for person in people:
        if person.id in quiet:
            continue
        send_mail(
            "support/mail/mentioned.txt",
            tenant=person.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "number": ticket.shown_number,
                "who": by.name,
                "path": f"{reverse('support:desk-ticket', kwargs={'ticket': ticket.id})}#m-{note.id}",
            },
            at=at,
            key=f"support.note.mentioned:{note.id}:{person.id}",
        )
    _in_their_place(ticket, note, people, by=by, at=at)


def _in_their_place(ticket: Ticket, note: Note, people: Sequence[Person], *, by: Actor, at: datetime) -> None:
    away = away_on(today(at))
    known = {one.id for one in people} | ({by.person} if by.person else set())
    for person in people:
        whom = in_place_of(ticket, person.id, person.name, at=at, away=away)
        if whom is not None:
            # Who writes the note, or is mentioned in it himself, knows of it.
            hand_over(ticket, whom, "mentioned", note.id, by_name=by.name, at=at, but=known)


@action("support.mention.read")
def read(*, by: Actor, at: datetime, mention: UUID | None = None, ticket: UUID | None = None) -> int:
    """One's own mentions are read: one of them, those at a ticket, or all; how many. Raises NotAllowed."""
    permissions.require(by, "support.ticket.note")
    rows = Mention.objects.filter(person_id=by.person, read_at__isnull=True)
    if mention is not None:
        rows = rows.filter(id=mention)
    if ticket is not None:
        rows = rows.filter(ticket_id=ticket)
    count: int = rows.update(read_at=at)
    return count


@action("support.staff-choice.keep")
def choose_mail(*, by: Actor, at: datetime, mail: bool) -> None:
    """Whether `by` gets mail when he is mentioned. Raises NotAllowed."""
    permissions.require(by, "support.ticket.note")
    StaffChoice.objects.update_or_create(person_id=by.person, defaults={"tenant_id": by.tenant, "mail_mentions": mail})
