"""What follows by itself: results are worked out, silent jobs are noticed, old days are sealed and dropped."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from waarborg.availability.actions.measure import measure
from waarborg.availability.actions.ping import look_at_heartbeats
from waarborg.availability.actions.seal_day import seal_day
from waarborg.availability.actions.tell_measured import tell_measured
from waarborg.availability.models import DaySeal
from waarborg.availability.queries import measuring
from waarborg.availability.queries.seals import days_there, why_not_sealed
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


@task(name="availability.results.days", role=None, every="7 */6 * * *", lock="availability.results.days", retry=None)
def days(*, at: datetime) -> None:
    """Open today and the days ahead, in UTC; seal days of results that are kept no longer, and drop them.

    Each day is a transaction of its own, and dropping another: whatever ends between the two, the next run goes on
    from there. The first day that is still needed keeps those after it too.
    """
    today = at.astimezone(UTC).date()
    with connection.cursor() as cursor:
        for number in range(AHEAD_DAYS + 1):
            cursor.execute("SELECT availability_result_open(%s)", [today + timedelta(days=number)])
    for day in days_there():
        with tenancy.enter(Role.DESK):
            sealed = DaySeal.objects.filter(day=day).exists() or not why_not_sealed(day, at)
            if sealed:
                seal_day(day, by=SYSTEM, at=at)
        if not sealed:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT availability_result_drop(%s, %s)", [day, at])
