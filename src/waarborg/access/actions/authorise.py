"""Letting an application know who somebody is: a code for the browser, then tokens for the application that has it.

OpenID Connect Core 1.0, RFC 6749 as RFC 9700 narrows it. A code and a refresh token work once; either that comes again
ends all that followed from that sign-in, for it is then in two hands and we cannot know which is right.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from waarborg.access.actions.oauth_keys import sign
from waarborg.access.events import APPLICATION_REUSE
from waarborg.access.oauth import OAuthClient, OAuthGrant, OAuthRefresh
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.memberships import Member
from waarborg.access.queries.oauth import SignedIn, claims, signed_in
from waarborg.access.rules.oauth import ACCESS_LASTS, CODE_LASTS, ID_LASTS, Asked, Wrong, hash_of, proves
from waarborg.plumbing import clock, journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy import Role

# So that scanners for secrets know them.
ACCESS, REFRESH = "wba_", "wbr_"


@dataclass(frozen=True, slots=True)
class CameIn:
    """How the session that a sign-in to an application comes from came about."""

    session_key: str
    auth_time: int
    stepped: bool
    through: bool


def authorise(client: OAuthClient, asked: Asked, *, redirect_uri: str, member: Member, by: CameIn) -> str:
    """A code, for a minute and for this address, of who is signed in now. It says nothing to whoever reads it."""
    code = secrets.token_urlsafe(32)
    with as_login():
        OAuthGrant.objects.create(
            client=client,
            membership_id=member.id,
            session_key=by.session_key,
            scope=asked.scope,
            nonce=asked.nonce,
            auth_time=by.auth_time,
            stepped=by.stepped,
            through=by.through,
            code_hash=hash_of(code),
            challenge=asked.challenge,
            redirect_uri=redirect_uri,
            code_expires_at=clock.real() + CODE_LASTS,
        )
    return code


def redeem(client: OAuthClient, *, code: str, redirect_uri: str, verifier: str, at: datetime) -> dict[str, Any]:
    """The tokens for a code (RFC 6749, 4.1.3 and 4.1.2; RFC 7636, 4.6). Raises Wrong. Call as the login role."""
    with transaction.atomic():
        grant = OAuthGrant.objects.select_for_update().filter(code_hash=hash_of(code), client=client).first()
        if grant is None:
            raise _refused("the code is unknown, or another application's")
        grant.client = client
        if grant.redeemed_at is not None:
            answer: dict[str, Any] | Wrong = _end(grant, at=at)
        elif grant.code_expires_at <= clock.real() or grant.ended_at is not None:
            answer = _refused("the code has expired")
        elif redirect_uri != grant.redirect_uri or not proves(verifier, grant.challenge):
            # Whoever holds a code without what belongs to it has stolen it.
            answer = _end(grant, at=None)
        else:
            grant.redeemed_at = clock.real()
            answer = _tokens(grant, at=at, first=True)
    return _given(answer)


def refresh(client: OAuthClient, *, token: str, scope: str, at: datetime) -> dict[str, Any]:
    """New tokens for a refresh token, which then has served (RFC 9700, 4.14.2). Raises Wrong. As the login role."""
    with transaction.atomic():
        held = OAuthRefresh.objects.filter(token_hash=hash_of(token), grant__client=client).first()
        if held is None:
            raise _refused("the refresh token is unknown, or another application's")
        # The grant is locked first, then the token read again: two at once are one after the other.
        grant = OAuthGrant.objects.select_for_update().get(pk=held.grant_id)
        grant.client = client
        if grant.ended_at is not None:
            answer: dict[str, Any] | Wrong = _refused("this sign-in has ended")
        elif OAuthRefresh.objects.filter(pk=held.pk, used_at=None).update(used_at=clock.real()) == 0:
            answer = _end(grant, at=at)
        elif not set(scope.split()) <= set(grant.scope.split()):
            raise Wrong("invalid_scope", "more than was granted")
        else:
            answer = _tokens(grant, at=at, first=False)
    return _given(answer)


def _given(answer: dict[str, Any] | Wrong) -> dict[str, Any]:
    """A refusal is raised behind the transaction: what it ended stays ended."""
    if isinstance(answer, Wrong):
        raise answer
    return answer


def _refused(why: str) -> Wrong:
    return Wrong("invalid_grant", why)


def _end(grant: OAuthGrant, *, at: datetime | None) -> Wrong:
    """Nothing of this grant works any more. With `at` it is told in the journal: something came a second time."""
    if grant.ended_at is None:
        OAuthGrant.objects.filter(pk=grant.pk).update(ended_at=clock.real())
        if at is not None:
            membership, application = grant.membership, grant.client.name
            with tenancy.enter(Role.DESK if membership.kind == "staff" else Role.CUSTOMER, membership.tenant_id):
                journal.record(
                    APPLICATION_REUSE,
                    tenant=membership.tenant_id,
                    subject=Ref("access.account", membership.person_id),
                    by=SYSTEM,
                    at=at,
                    data={"application": application},
                )
    return _refused("this was used before, or stolen: the sign-in has ended")


def _tokens(grant: OAuthGrant, *, at: datetime, first: bool) -> dict[str, Any] | Wrong:
    now = clock.real()
    who = signed_in(grant, now=now, at=at)
    if who is None:
        OAuthGrant.objects.filter(pk=grant.pk).update(ended_at=now)
        return _refused("the session has ended")
    access, again = ACCESS + secrets.token_urlsafe(32), REFRESH + secrets.token_urlsafe(32)
    grant.access_hash, grant.access_expires_at, grant.used_at = hash_of(access), now + ACCESS_LASTS, now
    grant.save(update_fields=["redeemed_at", "access_hash", "access_expires_at", "used_at"])
    OAuthRefresh.objects.create(grant=grant, token_hash=hash_of(again))
    return {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LASTS.total_seconds()),
        "refresh_token": again,
        "scope": grant.scope,
        "id_token": sign(_id_claims(grant, who, now=now, first=first), now=now),
    }


def _id_claims(grant: OAuthGrant, who: SignedIn, *, now: datetime, first: bool) -> dict[str, Any]:
    """Core 1.0, section 2, and 12.2 for one that comes with a refresh: the same sub and auth_time, and no nonce."""
    seconds = int(now.timestamp())
    found = {
        "iss": settings.PUBLIC_URL,
        "aud": grant.client.client_id,
        "iat": seconds,
        "exp": seconds + int(ID_LASTS.total_seconds()),
        "auth_time": grant.auth_time,
        "sid": str(grant.pk),
        "amr": ["mfa"] if grant.stepped else [],
        **claims(grant.scope, who),
    }
    return found | ({"nonce": grant.nonce} if first and grant.nonce else {})


def end_token(client: OAuthClient, *, token: str) -> None:
    """Revocation (RFC 7009): whichever token it is, the whole sign-in ends. What is unknown is no fault."""
    digest = hash_of(token)
    mine = OAuthGrant.objects.filter(client=client, ended_at=None)
    mine.filter(access_hash=digest).update(ended_at=clock.real())
    held = OAuthRefresh.objects.filter(token_hash=digest, grant__client=client).values("grant_id")
    mine.filter(pk__in=held).update(ended_at=clock.real())
