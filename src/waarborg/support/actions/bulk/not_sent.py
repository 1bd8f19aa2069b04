"""What becomes of a message that was not sent on a ticket, because something happened there meanwhile."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.answer import answer
from waarborg.support.actions.at_work import keep_draft
from waarborg.support.actions.bulk.hold import NEEDED
from waarborg.support.actions.locking import NotInThisState, locked, locked_by_id
from waarborg.support.models import Draft, HeldMessage, Message, Sending, Ticket
from waarborg.support.rules.bulk.held import NOT_SENT


class DecidedAlready(Refusal):
    code = "support.sending.decided-already"
    nl = "Over dit bericht is al beslist, hier of door een collega."
    en = "It was decided about this message already, here or by a colleague."
    nl_way_out = "Lees hierboven wat er is verstuurd."
    en_way_out = "Read above what was sent."


@action("support.ticket.answer")
def send_anyway(ticket: Ticket, held: UUID, *, by: Actor, at: datetime, revision: int) -> Message:
    """After reading what happened: sent by `by`, in his own name. `revision` is what he had in front of him.

    Raises DecidedAlready, Crossed, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, NEEDED, tenant=ticket.tenant_id)
    now, sending = _taken(ticket, held)
    if now.state in ("merged", "withdrawn"):
        raise NotInThisState.of(now)
    return answer(now, by=by, at=at, text=sending.text, purpose=sending.purpose, revision=revision)  # type: ignore[arg-type]


@action("support.ticket.answer")
def into_composer(ticket: Ticket, held: UUID, *, by: Actor, at: datetime) -> Ticket:
    """The text becomes what `by` is writing there, behind what he typed already; of a ticket that went on in another
    one, there. The ticket that he writes on. Raises DecidedAlready, NotAllowed, NotFound."""
    permissions.require(by, NEEDED, tenant=ticket.tenant_id)
    now, sending = _taken(ticket, held)
    where = locked_by_id(now.merged_into_id) if now.merged_into_id else now
    mine = Draft.objects.filter(ticket_id=where.id, person_id=by.person, part="answer").first()
    text = f"{mine.text.rstrip()}\n\n{sending.text}" if mine else sending.text
    keep_draft(where, "answer", by=by, at=at, text=text, purpose=sending.purpose)
    return where


@action("support.ticket.answer")
def throw_away(ticket: Ticket, held: UUID, *, by: Actor, at: datetime) -> None:
    """It is not sent. Raises DecidedAlready, NotAllowed, NotFound."""
    permissions.require(by, NEEDED, tenant=ticket.tenant_id)
    _taken(ticket, held)


def _taken(ticket: Ticket, held: UUID) -> tuple[Ticket, Sending]:
    """The ticket as it is now, and the text, which waits no more; of two who decide one wins."""
    now = locked(ticket)
    waits = HeldMessage.objects.filter(id=held, ticket_id=now.id, stopped__in=list(NOT_SENT)).first()
    if waits is None:
        raise DecidedAlready()
    waits.delete()
    return now, Sending.objects.get(id=waits.sending_id)
