"""Asking for help from the catalogue: it becomes a ticket, whose clocks start as those of any question."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.actions.report import Report, report
from waarborg.support.models import HelpOffer, Ticket
from waarborg.support.permissions import SEE_HELP
from waarborg.support.queries.chats import kind_for


@action("support.ticket.open")
def ask(offer: HelpOffer, *, by: Actor, at: datetime, text: str, once: UUID | None = None) -> Ticket:
    """Raises what `report` raises; NotFound for what is not offered any more."""
    permissions.require(by, SEE_HELP, tenant=by.tenant)
    if by.tenant is None or not offer.is_offered:
        raise permissions.NotFound()
    priorities = promises.scheme_words(by.tenant, "priority", at=at)
    asked = Report(
        subject=offer.title("nl"),
        kind=kind_for(promises.scheme_words(by.tenant, "kind", at=at)),
        what=text,
        priority=priorities[-1] if priorities else "",
    )
    made: Ticket = report(by.tenant, asked, by=by, at=at, once=once)
    return made
