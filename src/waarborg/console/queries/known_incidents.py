"""Incidents of availability as tickets of support know them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from waarborg.availability.models import Incident
from waarborg.availability.queries import incidents
from waarborg.availability.queries.status import concerning
from waarborg.plumbing.journal import Ref
from waarborg.support.queries.causes import causes_of, linked_at

INCIDENT: Final = "availability.incident"


def open_for(tenant: UUID, at: datetime) -> list[Incident]:
    """What goes on with components that this customer's services run on, the newest first. One query where nothing
    goes on, else five."""
    running = incidents.running()
    if not running:
        return []
    own = concerning(tenant, at)
    return [one for one in running if any(out.ends_at is None and out.component_id in own for out in one.outages.all())]


def offered(tenant: UUID, at: datetime) -> list[Ref]:
    """What a customer may say that its ticket comes from. As `open_for`."""
    return [one.ref for one in open_for(tenant, at)]


def causes(ticket: UUID) -> list[Incident]:
    """The incidents that a ticket comes from. One query where there is none, else four."""
    wanted = [ref.id for ref in causes_of(ticket) if ref.kind == INCIDENT]
    return incidents.these(wanted) if wanted else []


def linked_moments(incident: Incident) -> Sequence[tuple[datetime, str]]:
    """When which ticket was linked to it. One query."""
    return linked_at(incident.ref)
