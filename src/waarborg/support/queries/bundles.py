"""Bundles of wishes as somebody may see them."""

from uuid import UUID

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound
from waarborg.support.models import Bundle, Ticket
from waarborg.support.queries.tickets import visible
from waarborg.support.rules import states

MOST = 50


def bundle(by: Actor, identifier: UUID) -> Bundle:
    """For staff, and for those of the customer who may read a ticket in it. Raises NotFound. At most two queries."""
    found: Bundle | None = Bundle.objects.filter(id=identifier).first()
    if found is None or (not by.is_staff and found.tenant_id != by.tenant):
        raise NotFound()
    if not by.is_staff and not visible(by).filter(bundle_id=found.id).exists():
        raise NotFound()
    return found


def free(tenant: UUID) -> list[Ticket]:
    """The live tickets of a customer that are in no bundle, wishes first. One query."""
    rows = Ticket.objects.filter(tenant_id=tenant, state__in=states.LIVE, bundle_id=None).order_by("-number")
    return sorted(rows[:MOST], key=lambda one: one.kind != "wish")
