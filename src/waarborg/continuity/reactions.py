"""The jobs of continuity."""

from datetime import datetime

from waarborg.continuity.actions.tell_late import tell_late
from waarborg.plumbing.queue import task


@task(name="continuity.late", every="* * * * *", retry=None)
def look_for_late_plans(at: datetime) -> None:
    """Every minute: plans are made every five minutes at the most often."""
    tell_late(at=at)
