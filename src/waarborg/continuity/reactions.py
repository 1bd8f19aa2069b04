"""The jobs of continuity."""

from datetime import datetime

from waarborg.continuity.actions.tell_late import tell_late
from waarborg.continuity.actions.watch_rounds import watch_rounds
from waarborg.plumbing.queue import task


@task(name="continuity.late", every="* * * * *", retry=None)
def look_for_late_plans(at: datetime) -> None:
    """Every minute: plans are made every five minutes at the most often. Promises first: who is told of a breach need
    not be told of the plan behind it."""
    watch_rounds(at=at)
    tell_late(at=at)
