"""The nightly look at figures of use: what became slower is put down to be discussed."""

from datetime import datetime

from waarborg.availability.actions.discussions import propose_discussions
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

NAME = "availability.propose-discussions"


@task(name=NAME, role=Role.DESK, every="5 5 * * *", lock=NAME)
def look_at_use(at: datetime) -> None:
    propose_discussions(by=SYSTEM, at=at)
