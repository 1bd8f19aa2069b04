"""Telling applications that a session has ended (OpenID Connect Back-Channel Logout 1.0), by a job, until they took it.

However a session ends (signed out here or everywhere, shut out, too old, gone by any other way): what stands is looked
at, and no way of ending has to remember to tell. Whoever ends one lets the job begin at once.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from waarborg.access.actions.oauth_keys import sign
from waarborg.access.oauth import OAuthGrant
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules.oauth import LOGOUT_EVENT, LOGOUT_LASTS, LOGOUT_TYPE
from waarborg.plumbing import clock, jobs, outward, tenancy
from waarborg.plumbing.queue import BackOff
from waarborg.plumbing.tenancy import Role

log = structlog.stdlib.get_logger(__name__)
TELL = "access.tell-applications"
# About two hours: by then the application's tokens have long ceased to work by themselves.
PATIENCE = BackOff(attempts=8, first=60, most=3600)
IN_ONE_RUN = 200

# A grant whose session has gone, at an application that wants to hear of it.
UNTOLD = """
g.redeemed_at IS NOT NULL AND NOT g.told AND c.backchannel_uri <> '' AND c.ended_at IS NULL
AND NOT EXISTS (SELECT FROM access_session s WHERE s.session_key = g.session_key AND s.expire_date > now())
"""
CLAIM = f"""
UPDATE access_oauth_grant SET tellings = tellings + 1, tell_again_at = now() + interval '1 minute'
WHERE id = (SELECT g.id FROM access_oauth_grant g JOIN access_oauth_client c ON c.id = g.client_id
            WHERE {UNTOLD} AND (g.tell_again_at IS NULL OR g.tell_again_at <= now()) AND c.id <> ALL(%s)
            ORDER BY g.tell_again_at NULLS FIRST, g.id LIMIT 1 FOR UPDATE OF g SKIP LOCKED)
RETURNING id
"""
LATER = "UPDATE access_oauth_grant SET tell_again_at = now() + %s * interval '1 second' WHERE id = %s"
SERVED = f"""
SELECT g.id FROM access_oauth_grant g JOIN access_oauth_client c ON c.id = g.client_id
WHERE NOT EXISTS (SELECT FROM access_session s WHERE s.session_key = g.session_key) AND NOT ({UNTOLD})
AND NOT (g.tell_failure <> '' AND coalesce(g.tell_again_at, now()) > now() - interval '14 days')
"""


def sessions_ended(keys: Collection[str]) -> None:
    """Let the job begin with the commit where an application wants to hear of these sessions."""
    with as_login():
        mine = OAuthGrant.objects.filter(session_key__in=keys, redeemed_at__isnull=False, client__ended_at=None)
        if not mine.exclude(client__backchannel_uri="").exists():
            return
    if tenancy.scoped():
        jobs.enqueue(TELL, once=TELL)
    else:
        with tenancy.enter(Role.PUBLIC):
            jobs.enqueue(TELL, once=TELL)


def tell() -> int:
    """Tell what there is to tell; answers how many took it. Outside any scope: an application may be slow.

    One that does not take it waits for a later run, with all that is for it: it keeps no other waiting.
    """
    taken = 0
    away: list[UUID] = []
    for _ in range(IN_ONE_RUN):
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [away])
            row = cursor.fetchone()
        if row is None:
            return taken
        grant = OAuthGrant.objects.select_related("client", "membership").get(pk=row[0])
        why = _refused(grant)
        if why is None:
            taken += 1
            OAuthGrant.objects.filter(pk=grant.pk).update(told=True, tell_failure="", tell_answer=None)
        else:
            away.append(grant.client_id)
            _put_off(grant, *why)
    with tenancy.enter(Role.PUBLIC):
        jobs.enqueue(TELL, once=TELL)
    return taken


def _refused(grant: OAuthGrant) -> tuple[str, int | None] | None:
    """Why the application did not take it, with the status that it answered; None where it did (2.8: 200, and 204 as
    frameworks answer)."""
    body = urlencode({"logout_token": sign(logout_claims(grant, now=clock.real()), now=clock.real(), typ=LOGOUT_TYPE)})
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = outward.ask(grant.client.backchannel_uri, data=body.encode(), headers=head)
    except outward.OutOfReach as failure:
        return failure.why, None
    return None if answer.status in (200, 204) else ("status", answer.status)


def logout_claims(grant: OAuthGrant, *, now: datetime) -> dict[str, Any]:
    """Section 2.4; each attempt is a token of its own. Never a nonce, so that it passes for no ID token."""
    seconds = int(now.timestamp())
    return {
        "iss": settings.PUBLIC_URL,
        "aud": grant.client.client_id,
        "iat": seconds,
        "exp": seconds + int(LOGOUT_LASTS.total_seconds()),
        "jti": secrets.token_urlsafe(16),
        "events": {LOGOUT_EVENT: {}},
        "sub": str(grant.membership.person_id),
        "sid": str(grant.pk),
    }


def _put_off(grant: OAuthGrant, why: str, answer: int | None) -> None:
    given_up = grant.tellings >= PATIENCE.attempts
    say = log.error if given_up else log.warning
    say(
        "an application did not take a sign-out",
        application=grant.client.client_id,
        reason=why,
        answer=answer,
        given_up=given_up,
    )
    OAuthGrant.objects.filter(pk=grant.pk).update(tell_failure=why[:40], tell_answer=answer)
    if given_up:
        OAuthGrant.objects.filter(pk=grant.pk).update(told=True, tell_again_at=Now())
        return
    with connection.cursor() as cursor:
        cursor.execute(LATER, [PATIENCE.wait(grant.tellings - 1), grant.pk])


def forget_grants() -> None:
    """Of a sign-in to an application nothing is worth keeping once its session has gone and the application knows; what
    it did not take stands on the operator's page for two weeks."""
    with connection.cursor() as cursor:
        cursor.execute(SERVED)
        served = [row[0] for row in cursor.fetchall()]
    OAuthGrant.objects.filter(pk__in=served).delete()
