"""The jobs of metrics: what is kept no longer is cleared away."""

from datetime import datetime

from waarborg.availability.actions.clear_metrics import CLEAR, clear_metrics
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role


@task(name=CLEAR, role=Role.DESK, every="25 4 * * *", lock=CLEAR)
def clear_old_metrics(at: datetime) -> None:
    """Every night."""
    clear_metrics(by=SYSTEM, at=at)
