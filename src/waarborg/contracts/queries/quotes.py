"""Quotes: of one customer or of all, and how those of a case stand."""

from collections.abc import Iterable
from uuid import UUID

from waarborg.contracts.models import Quote
from waarborg.contracts.permissions import SEE_QUOTE
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor

PAGE = 50


def quotes(*, tenant: UUID | None = None) -> list[Quote]:
    """Of one customer, or of all for the desk: those that wait for an answer first, then the newest. One query."""
    rows = Quote.objects.all() if tenant is None else Quote.objects.filter(tenant_id=tenant)
    found = list(rows.order_by("-issued_at", "-id")[:PAGE])
    return sorted(found, key=lambda one: one.state != Quote.State.OPEN)


def quotes_of(tenant: UUID, source: UUID) -> list[Quote]:
    """What was proposed at something, the newest first. One query."""
    return list(Quote.objects.filter(tenant_id=tenant, source_id=source).order_by("-issued_at", "-id"))


def is_accepted(tenant: UUID, source: UUID) -> bool:
    """Whether the customer accepted a quote that was made for this. One query."""
    rows = Quote.objects.filter(tenant_id=tenant, source_id=source, state=Quote.State.ACCEPTED)
    return bool(rows.exists())


def find(quote: UUID, *, by: Actor) -> Quote:
    """Raises NotFound, NotAllowed."""
    rows = Quote.objects.filter(id=quote)
    found: Quote | None = (rows if by.is_staff else rows.filter(tenant_id=by.tenant)).first()
    if found is None:
        raise permissions.NotFound()
    permissions.require(by, SEE_QUOTE, tenant=found.tenant_id)
    return found


def labels(ids: Iterable[UUID]) -> dict[UUID, str]:
    """What it is for, by id. One query."""
    return dict(Quote.objects.filter(id__in=ids).values_list("id", "what"))
