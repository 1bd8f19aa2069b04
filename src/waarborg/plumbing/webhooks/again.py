"""Telling again what was told, and giving up what cannot be: one message, or many of one endpoint or of one kind."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.webhooks.manage import DELIVER, StillWaiting
from waarborg.plumbing.webhooks.models import Endpoint, Message
from waarborg.plumbing.webhooks.permissions import LOOK_AFTER, MANAGE

WAITING: dict[str, Any] = {"state": "waiting", "attempts": 0, "due": Now(), "failure": "", "answer": None, "reason": ""}
LONGEST_REASON = 200


class NoReason(BadInput):
    code = "plumbing.webhook.reason"
    nl = "Geef een reden van 1 tot en met {most} tekens."
    en = "Give a reason of 1 to {most} characters."


class NotDead(Refusal):
    code = "plumbing.webhook.not-dead"
    nl = "Dit bericht wacht niet op een besluit."
    en = "This message does not wait for a decision."
    nl_way_out = "Ververs de pagina: een collega was u voor."
    en_way_out = "Refresh the page: a colleague was first."


def _require(by: Actor, tenant: UUID) -> None:
    """Who owns it, or an operator. Raises NotFound, NotAllowed."""
    if may(by, LOOK_AFTER):
        return
    if by.tenant != tenant:
        raise NotFound()
    require(by, MANAGE, tenant=tenant)


@action("plumbing.webhook.send-again")
def send_again(message: Message, *, by: Actor, at: datetime) -> Message:
    """The same message once more, under its id, with all its attempts. Raises NotFound, NotAllowed, StillWaiting."""
    _require(by, message.tenant_id)
    if not Message.objects.filter(id=message.id).exclude(state="waiting").update(**WAITING):
        raise StillWaiting()
    _note("sent-again", message.endpoint, by=by, at=at, messages=1)
    jobs.enqueue(DELIVER)
    found: Message = Message.objects.get(id=message.id)
    return found


@action("plumbing.webhook.send-again-since")
def send_again_since(endpoint: Endpoint, since: datetime, *, only_failed: bool = False, by: Actor, at: datetime) -> int:
    """All that was written for an endpoint from `since` on once more, each under its id; what is kept is thirty days.

    With `only_failed` what never arrived. Answers how many. Raises NotFound, NotAllowed.
    """
    if endpoint.tenant_id != by.tenant:
        raise NotFound()
    require(by, MANAGE, tenant=endpoint.tenant_id)
    rows = Message.objects.filter(tenant_id=endpoint.tenant_id, endpoint=endpoint, written_at__gte=since)
    rows = rows.filter(state__in=("dead", "dropped")) if only_failed else rows.exclude(state="waiting")
    number = _again(rows)
    if number:
        _note("sent-again", endpoint, by=by, at=at, messages=number)
    return number


@action("plumbing.webhook.send-all-again")
def send_all_again(kind: str, *, by: Actor, at: datetime) -> int:
    """Every dead message of a kind, of every organisation. Answers how many. Raises NotAllowed."""
    require(by, LOOK_AFTER)
    number = _again(Message.objects.filter(state="dead", kind=kind))
    if number and by.tenant:
        subject = journal.Ref("plumbing.dead-letters", by.tenant)
        data = {"kind": kind, "messages": number}
        journal.record("plumbing.webhook:sent-again", tenant=by.tenant, subject=subject, by=by, at=at, data=data)
    return number


def _again(rows: QuerySet[Message]) -> int:
    chosen = list(rows.select_for_update().values_list("id", flat=True))
    Message.objects.filter(id__in=chosen).update(**WAITING)
    if chosen:
        jobs.enqueue(DELIVER)
    return len(chosen)


def _note(what: str, endpoint: Endpoint, *, by: Actor, at: datetime, **data: Any) -> None:
    """In the journal of whoever did it: the owner's own, or the provider's."""
    tenant = by.tenant or endpoint.tenant_id
    journal.record(f"plumbing.webhook:{what}", tenant=tenant, subject=endpoint.ref, by=by, at=at, data=data)


@action("plumbing.webhook.drop")
def drop(message: Message, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a dead message up; its owner sees why, and can still have it told again.

    Raises NotAllowed, NoReason, NotDead.
    """
    require(by, LOOK_AFTER)
    reason = " ".join(reason.split())
    if not 1 <= len(reason) <= LONGEST_REASON or "\0" in reason:
        raise NoReason(path="reason", most=LONGEST_REASON)
    if not Message.objects.filter(id=message.id, state="dead").update(state="dropped", reason=reason):
        raise NotDead()
    _note("dropped", message.endpoint, by=by, at=at, messages=1)
