"""What follows by itself: results are worked out, jobs that do not report are noticed, old days are dropped."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from waarborg.availability.actions.measure import measure
from waarborg.availability.actions.ping import look_at_heartbeats
from waarborg.availability.actions.tell_measured import tell_measured
from waarborg.availability.queries import measuring
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

AHEAD_DAYS = 2
AT_ONCE = 200


@task(name="availability.watch", role=None, every="* * * * * */10", lock="availability.watch", retry=None)
def watch(*, at: datetime) -> None:
    """Work out what came in, in transactions of two hundred components, and tell what that means."""
    with tenancy.enter(Role.DESK):
        look_at_heartbeats(at=at)
    with tenancy.enter(Role.DESK):
        due = measuring.due(at)
    for begin in range(0, len(due), AT_ONCE):
        with tenancy.enter(Role.DESK):
            measure(due[begin : begin + AT_ONCE], by=SYSTEM, at=at)
    if due:
        with tenancy.enter(Role.DESK):
            tell_measured(by=SYSTEM, at=at)


@task(name="availability.results.days", role=None, every="7 */6 * * *", retry=None)
def days(*, at: datetime) -> None:
    """Open today and the days ahead, in UTC; drop days of results that are kept no longer."""
    today, kept = at.astimezone(UTC).date(), timedelta(days=int(settings.PROBE_DAYS))
    with connection.cursor() as cursor:
        for number in range(AHEAD_DAYS + 1):
            cursor.execute("SELECT availability_result_open(%s)", [today + timedelta(days=number)])
        cursor.execute("SELECT availability_result_close(%s)", [today - kept])
