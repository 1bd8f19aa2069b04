"""Applications that people sign in to by us, and whether a sign-in to one still stands."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from waarborg.access.oauth import OAuthClient, OAuthGrant
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.memberships import Member, member_from
from waarborg.access.rules.lifetime import over
from waarborg.access.rules.oauth import answer_address, hash_of
from waarborg.customers.queries import Standing, standing
from waarborg.customers.rules.roles import CUSTOMER_ROLES, INDISPENSABLE, PROVIDER_ROLES
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role

AUTHORISE = "/oauth/authorize"


def client_of(client_id: str) -> OAuthClient | None:
    """The application that goes by this name and has not ended."""
    with as_login():
        found: OAuthClient | None = OAuthClient.objects.filter(client_id=client_id[:100], ended_at=None).first()
    return found


def knows(client: OAuthClient, secret: str) -> bool:
    """Whether this is the application's secret; one without a secret has nothing to show."""
    return bool(client.secret_hash) and hmac.compare_digest(client.secret_hash, hash_of(secret))


def silent_refusal(request: HttpRequest) -> str | None:
    """Where an application asks us not to show anything (`prompt=none`) and something would have to be shown: the
    address at which it is told so (OpenID Connect Core 1.0, 3.1.2.6). None for everything else."""
    if request.path != AUTHORISE or request.GET.getlist("prompt") != ["none"]:
        return None
    named, redirect_uris = request.GET.getlist("client_id"), request.GET.getlist("redirect_uri")
    client = client_of(named[0]) if len(named) == len(redirect_uris) == 1 else None
    if client is None or redirect_uris[0] not in client.redirect_uris:
        return None
    states = request.GET.getlist("state")
    told = {"error": "interaction_required", "state": states[0] if len(states) == 1 else "", "iss": settings.PUBLIC_URL}
    return answer_address(redirect_uris[0], told)


def clients() -> list[OAuthClient]:
    with as_login():
        return list(OAuthClient.objects.order_by("ended_at", "name", "id"))


def find(identifier: UUID) -> OAuthClient:
    """Raises NotFound."""
    with as_login():
        found = OAuthClient.objects.filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody whose sign-in to an application stands now."""

    member: Member
    person: Standing
    email: str

    @property
    def roles(self) -> list[str]:
        """Roles of the other side count for nothing, as behind our own door."""
        possible = PROVIDER_ROLES if self.member.is_staff else CUSTOMER_ROLES
        return sorted(self.person.roles & frozenset(possible))


LIVE = """
SELECT s.started_at, s.active_at, a.email, m.id, m.kind, m.tenant_id, m.person_id, p.require_second_factor,
       p.idle_minutes, p.absolute_hours, p.require_sign_on, NULL, NULL, a.idle_minutes, l.tenant_id
FROM access_session s JOIN access_account a ON a.id = s.account_id AND a.is_active
JOIN access_membership m ON m.id = s.membership_id AND m.account_id = s.account_id AND m.ended_at IS NULL
LEFT JOIN access_policy p ON p.tenant_id = m.tenant_id
LEFT JOIN access_account_lock l ON l.tenant_id = m.tenant_id
WHERE s.session_key = %s AND s.expire_date > %s AND m.id = %s
"""


def signed_in(grant: OAuthGrant, *, now: datetime, at: datetime) -> SignedIn | None:
    """Who came in by this grant, or None: the session has ended, is too old, or is for another organisation now; they
    have left; or their organisation has come to ask for a way in that this was not. Call as the login role.

    What an application does counts as use of the session for itself: idle is who uses neither. Networks are not looked
    at: it is the application's machine that asks. `now` is real time.
    """
    with connection.cursor() as cursor:
        cursor.execute(LIVE, [grant.session_key, now, grant.membership_id])
        row: Any = cursor.fetchone()
    member = member_from(row[3:]) if row else None
    if member is None or member.locked:
        return None
    active = max(row[1], grant.used_at or row[1])
    if over(member.policy, started=row[0], active=active, now=now) is not None:
        return None
    if member.policy.require_second_factor and not grant.stepped:
        return None
    with tenancy.enter(Role.DESK if member.is_staff else Role.CUSTOMER, member.tenant):
        person = standing(tenant=member.tenant, person=member.person, at=at)
    if person is None or (person.organisation_kind == "provider") != member.is_staff:
        return None
    always_comes_in = grant.stepped and INDISPENSABLE[person.organisation_kind] in person.roles
    if member.sign_on and not grant.through and not always_comes_in:
        return None
    return SignedIn(member, person, row[2])


def access(token: str) -> tuple[OAuthGrant, SignedIn] | None:
    """Whose access token this is, while it works. Call as the login role."""
    now = clock.real()
    grant = OAuthGrant.objects.filter(
        access_hash=hash_of(token), access_expires_at__gt=now, ended_at=None, client__ended_at=None
    ).first()
    found = signed_in(grant, now=now, at=clock.now()) if grant is not None else None
    return (grant, found) if grant is not None and found is not None else None


def claims(scope: str, who: SignedIn) -> dict[str, Any]:
    """What an application learns: the person as this organisation's, never the account that they may share."""
    found: dict[str, Any] = {
        "sub": str(who.person.person),
        "organisation": str(who.person.tenant),
        "organisation_name": who.person.organisation,
        "roles": who.roles,
        "locale": who.person.language,
    }
    asked = scope.split()
    if "profile" in asked:
        found["name"] = who.person.name
    if "email" in asked:
        found["email"] = who.email
    return found
