"""Reading the texts of incidents that are kept ready."""

from uuid import UUID

from waarborg.availability.models import IncidentTemplate
from waarborg.plumbing.permissions import NotFound


def templates(*phases: str) -> list[IncidentTemplate]:
    """By name, those for these phases; all where none is given. One query."""
    rows = IncidentTemplate.objects.order_by("name")
    return list(rows.filter(phase__in=phases) if phases else rows)


def template(identifier: UUID) -> IncidentTemplate:
    """Raises NotFound."""
    found: IncidentTemplate | None = IncidentTemplate.objects.filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


def chosen(text: str) -> IncidentTemplate | None:
    """The one that an address names; None for what is none, since it may have been removed meanwhile."""
    try:
        return IncidentTemplate.objects.filter(id=UUID(text)).first()  # type: ignore[no-any-return]
    except ValueError:
        return None
