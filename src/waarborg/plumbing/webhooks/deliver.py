"""From the journal to the addresses: gather what happened, then send it, with no transaction open while one is asked.

A claim lasts two minutes. A process killed between sending and settling leaves one message that goes out again, with
the same id; nothing else is repeated and nothing is lost.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection
from django.db.models.functions import Now

from waarborg.kernel.addresses import Inside
from waarborg.plumbing import clock, jobs, tenancy
from waarborg.plumbing.journal.entries import instant
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.outward import OutOfReach, ask
from waarborg.plumbing.queue import BackOff, task
from waarborg.plumbing.sealing import NoKeyFits
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.webhooks.manage import DELIVER
from waarborg.plumbing.webhooks.models import SEAL, Attempt, Endpoint, Message, Position
from waarborg.plumbing.webhooks.signing import headers
from waarborg.plumbing.webhooks.switching import switch_off

log = structlog.stdlib.get_logger(__name__)
# Five seconds after the first failure, then twice as long each time up to six hours: nearly three days in all.
PATIENCE = BackOff(attempts=24, first=5, most=6 * 3600)
IN_ONE_RUN = 200
GONE = 410

# An endpoint that took nothing for so long, in so many attempts, is switched off. Both: where little happens, one
# message that fails is no proof.
LONGEST = timedelta(days=5)
MOST_FAILURES = 24
# Of what comes back as much is kept as explains an answer.
MOST_FIELDS, LONGEST_FIELD = 40, 500

BEHIND = """
SELECT e.id, h.tenant_id FROM webhook_endpoint e JOIN journal_head h ON h.tenant_id = e.tenant_id
WHERE e.state = 'on' AND NOT e.visitor AND h.sequence > e.position
UNION ALL
SELECT e.id, h.tenant_id FROM webhook_endpoint e JOIN plumbing_tenant t ON t.id = e.tenant_id AND t.is_provider
JOIN journal_head h ON h.tenant_id <> e.tenant_id
LEFT JOIN webhook_position p ON p.tenant_id = e.tenant_id AND p.endpoint_id = e.id AND p.about = h.tenant_id
WHERE e.state = 'on' AND NOT e.visitor AND h.sequence > coalesce(p.position, 0)
ORDER BY 1, 2 LIMIT 500
"""
# Who failed in this run waits for the next one: an address that never answers holds up nobody else's messages.
CLAIM = """
UPDATE webhook_message SET attempts = attempts + 1, claimed_until = now() + interval '2 minutes'
WHERE id = (SELECT m.id FROM webhook_message m JOIN webhook_endpoint e ON e.id = m.endpoint_id
            WHERE m.state = 'waiting' AND m.due <= now() AND (m.claimed_until IS NULL OR m.claimed_until < now())
              AND e.state = 'on' AND e.id <> ALL(%s)
            ORDER BY m.due, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED)
RETURNING id
"""
LATER = """
UPDATE webhook_message SET claimed_until = NULL, answer = %s, failure = %s, due = now() + %s * interval '1 second'
WHERE id = %s
"""
SETTLED = """
UPDATE webhook_message SET claimed_until = NULL, state = %s, answer = %s, failure = %s,
  delivered_at = CASE WHEN %s THEN now() END
WHERE id = %s
"""


WORKED = "UPDATE webhook_endpoint SET failures = 0, failing_since = NULL WHERE id = %s AND failures > 0"
FAILED = """
UPDATE webhook_endpoint SET failures = failures + 1, failing_since = coalesce(failing_since, now())
WHERE id = %s RETURNING failures, failing_since < now() - %s * interval '1 second'
"""


@task(name="plumbing.webhooks.gather", every="* * * * * */5", retry=None)
def gather() -> None:
    """For each endpoint that lies behind a journal: a message for what it wants to hear, and its new position."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND)
        behind = list(cursor.fetchall())
    if sum(_gather_for(identifier, tenant) for identifier, tenant in behind):
        jobs.enqueue(DELIVER, once=DELIVER)


def _gather_for(identifier: UUID, tenant: UUID) -> int:
    endpoint: Endpoint | None = (
        Endpoint.objects.select_for_update(skip_locked=True).filter(id=identifier, state="on").first()
    )
    if endpoint is None:
        return 0
    about = None if tenant == endpoint.tenant_id else tenant
    place = _place(endpoint, about)
    found = JournalEntry.objects.filter(tenant_id=tenant, sequence__gt=place.position).order_by("sequence")
    entries = list(found[:IN_ONE_RUN])
    now = clock.real()
    told = [
        Message(
            tenant_id=endpoint.tenant_id,
            endpoint=endpoint,
            about=about,
            sequence=entry.sequence,
            kind=entry.kind,
            body=_body(entry, about),
            due=Now(),
            written_at=now,
        )
        for entry in entries
        if entry.kind in endpoint.kinds
    ]
    Message.objects.bulk_create(told)
    if entries:
        place.position = entries[-1].sequence
        place.save(update_fields=["position"])
    return len(told)


def _place(endpoint: Endpoint, about: UUID | None) -> Endpoint | Position:
    """What holds how far this endpoint is in a journal; of an organisation that came later it is told everything."""
    if about is None:
        return endpoint
    named = {"tenant_id": endpoint.tenant_id, "endpoint": endpoint, "about": about}
    found: Position = Position.objects.get_or_create(**named, defaults={"position": 0})[0]
    return found


def _body(entry: JournalEntry, about: UUID | None) -> str:
    """What happened, to which subject, when: no text of anybody and no names. The rest is asked for."""
    subject = {"kind": entry.subject_kind, "id": str(entry.subject_id)}
    data: dict[str, Any] = {"sequence": entry.sequence, "subject": subject, "properties": entry.properties}
    data |= {"customer": str(about)} if about else {}
    told = {"type": entry.kind, "timestamp": instant(entry.at), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


@task(name=DELIVER, role=None, every="* * * * *", retry=None)
def deliver() -> None:
    """Send what is due, at most two hundred; what is left over is for the next job."""
    failed: list[UUID] = []
    for _ in range(IN_ONE_RUN):
        claimed = _claim(failed)
        if claimed is None:
            return
        if not _attempt(*claimed):
            failed.append(claimed[1].id)
    with tenancy.enter(Role.DESK):
        jobs.enqueue(DELIVER, once=DELIVER)


def _claim(failed: Sequence[UUID]) -> tuple[Message, Endpoint] | None:
    with tenancy.enter(Role.DESK):
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [list(failed)])
            row = cursor.fetchone()
        if row is None:
            return None
        message = Message.objects.select_related("endpoint").get(id=row[0])
        return message, message.endpoint


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one attempt gave: `failure` is empty where the message was taken."""

    status: int | None
    failure: str
    at: datetime
    took_ms: int
    asked: dict[str, str]
    answered: tuple[tuple[str, str], ...] = ()


def _attempt(message: Message, endpoint: Endpoint) -> bool:
    """Whether it was taken, or there is nobody any more to take it."""
    outcome = _send(message, endpoint)
    with tenancy.enter(Role.DESK):
        # Who removes it takes the same lock first: nothing is written below a webhook that went while it was asked.
        if not Endpoint.objects.select_for_update().filter(id=endpoint.id).exists():
            return True
        _note(message, outcome)
        if not outcome.failure:
            _settle(SETTLED, ["delivered", outcome.status, "", True, message.id])
            _settle(WORKED, [endpoint.id])
        elif outcome.status == GONE:
            _settle(SETTLED, ["dead", GONE, "gone", False, message.id])
            switch_off(endpoint.id, "gone", at=clock.now())
        else:
            _put_off(message, outcome)
            _count_failure(endpoint)
    return not outcome.failure


def _send(message: Message, endpoint: Endpoint) -> Outcome:
    body, at, begun = message.body.encode(), clock.real(), time.monotonic()
    asked: dict[str, str] = {}
    status: int | None = None
    head: tuple[tuple[str, str], ...] = ()
    try:
        signed = headers(f"msg_{message.id.hex}", at, body, _keys(endpoint))
        asked = {**signed, "Content-Type": "application/json"}
        # Looked at again now that its name is: a visitor chose it, so nothing of ours is within its reach.
        answer = ask(endpoint.url, data=body, headers=asked, inside=Inside() if endpoint.visitor else None)
        status, head = answer.status, answer.head
        failure = _failure(status)
    except OutOfReach as trouble:
        failure = trouble.why
    except NoKeyFits:
        failure = "secret"
    return Outcome(status, failure, at, round((time.monotonic() - begun) * 1000), asked, head)


def _failure(status: int) -> str:
    """A word for an answer that is no good; also who leads on to elsewhere: what is signed for one address is never
    sent to another."""
    if 200 <= status < 300:
        return ""
    return "gone" if status == GONE else "redirect" if 300 <= status < 400 else "status"


def _note(message: Message, outcome: Outcome) -> None:
    kept = [[name[:LONGEST_FIELD], value[:LONGEST_FIELD]] for name, value in outcome.answered[:MOST_FIELDS]]
    Attempt.objects.create(
        tenant_id=message.tenant_id,
        message=message,
        at=outcome.at,
        took_ms=outcome.took_ms,
        answer=outcome.status,
        failure=outcome.failure,
        asked=[[name, value] for name, value in outcome.asked.items()],
        answered=[[_plain(name), _plain(value)] for name, value in kept],
    )


def _plain(text: str) -> str:
    """What a stranger sent, as the database holds it: no NUL."""
    return text.replace("\0", "\ufffd")


def _count_failure(endpoint: Endpoint) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FAILED, [endpoint.id, LONGEST.total_seconds()])
        row = cursor.fetchone()
    if row and row[0] >= MOST_FAILURES and row[1]:
        switch_off(endpoint.id, "failed", at=clock.now())


def _keys(endpoint: Endpoint) -> list[str]:
    """Raises NoKeyFits."""
    keys = [SEAL.open(endpoint.sealed).decode()]
    if endpoint.previous and endpoint.previous_until and endpoint.previous_until > clock.now():
        keys.append(SEAL.open(endpoint.previous).decode())
    return keys


def _put_off(message: Message, outcome: Outcome) -> None:
    if message.attempts >= PATIENCE.attempts:
        _settle(SETTLED, ["dead", outcome.status, outcome.failure, False, message.id])
    else:
        wait = PATIENCE.wait(message.attempts - 1)
        _settle(LATER, [outcome.status, outcome.failure, wait, message.id])


def _settle(sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


OLD = "SELECT id FROM webhook_message WHERE state <> 'waiting' AND written_at < now() - interval '30 days'"


@task(name="plumbing.webhooks.remove-old", every="41 4 * * *", retry=None)
def remove_old() -> None:
    """What was delivered or given up goes after thirty days, with its attempts."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM webhook_attempt WHERE message_id IN ({OLD})")
        cursor.execute(f"DELETE FROM webhook_message WHERE id IN ({OLD})")
