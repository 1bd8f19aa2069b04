"""The backend (ENGINE): a kept line is looked at before each request without a question to the server.

A server that ended its side has said so, which makes the line readable: then, and after a silence, it is asked.
"""

import select
import time
from typing import Any

from django.db.backends.postgresql import base

from waarborg.plumbing.database.cursor import Cursor

SILENCE_SECONDS = 30.0
# So many statements a line keeps plans of; psycopg's own hundred is less than the pages of one morning ask.
PLANS = 400


class DatabaseWrapper(base.DatabaseWrapper):
    health_check_enabled: bool
    health_check_done: bool
    # When this line was last asked, or found silent soon after.
    _seen_at = 0.0

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if params["cursor_factory"] is base.ServerBindingCursor:
            params["cursor_factory"] = Cursor
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        made.prepared_max = PLANS
        return made

    def close_if_health_check_failed(self) -> None:
        """Django's own asks `SELECT 1` at every request."""
        if self.connection is not None and self.health_check_enabled and not self.health_check_done:
            now = time.monotonic()
            self.health_check_done = now - self._seen_at < SILENCE_SECONDS and self._is_silent()
            self._seen_at = now
        super().close_if_health_check_failed()

    def _is_silent(self) -> bool:
        """Whether nothing came over the line that nobody asked for: its end, or a notice of it."""
        line = select.poll()
        line.register(self.connection.pgconn.socket, select.POLLIN)
        return not line.poll(0)
