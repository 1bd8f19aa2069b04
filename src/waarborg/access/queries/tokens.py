"""Tokens of programs: whose they are, and who comes with one."""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from waarborg.access.models import AccessPolicy, ApiToken
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules import tokens
from waarborg.plumbing.permissions import NotFound


@dataclass(frozen=True, slots=True)
class Held:
    """A token that works now, and the membership of who made it."""

    id: UUID
    scopes: frozenset[str]
    used_at: datetime | None
    tenant: UUID
    person: UUID
    is_staff: bool
    # From which networks its organisation lets programs in (rules/networks.py).
    allowed: str = ""
    denied: str = ""


# Nothing of it is remembered: what is revoked is revoked for the next request, in every worker.
HELD = """
SELECT t.secret_hash, t.id, t.scopes, t.used_at, m.tenant_id, m.person_id, m.kind = 'staff',
       coalesce(n.allowed, ''), coalesce(n.denied, '')
FROM access_api_token t JOIN access_membership m ON m.id = t.membership_id JOIN access_account a ON a.id = m.account_id
LEFT JOIN access_network_rules n ON n.tenant_id = m.tenant_id
WHERE t.prefix = %s AND t.revoked_at IS NULL AND t.expires_at > now() AND m.ended_at IS NULL AND a.is_active
  AND NOT EXISTS (SELECT FROM access_account_lock l WHERE l.tenant_id = m.tenant_id)
"""


def held(token: str) -> Held | None:
    """Who comes with this token; None when it is not one, was revoked, has expired, or its maker has lost access. Call
    as the login role."""
    found = tokens.parts(token)
    if found is None:
        return None
    prefix, secret = found
    with connection.cursor() as cursor:
        cursor.execute(HELD, [prefix])
        row = cursor.fetchone()
    if row is None or not hmac.compare_digest(row[0], tokens.hash_of(secret)):
        return None
    identifier, scopes, used_at, *whose = row[1:]
    return Held(identifier, frozenset(_list(scopes)), used_at, *whose)


def _list(scopes: Any) -> list[str]:
    """By hand there is no field that reads the JSON."""
    return list(json.loads(scopes) if isinstance(scopes, str) else scopes)


def tokens_of(tenant: UUID, *, person: UUID | None = None) -> list[ApiToken]:
    """An organisation's tokens, or those that one person made: working ones first, each with its `membership`."""
    with as_login():
        rows = ApiToken.objects.filter(tenant_id=tenant).select_related("membership")
        if person is not None:
            rows = rows.filter(membership__person_id=person)
        return list(rows.order_by("-created_at", "-id"))


def terms_to_accept(tenant: UUID) -> str:
    """The hash of the agreement version whose conditions of the API this organisation has yet to accept before anybody
    makes a token (CL-32); nothing where it has, or where none asks it. One query."""
    with as_login():
        rows = AccessPolicy.objects.filter(tenant_id=tenant).exclude(agreed_api_terms=F("accepted_api_terms"))
        return rows.values_list("agreed_api_terms", flat=True).first() or ""


def find(identifier: UUID, *, tenant: UUID) -> ApiToken:
    """Raises NotFound, also for one of another organisation."""
    with as_login():
        found = ApiToken.objects.select_related("membership").filter(id=identifier, tenant_id=tenant).first()
    if found is None:
        raise NotFound()
    return found
