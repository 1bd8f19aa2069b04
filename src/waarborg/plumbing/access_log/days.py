"""The days of the access log: opened some days ahead, dropped whole when their time is over."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection

from waarborg.plumbing.queue import task

AHEAD_DAYS = 7
KEEP_DAYS = 400


@task(name="plumbing.access-log.days", role=None, every="5 */6 * * *", retry=None)
def days(*, at: datetime) -> None:
    """Open today and the week ahead, in UTC; drop what is older than four hundred days."""
    today = at.astimezone(UTC).date()
    open_days(today, today + timedelta(days=AHEAD_DAYS))
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_log_close(%s)", [today - timedelta(days=KEEP_DAYS)])


def open_days(first: date, last: date) -> None:
    """Make the partitions of these days where they do not exist. As the login role, outside a scope."""
    with connection.cursor() as cursor:
        for number in range((last - first).days + 1):
            cursor.execute("SELECT access_log_open(%s)", [first + timedelta(days=number)])
