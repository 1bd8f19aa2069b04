"""Closing what is not ours to do, with an answer that says why and where to turn; counted apart from what was solved
(CL-30, CL-86). Much use of support is never a ground (CL-05)."""

from datetime import datetime

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.actions.answer import answer
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.models import Message, Ticket
from waarborg.support.queries.topics import topics
from waarborg.support.rules.topics.places import REFUSE, SCHEME


class OursToDo(Refusal):
    """Only what the agreement itself leaves out is closed so."""

    code = "support.ticket.ours-to-do"
    nl = "Deze melding kan niet zo worden gesloten: de overeenkomst sluit dit onderwerp niet uit."
    en = "This report cannot be closed so: the agreement does not leave this topic out."
    nl_way_out = "Bepaal eerst het onderwerp, of beantwoord de melding."
    en_way_out = "Set the topic first, or answer the report."


@action(REFUSE)
def refuse(ticket: Ticket, cause: str, *, by: Actor, at: datetime, text: str) -> Message:
    """Close a live ticket because of its topic. `cause` is that topic; any other ground is refused, and in the words of
    the agreement where a promise names it. Raises NeverByAgreement, OursToDo, NotInThisState, NotAllowed."""
    permissions.require(by, "support.ticket.answer", tenant=ticket.tenant_id)
    held = locked(ticket)
    require_live(held)
    promises.require_not_forbidden(held.tenant_id, REFUSE, at=at, words={"cause": cause, SCHEME: held.topic})
    topic = topics(held.tenant_id, at=at).get(cause)
    if topic is None or topic.place != "outside" or held.topic != cause:
        raise OursToDo()
    sent: Message = answer(held, by=by, at=at, text=text, purpose="resolution")
    note_event(held, "ticket.refused", by=by, at=at, properties={"cause": cause})
    Ticket.objects.filter(id=held.id).update(refused=cause)
    return sent
