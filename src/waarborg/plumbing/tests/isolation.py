"""What the isolation tests need to know of the plumbing (tests/isolation)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from waarborg.plumbing.webhooks.models import SEAL

NOON = datetime(2026, 4, 7, 12, tzinfo=UTC)


def _on_an_open_day(tenant: UUID) -> datetime:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT access_log_open(%s)", [NOON.date()])
    return NOON


def _row(table: str) -> Any:
    def make(cast: Any) -> UUID:
        from tests.isolation.rows import Maker

        identifier: UUID = Maker(provider=cast.provider.id).row(table, cast.merendaal.id)["id"]
        return identifier

    return make


ROWS: dict[str, dict[str, Any]] = {
    "access_log": {"at": _on_an_open_day},
    # Sealed, for the operator's page reads when it was.
    "webhook_endpoint": {"sealed": lambda tenant: SEAL.close(b"geheim")},
    "mail_in": {"state": "held", "reason": "stranger", "file_id": None},
    "plumbing_content_grant": {"starts_at": NOON, "ends_at": NOON + timedelta(hours=1)},
}
SAMPLES = {"file": _row("file_stored"), "mail": _row("outbox_mail"), "export": _row("export_archive")}
SAMPLES |= {"webhook": _row("webhook_endpoint"), "message": _row("webhook_message"), "received": _row("mail_in")}
# The live ticket is refused to whoever brings no signed grant of their own session, signed in or not.
PUBLIC = {"health", "metrics", "live-ticket", "mail-in:take", "web:preferences", "web:gallery"}
