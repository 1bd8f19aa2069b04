"""Splitting: something else that a customer said in a ticket becomes one of its own, as of when he said it."""

from datetime import datetime
from uuid import uuid5

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.support.actions.link import connect
from waarborg.support.actions.locking import locked
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Attachment, Message, Ticket

WHY = "split off from another report"


class NotSaidByCustomer(Refusal):
    code = "support.ticket.split-side"
    nl = "Alleen wat de klant schreef kan een eigen melding worden."
    en = "Only what the customer wrote can become a ticket of its own."


class NothingSplit(BadInput):
    code = "support.ticket.split-empty"
    nl = "Vul in wat er in de nieuwe melding moet staan."
    en = "Fill in what the new ticket is to say."


@action("support.ticket.split")
def split(ticket: Ticket, message: Message, *, by: Actor, at: datetime, subject: str, text: str, kind: str) -> Ticket:
    """A new ticket from a customer's message: its clocks start when that was said, its text is `text`, its files are
    the message's, and it is linked to where it came from, in which the message stays. The same message twice gives the
    same ticket. Raises NotSaidByCustomer, NothingSplit, NotAllowed."""
    permissions.require(by, "support.ticket.open", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    if message.side != "customer" or message.tenant_id != ticket.tenant_id:
        raise NotSaidByCustomer()
    if not subject.strip() or not text.strip():
        raise NothingSplit(path="subject")
    files = Attachment.objects.filter(tenant_id=ticket.tenant_id, message=message).values_list("file_id", flat=True)
    filled = Report(subject=subject.strip(), kind=kind, what=text.strip(), priority=ticket.priority)
    once = uuid5(message.id, "split")
    made = report(
        ticket.tenant_id,
        filled,
        by=by,
        at=at,
        channel=message.channel,
        reporter=(message.author_id, message.author_name),
        files=list(StoredFile.objects.filter(tenant_id=ticket.tenant_id, id__in=list(files))),
        once=once,
        received=message.at if message.at < at else None,
        reason=WHY,
    )
    connect(made, ticket, "split", by=by, at=at)
    return made
