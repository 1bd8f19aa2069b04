"""The jobs of metrics: what is kept no longer is cleared away."""

from datetime import datetime

from waarborg.availability.actions.clear_metrics import CLEAR, clear_metrics
from waarborg.availability.actions.seal_minutes import drop_minutes, seal_minutes
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role


@task(name=CLEAR, role=Role.DESK, every="25 4 * * *", lock=CLEAR)
def clear_old_metrics(at: datetime) -> None:
    """Every night."""
    clear_metrics(by=SYSTEM, at=at)


@task(name="availability.minutes.days", role=Role.DESK, every="40 4 * * *", lock="availability.minutes.days")
def seal_and_drop_minutes(at: datetime) -> None:
    """Every night: what can change no more is sealed, what is long sealed is dropped."""
    seal_minutes(by=SYSTEM, at=at)
    drop_minutes(by=SYSTEM, at=at)
