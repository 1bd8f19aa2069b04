"""What the installation knows of the people who sign in for one customer: for the customer's export."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from waarborg.access.models import Membership
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.sessions import BROWSERS, SYSTEMS, first_word


def accounts_of(tenant: UUID) -> list[Mapping[str, Any]]:
    """One row a membership, with its sessions; neither passwords nor secrets, nor what somebody is elsewhere."""
    second_step = Authenticator.objects.filter(user_id=OuterRef("account_id"), type=Authenticator.Type.TOTP)
    with as_login():
        rows = (
            Membership.objects.filter(tenant_id=tenant)
            .select_related("account")
            .prefetch_related("tokens", "sessions", "account__passkeys", "account__identities__sign_on")
            .annotate(second_step=Exists(second_step))
            .order_by("created_at", "id")
        )
        return [_row(one) for one in rows]


def _row(membership: Any) -> Mapping[str, Any]:
    account = membership.account
    return {
        "membership": membership.id,
        "person": membership.person_id,
        "email": account.email,
        "language": account.language,
        "kind": membership.kind,
        "since": membership.created_at,
        "ended": membership.ended_at,
        "active": account.is_active,
        "second_step": membership.second_step,
        "passkeys": [
            {"name": one.name, "added": one.created_at.isoformat(), "used": one.used_at and one.used_at.isoformat()}
            for one in account.passkeys.all()
        ],
        "tokens": [
            {
                "name": one.name,
                "scopes": one.scopes,
                "made": one.created_at.isoformat(),
                "expires": one.expires_at.isoformat(),
                "revoked": one.revoked_at and one.revoked_at.isoformat(),
            }
            for one in membership.tokens.all()
        ],
        "identities": [
            {"provider": one.sign_on.name, "issuer": one.sign_on.issuer, "subject": one.subject}
            for one in account.identities.all()
            if one.sign_on.tenant_id == membership.tenant_id
        ],
        "sessions": [
            {
                "started": one.started_at.isoformat(),
                "active": one.active_at.isoformat(),
                "browser": first_word(BROWSERS, one.device),
                "system": first_word(SYSTEMS, one.device),
            }
            for one in membership.sessions.all()
        ],
    }
