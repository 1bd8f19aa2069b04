"""Announcing changes over the database's own channel: delivered after the commit, in one order for all listeners."""

import json

from django.db import connection

CHANNEL = "waarborg_live"
# The topic of what everybody may read: answers kept in memory are made again.
STATUS = "public.status"
# The topic of an erasure: what processes keep in memory of pages may have been made of what is gone.
ERASED = "installation.erased"
# The transaction's number is the event's: listeners know it by that after a reconnection. Equal announcements within
# one transaction are delivered once by the database.
NOTIFY = (
    "pg_notify(%s, json_build_object('id', pg_current_xact_id()::text, 'topic', %s::text, 'event', %s::text)::text)"
)


def announce(*topics: str, event: str = "changed") -> None:
    """Tell open pages, once this transaction commits, that something about each of ``topics`` changed. One query.

    Topics are names without personal data: ``desk.queue``, ``ticket.<id>``, ``tenant.<id>.tickets``.
    """
    said = ", ".join([NOTIFY] * len(topics))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {said}", [word for topic in topics for word in (CHANNEL, topic, event)])


def end_session(mark: str) -> None:
    """Close the streams of a session (``tickets.session_mark``) once this transaction commits: it was signed out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"end": mark})])
