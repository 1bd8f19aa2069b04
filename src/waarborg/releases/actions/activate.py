"""Recording that a release is active, with what its activation did to customers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.releases.actions.note_activation import NOTE_ACTIVATION
from waarborg.releases.actions.refusals import AlreadyActivated, NotMeasured, NotPublished
from waarborg.releases.events import ACTIVATED
from waarborg.releases.models import Channel, Release
from waarborg.releases.permissions import ACTIVATE
from waarborg.releases.queries import releases as reading
from waarborg.releases.rules import channels, kinds

MOST = 2**53


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured while it was activated: for how many milliseconds customers were interrupted, and how many of
    how many requests failed. None is what nobody measured, which is not the same as nothing."""

    interruption_ms: int | None = None
    failed_requests: int | None = None
    requests: int | None = None


@action("releases.release.activate")
def activate(release: UUID, measured: Measured, *, by: Actor, at: datetime) -> Release:
    """The release runs for customers from now on; on the web it is live. Clocks of the rhythm hear of it.

    Raises NotAllowed, NotFound, NotPublished, AlreadyActivated, NotMeasured.
    """
    require(by, ACTIVATE)
    held = reading.locked(release)
    if held.state == kinds.PLANNED:
        raise NotPublished()
    if held.state == kinds.ACTIVATED:
        raise AlreadyActivated(version=held.version)
    _check(measured)
    held.state, held.activated_at = kinds.ACTIVATED, at
    held.interruption_ms, held.failed_requests = measured.interruption_ms, measured.failed_requests
    held.requests = measured.requests
    held.revision += 1
    held.save()
    Channel.objects.filter(release=held, channel=channels.WEB, live_at=None).update(live_at=at)
    journal.record(
        ACTIVATED,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"release-kind": held.kind, "purpose": held.purpose},
        data=said(held),
    )
    jobs.enqueue(NOTE_ACTIVATION, {"release": held.id})
    return held


def said(held: Release) -> dict[str, str]:
    """What a journal says of it: figures that were not measured are left out."""
    figures = {
        "interruption-ms": held.interruption_ms,
        "failed-requests": held.failed_requests,
        "requests": held.requests,
    }
    return {"version": held.version} | {name: str(one) for name, one in figures.items() if one is not None}


def _check(measured: Measured) -> None:
    for path in ("interruption_ms", "failed_requests", "requests"):
        found = getattr(measured, path)
        if found is not None and not 0 <= found <= MOST:
            raise NotMeasured(path=path)
    if measured.requests is not None and (measured.failed_requests or 0) > measured.requests:
        raise NotMeasured(path="failed_requests")
