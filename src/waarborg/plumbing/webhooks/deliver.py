"""From the journal to the addresses: gather what happened, then send it, with no transaction open while one is asked.

A claim lasts two minutes. A process killed between sending and settling leaves one message that goes out again, with
the same id; nothing else is repeated and nothing is lost.
"""

import json
from typing import Any

import structlog
from django.db import connection
from django.db.models.functions import Now

from waarborg.plumbing import clock, jobs, tenancy
from waarborg.plumbing.journal.entries import instant
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.outward import OutOfReach, ask
from waarborg.plumbing.queue import BackOff, task
from waarborg.plumbing.sealing import NoKeyFits
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.webhooks.manage import DELIVER
from waarborg.plumbing.webhooks.models import SEAL, Endpoint, Message
from waarborg.plumbing.webhooks.signing import headers

log = structlog.stdlib.get_logger(__name__)
# Five seconds after the first failure, then twice as long each time up to six hours: nearly three days in all.
PATIENCE = BackOff(attempts=24, first=5, most=6 * 3600)
IN_ONE_RUN = 200
GONE = 410

BEHIND = """
SELECT e.id FROM webhook_endpoint e JOIN journal_head h ON h.tenant_id = e.tenant_id
WHERE e.state = 'on' AND h.sequence > e.position ORDER BY e.id LIMIT 500
"""
CLAIM = """
UPDATE webhook_message SET attempts = attempts + 1, claimed_until = now() + interval '2 minutes'
WHERE id = (SELECT m.id FROM webhook_message m JOIN webhook_endpoint e ON e.id = m.endpoint_id
            WHERE m.state = 'waiting' AND m.due <= now() AND (m.claimed_until IS NULL OR m.claimed_until < now())
              AND e.state = 'on'
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


@task(name="plumbing.webhooks.gather", every="* * * * * */5", retry=None)
def gather() -> None:
    """For each endpoint that lies behind its journal: a message for what it wants to hear, and its new position."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND)
        behind = [row[0] for row in cursor.fetchall()]
    if sum(_gather_for(identifier) for identifier in behind):
        jobs.enqueue(DELIVER, once=DELIVER)


def _gather_for(identifier: Any) -> int:
    endpoint: Endpoint | None = (
        Endpoint.objects.select_for_update(skip_locked=True).filter(id=identifier, state="on").first()
    )
    if endpoint is None:
        return 0
    entries = list(
        JournalEntry.objects.filter(tenant_id=endpoint.tenant_id, sequence__gt=endpoint.position).order_by("sequence")[
            :IN_ONE_RUN
        ]
    )
    now = clock.real()
    told = [
        Message(
            tenant_id=endpoint.tenant_id,
            endpoint=endpoint,
            sequence=entry.sequence,
            kind=entry.kind,
            body=_body(entry),
            due=Now(),
            written_at=now,
        )
        for entry in entries
        if entry.kind in endpoint.kinds
    ]
    Message.objects.bulk_create(told)
    if entries:
        endpoint.position = entries[-1].sequence
        endpoint.save(update_fields=["position"])
    return len(told)


def _body(entry: JournalEntry) -> str:
    """What happened, to which subject, when: no text of anybody and no names. The rest is asked for."""
    subject = {"kind": entry.subject_kind, "id": str(entry.subject_id)}
    data = {"sequence": entry.sequence, "subject": subject, "properties": entry.properties}
    told = {"type": entry.kind, "timestamp": instant(entry.at), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


@task(name=DELIVER, role=None, every="* * * * *", retry=None)
def deliver() -> None:
    """Send what is due, at most two hundred; what is left over is for the next job."""
    for _ in range(IN_ONE_RUN):
        claimed = _claim()
        if claimed is None:
            return
        _attempt(*claimed)
    with tenancy.enter(Role.DESK):
        jobs.enqueue(DELIVER, once=DELIVER)


def _claim() -> tuple[Message, Endpoint] | None:
    with tenancy.enter(Role.DESK):
        with connection.cursor() as cursor:
            cursor.execute(CLAIM)
            row = cursor.fetchone()
        if row is None:
            return None
        message = Message.objects.select_related("endpoint").get(id=row[0])
        return message, message.endpoint


def _attempt(message: Message, endpoint: Endpoint) -> None:
    body = message.body.encode()
    try:
        signed = headers(f"msg_{message.id.hex}", clock.real(), body, _keys(endpoint))
        status = ask(endpoint.url, data=body, headers={**signed, "Content-Type": "application/json"}).status
    except OutOfReach as failure:
        return _put_off(message, None, failure.why)
    except NoKeyFits:
        return _put_off(message, None, "secret")
    if 200 <= status < 300:
        _settle(SETTLED, ["delivered", status, "", True, message.id])
    elif status == GONE:
        _settle(SETTLED, ["dead", status, "gone", False, message.id])
        _settle("UPDATE webhook_endpoint SET state = 'gone' WHERE id = %s AND state = 'on'", [endpoint.id])
        log.warning("a webhook's address is gone", endpoint=str(endpoint.id))
    else:
        # Also who leads on to elsewhere: what is signed for one address is never sent to another.
        _put_off(message, status, "redirect" if 300 <= status < 400 else "status")


def _keys(endpoint: Endpoint) -> list[str]:
    """Raises NoKeyFits."""
    keys = [SEAL.open(endpoint.sealed).decode()]
    if endpoint.previous and endpoint.previous_until and endpoint.previous_until > clock.now():
        keys.append(SEAL.open(endpoint.previous).decode())
    return keys


def _put_off(message: Message, status: int | None, failure: str) -> None:
    if message.attempts >= PATIENCE.attempts:
        _settle(SETTLED, ["dead", status, failure, False, message.id])
    else:
        _settle(LATER, [status, failure, PATIENCE.wait(message.attempts - 1), message.id])


def _settle(sql: str, values: list[Any]) -> None:
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute(sql, values)


@task(name="plumbing.webhooks.remove-old", every="41 4 * * *", retry=None)
def remove_old() -> None:
    """What was delivered or given up goes after thirty days."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM webhook_message WHERE state <> 'waiting' AND written_at < now() - interval '30 days'"
        )
