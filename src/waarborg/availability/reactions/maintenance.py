"""The jobs of availability: maintenance begins and ends at its times, series go on, and what comes is told of again."""

from datetime import datetime

import structlog

from waarborg.availability.actions.maintenance_schedule import carry_on, carry_out, due, tell, to_tell
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

log = structlog.stdlib.get_logger(__name__)


@task(name="availability.maintenance-schedule", role=None, every="* * * * *", retry=None)
def keep_the_schedule(at: datetime) -> None:
    """Every minute, each window in a transaction of its own. What an agreement refuses by now is left as it is, and
    its page on the desk says that its time came."""
    with tenancy.enter(Role.DESK):
        listed, again = due(at), to_tell(at)
    for work, what in listed:
        try:
            with tenancy.enter(Role.DESK):
                carry_out(work, what, at=at)
        except Refusal as refusal:
            log.warning("maintenance does not begin or end by itself", work=str(work), code=refusal.code)
    for work in again:
        with tenancy.enter(Role.DESK):
            tell(work, at=at)


@task(name="availability.maintenance-series", every="20 2 * * *", lock="availability.maintenance-series")
def carry_series_on(at: datetime) -> None:
    """Every night: windows of series that came within reach."""
    carry_on(at)
