"""Who else is at a ticket now, and one's own drafts for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from waarborg.customers.models import Person
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import kept
from waarborg.support.models import Draft, Presence, Ticket
from waarborg.support.rules import at_work


@dataclass(frozen=True, slots=True)
class Here:
    """A colleague at a ticket; `part` is what he writes, empty while he looks."""

    name: str
    part: str


def others(ticket: Ticket, by: Actor, *, now: datetime) -> list[Here]:
    """The colleagues who are there besides the reader, who writes first. Two queries, one where nobody is."""
    seen = kept.rows("support.presence", _present, ticket.id, now - at_work.PRESENT)
    found = [one for one in seen if one.person_id != by.person]
    names: dict[UUID, str] = {}
    if found:
        names = dict(Person.objects.filter(id__in=[one.person_id for one in found]).values_list("id", "name"))
    here = [
        Here(names[one.person_id], one.part if at_work.is_writing(one.typed_at, now) else "")
        for one in found
        if one.person_id in names
    ]
    return sorted(here, key=lambda one: (not one.part, one.name))


def drafts(ticket: Ticket, by: Actor) -> dict[str, Draft]:
    """What the reader himself typed for it and did not send, by part. One query."""
    if by.person is None:
        return {}
    return {one.part: one for one in kept.rows("support.drafts", _drafts, ticket.id, by.person)}


def _present(ticket: UUID, since: datetime) -> "QuerySet[Presence]":
    return Presence.objects.filter(ticket_id=ticket, seen_at__gt=since)


def _drafts(ticket: UUID, person: UUID) -> "QuerySet[Draft]":
    return Draft.objects.filter(ticket_id=ticket, person_id=person)
