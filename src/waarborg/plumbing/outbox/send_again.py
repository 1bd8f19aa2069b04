"""Giving a dead letter another chance."""

from datetime import datetime

from django.db.models.functions import Now

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox.models import OutboxMail, State
from waarborg.plumbing.outbox.permissions import SEND_AGAIN
from waarborg.plumbing.outbox.send import DELIVER
from waarborg.plumbing.permissions import require


class NotDead(Refusal):
    code = "plumbing.mail.not-dead"
    nl = "Dit bericht staat niet meer bij de onbestelbare post."
    en = "This message is no longer a dead letter."
    nl_way_out = "Ververs de pagina: een collega was u voor."
    en_way_out = "Refresh the page: a colleague was first."


@action("plumbing.mail:send-again")
def send_again(mail: OutboxMail, *, by: Actor, at: datetime) -> None:
    """Let a dead letter wait again, with all its attempts. Raises NotAllowed, NotDead."""
    require(by, SEND_AGAIN)
    waiting = {"state": State.WAITING, "attempts": 0, "due": Now(), "failure": ""}
    if not OutboxMail.objects.filter(id=mail.id, state=State.DEAD).update(**waiting):
        raise NotDead()
    journal.record("plumbing.mail:sent-again", tenant=mail.tenant_id, subject=mail.ref, by=by, at=at)
    jobs.enqueue(DELIVER)
