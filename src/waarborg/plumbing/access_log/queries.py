"""Reading the access log."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing.access_log.models import AccessRead
from waarborg.plumbing.access_log.write import SIGN_IN, WITHHELD

PAGE = 50


def reads_of(tenant: UUID, *, before: datetime | None = None, limit: int = PAGE) -> list[AccessRead]:
    """What staff saw of `tenant`, the newest first, `limit` rows before the instant `before` (the `at` of the last
    row).

    In the scope of the customer itself or of the desk.
    """
    rows = AccessRead.objects.filter(tenant_id=tenant).exclude(what_kind__in=(SIGN_IN, WITHHELD))
    if before is not None:
        rows = rows.filter(at__lt=before)
    return list(rows.order_by("-at", "-id")[:limit])
