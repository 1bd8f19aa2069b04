"""Ending sessions: the row is deleted, so the next request of that browser, in whichever worker, is a visitor's."""

from uuid import UUID

from django.db.models.functions import Now

from waarborg.access.models import Account, Membership, Session
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.sessions import identifier


def end_all(account: Account, *, except_key: str | None = None) -> int:
    """Sign out everywhere, or everywhere else. Answers how many sessions were ended."""
    with as_login():
        return Session.objects.filter(account=account).exclude(session_key=except_key or "").delete()[0]


def end_one(account: Account, *, seat: str) -> int:
    """End the session of this account that `queries.sessions` lists under this identifier; 0 when it is gone."""
    with as_login():
        keys = [key for key in account.sessions.values_list("session_key", flat=True) if identifier(key) == seat]
        return Session.objects.filter(account=account, session_key__in=keys).delete()[0]


def end_membership(*, tenant: UUID, person: UUID) -> None:
    """A person's access to one organisation ends, with every session for it. Their other memberships stay."""
    with as_login():
        Membership.objects.filter(tenant_id=tenant, person_id=person, ended_at=None).update(ended_at=Now())
        Session.objects.filter(membership__tenant_id=tenant, membership__person_id=person).delete()
