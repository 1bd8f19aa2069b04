"""An endpoint that is gone or fails for days is switched off by itself; who is above says whom that is told to."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

import structlog

from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.webhooks.models import Endpoint

log = structlog.stdlib.get_logger(__name__)
Why = Literal["gone", "failed"]
# (endpoint, when); in the transaction that switches it off, in the desk's scope.
Hear = Callable[[Endpoint, datetime], None]
_hearers: dict[str, Hear] = {}


def when_switched_off(name: str, hear: Hear) -> None:
    """Call `hear` for each endpoint that is switched off by itself; the same name again replaces it."""
    _hearers[name] = hear


def switch_off(endpoint: UUID, why: Why, *, at: datetime) -> None:
    """In the desk's scope. One that was switched off meanwhile stays as it is."""
    held: Endpoint | None = Endpoint.objects.select_for_update().filter(id=endpoint, state="on").first()
    if held is None:
        return
    held.state = why
    held.save(update_fields=["state"])
    log.warning("a webhook is switched off", endpoint=str(held.id), why=why)
    journal.record(
        "plumbing.webhook:switched-off",
        tenant=held.tenant_id,
        subject=held.ref,
        by=SYSTEM,
        at=at,
        properties={"why": why},
    )
    for hear in _hearers.values():
        hear(held, at)
