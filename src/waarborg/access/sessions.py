"""The session engine (SESSION_ENGINE): rows in our own table, so that ending one is known at once in every worker.

Nothing here is cached. A row that was deleted is never written again: a request under way that tries gets an error.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from waarborg.plumbing import clock, live

MEMBERSHIP = "membership"
STARTED = "started"
DEVICE = "device"


# So long after signing in nobody is asked for the password again.
JUST_NOW = 600


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
        self.row = super()._get_session_from_db()  # type: ignore[misc]
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
