"""What the page of a ticket says of colleagues who are away."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.web import wording
from waarborg.support.actions.assign import HandlerAway
from waarborg.support.models import Ticket
from waarborg.support.queries.beside import Beside, Colleague
from waarborg.support.rules.absence import reached


def away_words(aside: Beside, lang: str) -> dict[UUID, str]:
    """By person, for the list of whom a ticket can be given to: until when, and who stands in."""
    words = {}
    for person, one in aside.away.items():
        day = wording.day(one.last, lang, year=True)
        words[person] = (
            _("away up to and including %(day)s, stand-in %(name)s") % {"day": day, "name": one.name}
            if one.name
            else _("away up to and including %(day)s") % {"day": day}
        )
    return words


def away_context(ticket: Ticket, aside: Beside, staff: Sequence[Colleague], refusal: Refusal | None) -> dict[str, Any]:
    """What the templates of the ticket read of it."""
    return {"handler_away": _handler_away(ticket, aside, staff), "ways_out": _ways_out(refusal)}


def _handler_away(ticket: Ticket, aside: Beside, staff: Sequence[Colleague]) -> dict[str, Any] | None:
    """Until when whoever handles it is away and who stands in (a Colleague, or None); None where he is there."""
    one = aside.away.get(ticket.assignee_id) if ticket.assignee_id and ticket.is_live else None
    if one is None or ticket.assignee_id is None:
        return None
    people = {person.id: person for person in staff}
    found = reached(ticket.assignee_id, aside.away, people.keys())
    return {"until": one.last, "stand_in": people[found] if found else None}


def _ways_out(refusal: Refusal | None) -> list[dict[str, Any]]:
    """The buttons under the refusal to give a ticket to somebody away: each that stands in, or that one anyway."""
    if not isinstance(refusal, HandlerAway):
        return []
    instead = [
        {"name": "person", "value": person, "label": _("Give to %(name)s") % {"name": name}, "primary": True}
        for person, name in refusal.params["offers"]
    ]
    anyway = _("Give to %(name)s anyway") % {"name": refusal.params["name"]}
    return [*instead, {"name": "anyway", "value": refusal.params["person"], "label": anyway}]
