"""Saying that a ticket comes from a known incident, and answering all that do at once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from waarborg.customers.models import Organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.taken import taken
from waarborg.support.actions.answer import answer
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.models import Cause, Message, Ticket
from waarborg.support.queries.causes import live_tickets_of, may_come_from
from waarborg.support.rules.once import once_with
from waarborg.support.rules.states import Purpose

LONGEST = 5000


class NoText(BadInput):
    code = "support.cause.no-text"
    nl = "Schrijf wat de melders lezen, in het Nederlands, in ten hoogste {most} tekens."
    en = "Write what the reporters read, in Dutch, in at most {most} characters."


@action("support.ticket.link")
def link_cause(ticket: Ticket, cause: Ref, *, by: Actor, at: datetime) -> Cause:
    """The ticket comes from this. Twice is once. Raises NotAllowed, and NotFound for what is not there or not offered
    to this customer."""
    require_may_name(ticket.tenant_id, cause, by=by, at=at)
    return put_down(locked(ticket), cause, by=by, at=at)


def require_may_name(tenant: UUID, cause: Ref, *, by: Actor, at: datetime) -> None:
    """Raises NotAllowed, NotFound."""
    permissions.require(by, "support.ticket.link" if by.is_staff else "support.ticket.reply", tenant=tenant)
    if not may_come_from(cause, tenant=tenant, by=by, at=at):
        raise NotFound()


def put_down(ticket: Ticket, cause: Ref, *, by: Actor, at: datetime) -> Cause:
    """The same for a ticket that the caller holds, as a part of another action."""
    try:
        with transaction.atomic():
            made: Cause = Cause.objects.create(
                tenant_id=ticket.tenant_id, ticket=ticket, kind=cause.kind, cause_id=cause.id, since=at
            )
    except IntegrityError as error:
        if not taken(error, "support_cause_once"):
            raise
        return Cause.objects.get(ticket=ticket, cause_id=cause.id)
    note_event(ticket, "ticket.cause-linked", by=by, at=at, related=(cause,))
    return made


@action("support.ticket.link")
def unlink_cause(ticket: Ticket, cause: Ref, *, by: Actor, at: datetime) -> None:
    """It does not come from this; where it did not, nothing changes. Raises NotAllowed."""
    permissions.require(by, "support.ticket.link", tenant=ticket.tenant_id)
    held = locked(ticket)
    gone, _ = Cause.objects.filter(ticket=held, kind=cause.kind, cause_id=cause.id).delete()
    if gone:
        note_event(held, "ticket.cause-unlinked", by=by, at=at, related=(cause,))


@action("support.ticket.answer")
def answer_all(
    cause: Ref, texts: Mapping[str, str], purpose: Purpose, *, once: UUID, by: Actor, at: datetime
) -> tuple[list[Message], list[tuple[Ticket, Refusal]]]:
    """Answer every live ticket that comes from `cause`, at most a hundred, each in its customer's language (Dutch where
    there is no English), with mail as any answer. With the purpose `resolution` they are resolved.

    `once` is what is sent: who got it gets it no second time. What one ticket refuses holds up no other: the answers
    and the refusals are given back. Raises NoText, NotAllowed.
    """
    permissions.require(by, "support.ticket.answer")
    if not texts.get("nl", "").strip() or any(len(text) > LONGEST for text in texts.values()):
        raise NoText(path="text_nl", most=LONGEST)
    found = live_tickets_of(cause)
    tongues = dict(Organisation.objects.filter(id__in={one.tenant_id for one in found}).values_list("id", "language"))
    sent: list[Message] = []
    refused: list[tuple[Ticket, Refusal]] = []
    for one in found:
        text = (texts.get("en", "") if tongues.get(one.tenant_id) == "en" else "").strip() or texts["nl"].strip()
        number = uuid5(once, str(one.id))
        if Message.objects.filter(ticket=one, once=once_with(number, text)).exists():
            continue
        try:
            sent.append(answer(one, by=by, at=at, text=text, purpose=purpose, once=number))
        except Refusal as refusal:
            refused.append((one, refusal))
    return sent, refused
