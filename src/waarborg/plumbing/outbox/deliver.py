"""Delivering what waits. No transaction is open while a server is spoken to: claim and commit, send, settle and commit.

A claim lasts five minutes. A process killed between sending and settling leaves one message that goes out again, with
the same Message-ID; nothing else is repeated and nothing is lost.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import structlog
from django.conf import settings
from django.db import connection

from waarborg.plumbing import jobs, tenancy
from waarborg.plumbing.outbox import failures, leaving
from waarborg.plumbing.outbox.models import OutboxMail, State
from waarborg.plumbing.outbox.send import DELIVER
from waarborg.plumbing.outbox.transport import NotNow, ServerAway, Undeliverable, line, server
from waarborg.plumbing.queue import BackOff, task
from waarborg.plumbing.tenancy import Role

log = structlog.stdlib.get_logger(__name__)
# A minute after the first failure, then twice as long each time up to four hours: about a day and a half in all.
PATIENCE = BackOff(attempts=16, first=60, most=4 * 3600)
IN_ONE_RUN = 200

CLAIM = """
UPDATE outbox_mail SET attempts = attempts + 1, claimed_until = now() + interval '5 minutes'
WHERE id = (SELECT id FROM outbox_mail
            WHERE state = 'waiting' AND due <= now() AND (claimed_until IS NULL OR claimed_until < now())
            ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""
DONE = """
UPDATE outbox_mail SET state = 'sent', sent = now(), claimed_until = NULL, failure = '', secret = '' WHERE id = %s
"""
# In a demonstration its mail is how one signs in.
KEPT = "UPDATE outbox_mail SET state = 'kept', sent = now(), claimed_until = NULL, failure = '' WHERE id = %s"
LATER = """
UPDATE outbox_mail SET claimed_until = NULL, failure = %s, due = now() + %s * interval '1 second' WHERE id = %s
"""
# No dead letter: nobody has to look at it, and it is not sent again.
HELD_BACK = "UPDATE outbox_mail SET state = 'dropped', claimed_until = NULL, failure = %s, secret = '' WHERE id = %s"
DEAD = "UPDATE outbox_mail SET state = 'dead', claimed_until = NULL, failure = %s WHERE id = %s"

Send = Callable[[OutboxMail], None]


@task(name=DELIVER, role=None, every="* * * * *", retry=None)
def deliver() -> None:
    """Send what is due; what is left over after two hundred messages is for the next job."""
    with ExitStack() as stack:
        to = server(settings.MAIL_SERVER)
        if to is None and not settings.DEMO:
            _say_what_waits()
            return
        send: Send | None = stack.enter_context(line(to)) if to else None
        for _ in range(IN_ONE_RUN):
            mail = claim()
            if mail is None or not _attempt(mail, send):
                return
    with tenancy.enter(Role.DESK):
        jobs.enqueue(DELIVER)


def _say_what_waits() -> None:
    with tenancy.enter(Role.DESK):
        waiting = OutboxMail.objects.filter(state=State.WAITING).count()
    if waiting:
        log.warning("no mail server is set: mail waits in the outbox", waiting=waiting)


@task(name="plumbing.outbox.remove-old", every="23 4 * * *", retry=None)
def remove_old() -> None:
    """What was sent goes after ninety days; dead letters stay until somebody decides, without the links in them."""
    with connection.cursor() as cursor:
        # Longer than any link lasts.
        cursor.execute(
            "UPDATE outbox_mail SET secret = ''"
            " WHERE secret <> '' AND state <> 'waiting' AND due < now() - interval '30 days'"
        )
        cursor.execute("DELETE FROM outbox_mail WHERE state IN ('sent', 'kept') AND sent < now() - interval '90 days'")


def claim() -> OutboxMail | None:
    """Take the message that has waited longest, for five minutes; None when nothing is due."""
    with tenancy.enter(Role.DESK):
        with connection.cursor() as cursor:
            cursor.execute(CLAIM)
            row = cursor.fetchone()
        return OutboxMail.objects.get(id=row[0]) if row else None


def _attempt(mail: OutboxMail, send: Send | None) -> bool:
    """Whether the next one may be tried."""
    why = leaving.held_back(mail)
    if why is not None:
        _settle(HELD_BACK, [why, mail.id])
        return True
    if send is None:
        _settle(KEPT, [mail.id])
        return True
    try:
        send(mail)
    except Undeliverable as failure:
        _bury(mail, str(failure))
    except NotNow as failure:
        _put_off(mail, str(failure))
    except ServerAway as failure:
        _put_off(mail, f"server: {failure}")
        log.warning("the mail server is away", reason=str(failure))
        return False
    except Exception as failure:
        _put_off(mail, type(failure).__name__)
        log.exception("mail failed", outbox=str(mail.id))
    else:
        _settle(DONE, [mail.id])
    return True


def _put_off(mail: OutboxMail, failure: str) -> None:
    if mail.attempts >= PATIENCE.attempts:
        _bury(mail, failure)
    else:
        _settle(LATER, [failure, PATIENCE.wait(mail.attempts - 1), mail.id])


def _bury(mail: OutboxMail, failure: str) -> None:
    log.error("mail is undeliverable", outbox=str(mail.id), reason=failures.cause(failure))
    _settle(DEAD, [failure, mail.id])


def _settle(sql: str, values: list[Any]) -> None:
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute(sql, values)
