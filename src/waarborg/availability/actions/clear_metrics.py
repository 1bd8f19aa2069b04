"""Clearing away what is kept no longer: minutes and hours of months long stated, exporters that fell silent."""

from datetime import datetime, timedelta
from typing import Final

from waarborg.availability.models import Exporter, HourTally, MinuteTally
from waarborg.kernel.instants import to_us
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor

CLEAR: Final = "availability.clear-metrics"
# What was stated of a month stays in the journals; a report can be looked into for a year.
TALLIES: Final = timedelta(days=396)
# Later than any point that is still taken: of an exporter that comes back nothing is counted twice.
EXPORTERS: Final = timedelta(days=40)
_MINUTE_US: Final = 60 * 10**6


@action("availability.metrics.clear")
def clear_metrics(*, by: Actor, at: datetime) -> int:
    """In the desk's scope. Gives how many rows went; doing it again removes none."""
    before = to_us(at - TALLIES) // _MINUTE_US
    gone = sum(table.objects.filter(at__lt=before).delete()[0] for table in (MinuteTally, HourTally))
    return gone + int(Exporter.objects.filter(seen_at__lt=at - EXPORTERS).delete()[0])
