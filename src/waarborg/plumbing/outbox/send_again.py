"""Giving dead letters another chance, or giving them up."""

from datetime import datetime

from django.db.models.functions import Now

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox.models import OutboxMail, State
from waarborg.plumbing.outbox.permissions import LOOK_AFTER, SEND_AGAIN
from waarborg.plumbing.outbox.send import DELIVER
from waarborg.plumbing.permissions import require


class NotDead(Refusal):
    code = "plumbing.mail.not-dead"
    nl = "Dit bericht staat niet meer bij de onbestelbare post."
    en = "This message is no longer a dead letter."
    nl_way_out = "Ververs de pagina: een collega was u voor."
    en_way_out = "Refresh the page: a colleague was first."


class NoReason(BadInput):
    code = "plumbing.mail.reason"
    nl = "Geef een reden van 1 tot en met {most} tekens."
    en = "Give a reason of 1 to {most} characters."


LONGEST_REASON = 200
WAITING = {"state": State.WAITING, "attempts": 0, "due": Now(), "failure": "", "reason": ""}


@action("plumbing.mail.send-again")
def send_again(mail: OutboxMail, *, by: Actor, at: datetime) -> None:
    """Let a dead letter wait again, with all its attempts. Raises NotAllowed, NotDead."""
    require(by, SEND_AGAIN)
    if not OutboxMail.objects.filter(id=mail.id, state__in=(State.DEAD, State.DROPPED)).update(**WAITING):
        raise NotDead()
    journal.record("plumbing.mail:sent-again", tenant=mail.tenant_id, subject=mail.ref, by=by, at=at)
    jobs.enqueue(DELIVER)


@action("plumbing.mail.send-all-again")
def send_all_again(template: str, *, by: Actor, at: datetime) -> int:
    """Every dead letter of a kind, of every organisation. Answers how many. Raises NotAllowed."""
    require(by, LOOK_AFTER)
    number = OutboxMail.objects.filter(template=template, state=State.DEAD).update(**WAITING)
    if number and by.tenant:
        subject = journal.Ref("plumbing.dead-letters", by.tenant)
        data = {"kind": template, "mails": number}
        journal.record("plumbing.mail:sent-again", tenant=by.tenant, subject=subject, by=by, at=at, data=data)
        jobs.enqueue(DELIVER)
    return number


@action("plumbing.mail.drop")
def drop(mail: OutboxMail, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a dead letter up; what only its reader may know is forgotten. Raises NotAllowed, NoReason, NotDead."""
    require(by, LOOK_AFTER)
    reason = " ".join(reason.split())
    if not 1 <= len(reason) <= LONGEST_REASON or "\0" in reason:
        raise NoReason(path="reason", most=LONGEST_REASON)
    changes = {"state": State.DROPPED, "reason": reason, "secret": ""}
    if not OutboxMail.objects.filter(id=mail.id, state=State.DEAD).update(**changes):
        raise NotDead()
    tenant = by.tenant or mail.tenant_id
    journal.record("plumbing.mail:dropped", tenant=tenant, subject=mail.ref, by=by, at=at)
