"""Keeping up how far a release is in the stores (AP-26)."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.releases.actions.refusals import NotInOrder
from waarborg.releases.events import REACHED
from waarborg.releases.models import Channel
from waarborg.releases.permissions import ACTIVATE
from waarborg.releases.queries import releases as reading
from waarborg.releases.rules import channels


@action("releases.release.reach-channel")
def reach_channel(release: UUID, channel: str, step: str, on: datetime, *, by: Actor, at: datetime) -> Channel:
    """The release was handed in to a store, approved there, or is live (`step`), since `on`. The web goes live by the
    activation itself. Raises NotAllowed, NotFound, NotInOrder.
    """
    require(by, ACTIVATE)
    held = reading.locked(release)
    row: Channel | None = Channel.objects.filter(release=held, channel=channel).first()
    if row is None:
        raise NotFound()
    before = [getattr(row, f"{one}_at") for one in channels.STEPS[: _place(step)]]
    if channel not in channels.STORES or on > at or any(one is None or one > on for one in before):
        raise NotInOrder(path="step")
    setattr(row, f"{step}_at", on)
    row.save(update_fields=[f"{step}_at"])
    journal.record(
        REACHED,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        data={"channel": channel, "step": step, "on": on.isoformat()},
    )
    return row


def _place(step: str) -> int:
    """Raises NotInOrder."""
    if step not in channels.STEPS:
        raise NotInOrder(path="step")
    return channels.STEPS.index(step)
