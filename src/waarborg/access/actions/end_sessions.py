"""Ending sessions: the row is deleted, so the next request of that browser, in whichever worker, is a visitor's.

Open streams of the session are told as well, and close.
"""

from typing import Any
from uuid import UUID

from django.db.models.functions import Now

from waarborg.access.actions.back_channel import sessions_ended
from waarborg.access.models import Account, Identity, Membership, Session
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.sessions import identifier
from waarborg.plumbing import live


def end(sessions: Any) -> int:
    """End these sessions (a query set of Session), as the login role. Answers how many."""
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    for key in keys:
        live.end_session(live.mark_of(key))
    if keys:
        sessions_ended(keys)
    return len(keys)


def end_all(account: Account, *, except_key: str | None = None) -> int:
    """Sign out everywhere, or everywhere else. Answers how many sessions were ended."""
    with as_login():
        return end(Session.objects.filter(account=account).exclude(session_key=except_key or ""))


def end_one(account: Account, *, seat: str) -> int:
    """End the session of this account that `queries.sessions` lists under this identifier; 0 when it is gone."""
    with as_login():
        keys = account.sessions.values_list("session_key", flat=True)
        return end(account.sessions.filter(session_key__in=[key for key in keys if identifier(key) == seat]))


def end_for(*, tenant: UUID, person: UUID) -> int:
    """End every session of a person for one organisation."""
    with as_login():
        return end(Session.objects.filter(membership__tenant_id=tenant, membership__person_id=person))


def end_membership(*, tenant: UUID, person: UUID) -> None:
    """A person's access to one organisation ends, with every session for it. Their other memberships stay."""
    with as_login():
        ending = Membership.objects.filter(tenant_id=tenant, person_id=person, ended_at=None)
        # Whoever comes back is linked anew with the organisation's provider.
        Identity.objects.filter(sign_on__tenant_id=tenant, account__in=ending.values("account_id")).delete()
        ending.update(ended_at=Now())
    end_for(tenant=tenant, person=person)
