"""Giving a ticket to a colleague from the page that looks ahead: only while nobody else did so first."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.assign import assign
from waarborg.support.actions.locking import locked
from waarborg.support.models import Ticket
from waarborg.support.permissions import LOOK_AHEAD


class GivenMeanwhile(Refusal):
    """It stands in another name than the page showed."""

    code = "support.ticket.given-meanwhile"
    nl = "{number} is intussen gegeven aan {name}."
    en = "{number} was given to {name} meanwhile."
    nl_way_out = "Klopt dat niet, geef de melding dan alsnog aan een ander."
    en_way_out = "If that is not right, give the ticket to somebody else after all."


@action("support.ticket.work")
def give_ahead(ticket: Ticket, *, by: Actor, at: datetime, to: Person, was: UUID | None) -> Ticket:
    """Put it in the name of `to`; `was` is whose it was on the page. Raises GivenMeanwhile, NotInThisState, NotAllowed,
    NotFound."""
    permissions.require(by, LOOK_AHEAD, tenant=ticket.tenant_id)
    held = locked(ticket)
    if held.assignee_id not in (was, to.id):
        raise GivenMeanwhile(number=held.shown_number, name=held.assignee_name or "–")
    given: Ticket = assign(held, by=by, at=at, to=(to.id, to.name))
    return given
