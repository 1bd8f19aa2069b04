"""The session engine (SESSION_ENGINE): rows in our own table, so that ending one is known at once in every worker.

No row is cached. One that was deleted is never written again: a request under way that tries gets an error.
"""

import json
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from waarborg.plumbing import clock, live
from waarborg.plumbing.web.pieces import forgotten

# The account of the session that was loaded last in this thread, for the backend that is asked for it by its key alone.
_account: ContextVar[Any] = ContextVar("waarborg_session_account", default=None)

MEMBERSHIP = "membership"
STARTED = "started"
DEVICE = "device"
# By which organisation's provider the session came in: `tenant` and `sign_on`. It works for that organisation only.
THROUGH = "sign_on_through"


# What is done when a browser's session of somebody ends here; those that others end, actions/end_sessions.py ends.
on_end: list[Callable[[list[str]], None]] = []
# So long after signing in nobody is asked for the password again.
JUST_NOW = 600


def account_just_loaded(key: Any) -> Any:
    """The account that came with the session of this request, once; None for another or when it was taken already."""
    found = _account.get()
    _account.set(None)
    return found if found is not None and str(found.pk) == str(key) else None


def just_signed_in(session: Any) -> bool:
    return bool(clock.real().timestamp() - session.get(STARTED, 0) < JUST_NOW)


def comes_through(session: Any, account: Any, *, tenant: Any, sign_on: Any) -> None:
    """Note before signing in that this account comes by its organisation's provider."""
    session[THROUGH] = {"tenant": str(tenant), "sign_on": str(sign_on), "account": str(account.pk)}


def came_through(session: Any, account: Any) -> dict[str, str] | None:
    """What was noted, at the moment of signing in; gone where it was noted for somebody else."""
    noted = session.get(THROUGH)
    if noted is not None and noted["account"] != str(account.pk):
        del session[THROUGH]
        return None
    return noted  # type: ignore[no-any-return]


# By hand, because it is part of every page: putting it together anew each time took longer than the database.
ROW = """
SELECT {session}, {account}, m.id, m.kind, m.tenant_id, m.person_id, p.require_second_factor, p.idle_minutes,
       p.absolute_hours, p.require_sign_on, n.allowed, n.denied, a.idle_minutes, l.tenant_id
FROM access_session s LEFT JOIN access_account a ON a.id = s.account_id
LEFT JOIN access_membership m ON m.id = s.membership_id AND m.account_id = s.account_id AND m.ended_at IS NULL
LEFT JOIN access_policy p ON p.tenant_id = m.tenant_id
LEFT JOIN access_network_rules n ON n.tenant_id = m.tenant_id
LEFT JOIN access_account_lock l ON l.tenant_id = m.tenant_id
WHERE s.session_key = %s AND s.expire_date > %s
"""


@cache
def _row_query(session: Any, account: Any) -> tuple[str, list[str], list[str]]:
    """The query, and the names of the fields of both models in its order."""
    own, of_account = ([field.attname for field in model._meta.concrete_fields] for model in (session, account))
    columns = {
        name: ", ".join(f"{letter}.{field.column}" for field in model._meta.concrete_fields)
        for name, letter, model in (("session", "s", session), ("account", "a", account))
    }
    return ROW.format(**columns), own, of_account


def _read(model: Any, key: str) -> Any:
    """The living session with its account (None for a visitor's), or None."""
    account = model._meta.get_field("account").related_model
    sql, own, of_account = _row_query(model, account)
    with connection.cursor() as cursor:
        cursor.execute(sql, [key, clock.real()])
        found = cursor.fetchone()
    if found is None:
        return None
    row = model.from_db(connection.alias, own, found[: len(own)])
    if row.account_id is not None:
        row.account = account.from_db(connection.alias, of_account, found[len(own) : len(own) + len(of_account)])
    row.held = found[len(own) + len(of_account) :]
    return row


@forgotten
@lru_cache(4096)
def _signed_by_us(session_data: bytes | str, _key: str) -> str:
    """What a row holds, as JSON; nothing at all where the signature is not ours. The row itself is read every time."""
    return json.dumps(DatabaseStore().decode(session_data))


class SessionStore(DatabaseStore):
    """Django's database store with the columns that the door and the list of sessions read."""

    # The row as it was loaded; None for a session that is new or was not read yet.
    row: Any = None

    @classmethod
    def get_model_class(cls) -> Any:
        from waarborg.access.models import Session

        return Session

    def _get_session_from_db(self) -> Any:
        """Django's own, with the account and its membership in the same query: whoever loads a session asks for both
        next. `held` of the row is what `queries.memberships.member_from` reads."""
        self.row = _read(self.model, self.session_key) if self.session_key else None
        if self.row is None:
            self._session_key = None
        _account.set(self.row and self.row.account)
        return self.row

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Django's own. Whether it was signed by us is looked at once for what stands there, and not for every page."""
        found: dict[str, Any] = json.loads(_signed_by_us(session_data, settings.SECRET_KEY))
        return found

    def delete(self, session_key: str | None = None) -> None:
        """Delete the row, and let open streams of the session close."""
        key = session_key or self.session_key
        super().delete(session_key)
        if key is not None:
            live.end_session(live.mark_of(key))
            if self.row is not None and self.row.account_id is not None:
                for act in on_end:
                    act([key])

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        now = clock.real()
        same = self.row is not None and self.row.session_key == row.session_key
        row.account_id = data.get(SESSION_KEY)
        row.membership_id = data.get(MEMBERSHIP)
        row.device = data.get(DEVICE, "")
        row.started_at = clock.from_unix(data[STARTED]) if STARTED in data else now
        row.active_at = self.row.active_at if same else now
        return row
