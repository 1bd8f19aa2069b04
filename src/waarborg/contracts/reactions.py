"""What happens by itself: at the end of the last day the agreement ends."""

from datetime import datetime
from uuid import UUID

from waarborg.contracts.actions.give_notice import TAKE_EFFECT, take_effect
from waarborg.plumbing.queue import task


@task(name=TAKE_EFFECT)
def take_effect_now(tenant: UUID, termination: UUID, at: datetime) -> None:
    """In the desk's scope; run twice it does nothing."""
    take_effect(termination, at=at)
