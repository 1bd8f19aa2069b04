"""What a ticket is about: something of the catalogue that its customer had when it was reported."""

from datetime import datetime
from uuid import UUID

from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.rules.kinds import SCOPES, SOLD
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.models import Ticket

# Takes a word back that was said before: no item is called so.
NOTHING = "-"


class NotBought(BadInput):
    code = "support.ticket.not-bought"
    nl = "Dit had deze klant niet toen de melding binnenkwam."
    en = "This customer did not have this when the report came in."
    nl_way_out = "Kies iets dat de klant toen had afgenomen, of laat het leeg."
    en_way_out = "Choose something that the customer had bought by then, or leave it empty."


def about_of(tenant: UUID, chosen: UUID | None, *, at: datetime) -> UUID | None:
    """What a report is about: what was chosen, else the one product that the customer has. Raises NotBought."""
    offered = catalogue.about(tenant, at)
    if chosen is None:
        had = [one.id for one in offered if one.kind in SOLD]
        return had[0] if len(had) == 1 else None
    if all(one.id != chosen for one in offered):
        raise NotBought(path="about")
    return chosen


@action("support.ticket.say-about")
def say_about(ticket: Ticket, thing: UUID | None, *, by: Actor, at: datetime) -> Ticket:
    """Staff say what a ticket is about, None for nothing in particular: clocks of promises about that begin, counted
    from the report, and others cease. The same again changes nothing. Raises NotBought, NotInThisState, NotAllowed."""
    permissions.require(by, "support.ticket.say-about", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    if thing is not None and all(one.id != thing for one in catalogue.about(ticket.tenant_id, ticket.reported_at)):
        raise NotBought(path="about")
    if thing == ticket.about_id:
        return ticket
    words = dict.fromkeys(SCOPES, NOTHING) | (catalogue.words_about(thing) if thing else {})
    note_event(ticket, "ticket.about-set", by=by, at=at, properties=words)
    ticket.about_id = thing
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    return ticket
