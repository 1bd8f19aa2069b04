"""The jobs of stores of metrics: every minute each is read on, and probes that ask one are filled in."""

from datetime import datetime

import structlog

from waarborg.availability.actions.fill_probe import fill_probe, to_fill
from waarborg.availability.actions.read_store import read_store
from waarborg.availability.queries.stores import to_read
from waarborg.plumbing import tenancy
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

log = structlog.stdlib.get_logger(__name__)


@task(name="availability.read-stores", role=None, every="* * * * *", lock="availability.read-stores", retry=None)
def read_stores(at: datetime) -> None:
    """One store that cannot be read keeps no other back: it is told on its page, and tried again next minute."""
    with tenancy.enter(Role.DESK):
        stores, probes = to_read(), to_fill()
    for one in stores:
        said = read_store(one, at=at)
        if said:
            log.warning("a store of metrics was not read to the end", store=str(one), said=said.partition(":")[0])
    for probe in probes:
        fill_probe(probe, at=at)
