"""The job that looks how fast the downtime goes that months allow."""

from datetime import datetime
from typing import Final

from waarborg.availability.actions.warn_of_burning import warn_of_burning
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

BURNING: Final = "availability.burning"


@task(name=BURNING, role=Role.DESK, every="*/5 * * * *", lock=BURNING)
def look_how_fast_it_goes(at: datetime) -> None:
    """Every five minutes, as long as the shortest window."""
    warn_of_burning(by=SYSTEM, at=at)
