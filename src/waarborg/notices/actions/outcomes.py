"""What became of the mails of notices, as far as the outbox knows: accepted by the relay, refused, or held back.

What happens after the relay accepted a message is not known here: there is no mailbox that reads bounces.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.kernel.canonical import canonical_json
from waarborg.notices.actions.suppress import note_bounce
from waarborg.notices.events import ARRIVED
from waarborg.notices.models import Delivery, Notice
from waarborg.notices.rules.bounces import is_gone
from waarborg.notices.rules.unreached import ACCEPTED, OF_OUTBOX, REFUSED, UNSETTLED
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role

# The outbox forgets what it sent after ninety days; a receipt keeps it.
CHANGED = """
SELECT DISTINCT r.tenant_id FROM notices_receipt r JOIN outbox_mail m ON m.id = r.mail_id
WHERE r.mail = ANY(%s) AND r.mail_id IS NOT NULL AND r.mail <> CASE
  WHEN m.state = 'dropped' AND m.failure LIKE 'suppressed%%' THEN 'held' ELSE (%s::jsonb ->> m.state) END
ORDER BY 1
"""
SETTLE = """
UPDATE notices_receipt r SET mail = x.outcome, settled_at = coalesce(x.sent, %s), failure = left(x.failure, 200)
FROM (SELECT m.id, m.sent, m.failure, m.to_address, CASE WHEN m.state = 'dropped' AND m.failure LIKE 'suppressed%%'
        THEN 'held' ELSE (%s::jsonb ->> m.state) END AS outcome
      FROM outbox_mail m WHERE m.tenant_id = %s) x
WHERE x.id = r.mail_id AND r.tenant_id = %s AND r.mail = ANY(%s) AND r.mail <> x.outcome
RETURNING r.notice_id, r.edition, r.mail, x.to_address, r.failure
"""


def note_outcomes(*, now: Callable[[], datetime]) -> int:
    """Take over what the outbox knows by now, one transaction a customer; answers how many receipts changed."""
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute(CHANGED, [list(UNSETTLED), _outcomes()])
        tenants = [row[0] for row in cursor.fetchall()]
    return sum(_note(tenant, now()) for tenant in tenants)


def _outcomes() -> str:
    return canonical_json(OF_OUTBOX).decode()


def _note(tenant: UUID, at: datetime) -> int:
    with tenancy.enter(Role.DESK, tenant):
        with connection.cursor() as cursor:
            cursor.execute(SETTLE, [at, _outcomes(), tenant, tenant, list(UNSETTLED)])
            changed = cursor.fetchall()
        for notice, edition in sorted({(row[0], row[1]) for row in changed if row[2] == ACCEPTED}):
            note_arrival(notice, edition, tenant, proof="mail", at=at)
        for _notice, _edition, mail, address, failure in changed:
            if mail == REFUSED and is_gone(failure):
                note_bounce(address, failure, at=at)
        return len(changed)


def note_arrival(notice: UUID, edition: int, tenant: UUID, *, proof: str, at: datetime) -> None:
    """Once for each edition and customer: the first mail that a relay accepted, or the first confirmation."""
    first = Delivery.objects.filter(notice_id=notice, edition=edition, tenant_id=tenant, arrived_at__isnull=True)
    if first.update(arrived_at=at):
        ref = Notice(id=notice).ref
        journal.record(
            ARRIVED,
            tenant=tenant,
            subject=ref,
            by=SYSTEM,
            at=at,
            properties={"proof": proof},
            data={"edition": edition},
        )
