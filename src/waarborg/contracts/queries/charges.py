"""Charges that were agreed to and not billed yet."""

from uuid import UUID

from waarborg.contracts.models import Charge

PAGE = 200


def charges(*, tenant: UUID | None = None) -> list[Charge]:
    """Of one customer, or of all for the desk: the newest first. One query."""
    rows = Charge.objects.all() if tenant is None else Charge.objects.filter(tenant_id=tenant)
    return list(rows.order_by("-consent_at", "-id")[:PAGE])


def labels(ids: list[UUID]) -> dict[UUID, str]:
    """What it is for, by id. One query."""
    return dict(Charge.objects.filter(id__in=ids).values_list("id", "what"))
