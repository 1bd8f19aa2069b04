"""Telling an application once more of a sign-out that it did not take."""

from uuid import UUID

import structlog

from waarborg.access.actions.back_channel import TELL
from waarborg.access.oauth import OAuthGrant
from waarborg.access.queries.as_login import as_login
from waarborg.plumbing import jobs
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.queue.permissions import LOOK_AFTER

log = structlog.stdlib.get_logger(__name__)


def tell_again(grant: UUID, *, by: Actor) -> None:
    """From the first attempt on, by the job. Raises NotAllowed, and NotFound for what was taken or forgotten."""
    require(by, LOOK_AFTER)
    with as_login():
        waits = OAuthGrant.objects.filter(pk=grant).exclude(tell_failure="")
        if not waits.update(told=False, tellings=0, tell_again_at=None):
            raise NotFound()
    log.info("an application is told of a sign-out again", grant=str(grant), by=str(by.person))
    jobs.enqueue(TELL, once=TELL)
