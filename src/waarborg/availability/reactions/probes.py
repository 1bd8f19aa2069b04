"""The job of a probe that asks a store of metrics: its query is tried as soon as it is saved."""

from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.try_query import TRY, try_query
from waarborg.plumbing.queue import task


@task(name=TRY, role=None)
def try_what_was_saved(probe: UUID, at: datetime) -> None:
    try_query(probe, at=at)
