"""Sealing days of minutes of response times, and dropping those that are long sealed: their hours stay."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

import structlog

from waarborg.availability.events import MINUTES_SEALED
from waarborg.availability.models import MinuteSeal, MinuteTally
from waarborg.availability.queries import minute_seals as reading
from waarborg.availability.rules.sealing import sealed_day
from waarborg.customers.queries import provider
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor

log = structlog.stdlib.get_logger(__name__)
# Later than any point that is still taken (35 days), with room for clocks that are off.
SETTLED: Final = timedelta(days=40)
# Two months are stated by then, and stated again where something came in late.
KEPT: Final = timedelta(days=100)
# So many days at once, where much was waiting.
AT_ONCE: Final = 40


@action("availability.minutes.seal")
def seal_minutes(*, by: Actor, at: datetime) -> int:
    """Seal every day (UTC) whose minutes can change no more. In the desk's scope. Gives how many were sealed; doing it
    again seals none."""
    house = provider()
    until = (at - SETTLED).astimezone(UTC).date()
    sealed = 0
    while house is not None and sealed < AT_ONCE and (day := reading.first_unsealed()) is not None and day < until:
        hours = reading.hours_of(day)
        whole = sealed_day(hours)
        made = MinuteSeal.objects.create(
            tenant_id=house.id,
            day=day,
            minutes=whole.count,
            root=whole.root,
            hours=[[one.start, one.count, one.root, one.rolled] for one in hours],
            sealed_at=at,
        )
        words = {"day": f"{day:%Y-%m-%d}", "minutes": str(whole.count), "root": whole.root}
        journal.record(MINUTES_SEALED, tenant=house.id, subject=made.ref, by=by, at=at, properties=words)
        sealed += 1
    return sealed


@action("availability.minutes.drop")
def drop_minutes(*, by: Actor, at: datetime) -> int:
    """Drop the minutes of days that are sealed and long over, where all still fits the seal. In the desk's scope. The
    edges of months stay: in zones of half an hour a month begins within an hour. Gives how many days went."""
    until = (at - KEPT).astimezone(UTC).date()
    dropped = 0
    for held in MinuteSeal.objects.filter(day__lt=until, dropped_at__isnull=True).order_by("day")[:AT_ONCE]:
        if _at_an_edge(held.day):
            continue
        faults = reading.faults_of_minutes(held)
        if faults:
            log.error("minutes do not fit their seal and stay", day=f"{held.day:%Y-%m-%d}", faults=faults)
            continue
        begin = reading.first_minute(held.day)
        MinuteTally.objects.filter(at__gte=begin, at__lt=begin + reading.DAY).delete()
        held.dropped_at = at
        held.save(update_fields=["dropped_at"])
        dropped += 1
    return dropped


def _at_an_edge(day: date) -> bool:
    return day.day == 1 or (day + timedelta(days=1)).day == 1
