"""A text as it is inserted into the answer to one ticket, and what goes along with it."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Organisation, Person
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.models import Snippet, Ticket
from waarborg.support.rules.along import Along
from waarborg.support.rules.snippets import filled
from waarborg.support.rules.tags import several


def inserted(snippet: UUID, ticket: Ticket, *, by: Actor, at: datetime) -> tuple[Snippet, str] | None:
    """The snippet, and its text for this ticket in the language of whoever reported it; None for one that is put away.
    Without an English text the Dutch one."""
    found: Snippet | None = Snippet.objects.filter(id=snippet, active=True).first()
    if found is None:
        return None
    person = Person.objects.filter(id=ticket.reporter_id).first() if ticket.reporter_id else None
    lang = wording.tongue(person.language if person else "nl")
    cards = promises.cards(ticket.ref, tenant=ticket.tenant_id, now=at, lang=lang)
    first = promises.leading(cards)
    zone = promises.desk_calendar().zone
    values = {
        "customer": Organisation.objects.filter(id=ticket.tenant_id).values_list("name", flat=True).first() or "",
        "person": ticket.reporter_name,
        "number": ticket.shown_number,
        "due": wording.deadline(first.due, lang, zone, now=at) if first and first.due else "",
        "me": by.name,
    }
    return found, filled(found.en if lang == "en" and found.en else found.nl, values)


def along_of(snippet: Snippet) -> Along:
    """What sending this text does besides."""
    return Along(
        tags=several(snippet.tag),
        to_me=snippet.to_me,
        team=snippet.team_id,
        priority=snippet.priority,
        whom=snippet.for_whom,
        why=snippet.why,
    )
