"""Addresses that get no mail, and what legal weight was held back because of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.notices.models import Suppression
from waarborg.plumbing.permissions import NotFound

PAGE = 100


def suppressed_among(addresses: Collection[str]) -> set[str]:
    """Those of these addresses that get no mail, in lower case. One query. For the desk's role."""
    folded = {one.lower() for one in addresses if one}
    if not folded:
        return set()
    rows = Suppression.objects.filter(address__in=folded, released_at__isnull=True)
    return set(rows.values_list("address", flat=True))


def suppressed(*, search: str = "", limit: int = PAGE) -> list[Suppression]:
    """Addresses that get no mail now, the newest first."""
    rows = Suppression.objects.filter(released_at__isnull=True)
    if search:
        rows = rows.filter(address__contains=search.lower())
    return list(rows.order_by("-added_at", "-id")[:limit])


def find_suppression(identifier: UUID) -> Suppression:
    """Raises NotFound."""
    found: Suppression | None = Suppression.objects.filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Somebody whom mail of legal weight did not reach because the address is suppressed."""

    organisation: str
    slug: str
    tenant: UUID
    person: str
    address: str
    subject: str
    written: datetime
    is_owner: bool


# What a customer's owner has to know by contract or by law: terms, reports that prove, notices that are compulsory.
HELD_BACK = """
SELECT o.name, o.slug, o.tenant_id, m.to_name, m.to_address, m.subject, m.written,
       EXISTS (SELECT 1 FROM customers_authority a WHERE a.tenant_id = m.tenant_id AND a.person_id = m.to_person
               AND a.role = 'customer.owner' AND a.starts_at <= %s AND (a.ends_at IS NULL OR a.ends_at > %s))
FROM outbox_mail m JOIN customers_organisation o ON o.tenant_id = m.tenant_id
WHERE m.state = 'dropped' AND m.failure LIKE 'suppressed%%' AND m.template LIKE ANY(%s)
UNION ALL
SELECT o.name, o.slug, o.tenant_id, p.name, p.email, n.title_nl, r.settled_at,
       EXISTS (SELECT 1 FROM customers_authority a WHERE a.tenant_id = r.tenant_id AND a.person_id = r.person_id
               AND a.role = 'customer.owner' AND a.starts_at <= %s AND (a.ends_at IS NULL OR a.ends_at > %s))
FROM notices_receipt r
JOIN notices_notice n ON n.id = r.notice_id AND n.kind = ANY(%s) AND n.state = 'published'
JOIN customers_person p ON p.tenant_id = r.tenant_id AND p.id = r.person_id
JOIN customers_organisation o ON o.tenant_id = r.tenant_id
WHERE r.mail = 'held' AND r.mail_id IS NULL AND r.confirmed_at IS NULL AND r.opened_at IS NULL
ORDER BY 8 DESC, 7 DESC LIMIT %s
"""


def held_back(templates: Collection[str], kinds: Collection[str], *, at: datetime, limit: int = PAGE) -> list[HeldBack]:
    """Mail of legal weight that did not leave because of a suppressed address, owners first. One query.

    `templates` are the beginnings of names of mail templates, `kinds` the compulsory kinds of notices.
    """
    likes = [f"{one}%" for one in templates]
    with connection.cursor() as cursor:
        cursor.execute(HELD_BACK, [at, at, likes, at, at, list(kinds), limit])
        return [HeldBack(*row) for row in cursor.fetchall()]
