"""A developer looks into a ticket: from when, by whose word (CL-93)."""

from datetime import datetime

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event, pick_up_if_new, require_live
from waarborg.support.models import Ticket
from waarborg.support.permissions import ESCALATE


class DeveloperMissing(BadInput):
    code = "support.ticket.developer"
    nl = "Zet erbij welke ontwikkelaar meekijkt."
    en = "Say which developer looks into it."


@action("support.ticket.involve-developer")
def involve_developer(ticket: Ticket, developer: str, *, by: Actor, at: datetime) -> Ticket:
    """The first one counts for the term; another one later is a line in the journal too.

    Raises DeveloperMissing, NotInThisState, NotAllowed.
    """
    permissions.require(by, ESCALATE, tenant=ticket.tenant_id)
    held = locked(ticket)
    require_live(held)
    name = developer.strip()[:120]
    if not name:
        raise DeveloperMissing(path="developer")
    if held.developer == name:
        return held
    pick_up_if_new(held, by=by, at=at)
    note_event(held, "ticket.developer-involved", by=by, at=at, data={"developer": name})
    held.developer, held.developer_at = name, held.developer_at or at
    held.changed_at = at
    held.revision += 1
    held.save()
    return held
