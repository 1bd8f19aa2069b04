"""The session engine (SESSION_ENGINE): rows in our own table, so that ending one is known at once in every worker.

Nothing here is cached. A row that was deleted is never written again: a request under way that tries gets an error.
"""

from contextvars import ContextVar
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.exceptions import SuspiciousOperation

from waarborg.plumbing import clock, live

# The account of the session that was loaded last in this thread, for the backend that is asked for it by its key alone.
_account: ContextVar[Any] = ContextVar("waarborg_session_account", default=None)

MEMBERSHIP = "membership"
STARTED = "started"
DEVICE = "device"


# So long after signing in nobody is asked for the password again.
JUST_NOW = 600


def account_just_loaded(key: Any) -> Any:
    """The account that came with the session of this request, once; None for another or when it was taken already."""
    found = _account.get()
    _account.set(None)
    return found if found is not None and str(found.pk) == str(key) else None


def just_signed_in(session: Any) -> bool:
    return bool(clock.real().timestamp() - session.get(STARTED, 0) < JUST_NOW)


class SessionStore(DatabaseStore):
    """Django's database store with the columns that the door and the list of sessions read."""

    # The row as it was loaded; None for a session that is new or was not read yet.
    row: Any = None

    @classmethod
    def get_model_class(cls) -> Any:
        from waarborg.access.models import Session

        return Session

    def _get_session_from_db(self) -> Any:
        """Django's own, with the account in the same query: whoever loads a session asks for it next."""
        try:
            rows: Any = self.model.objects
            self.row = rows.select_related("account").get(session_key=self.session_key, expire_date__gt=clock.real())
        except (self.model.DoesNotExist, SuspiciousOperation):
            self._session_key = None
            self.row = None
        _account.set(self.row and self.row.account)
        return self.row

    def delete(self, session_key: str | None = None) -> None:
        """Delete the row, and let open streams of the session close."""
        key = session_key or self.session_key
        super().delete(session_key)
        if key is not None:
            live.end_session(live.mark_of(key))

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
