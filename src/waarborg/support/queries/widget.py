"""Help buttons, and what somebody finds there. In the desk's scope, or in that of who reads."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.sealing import Seal, survey
from waarborg.support.models import Widget

SEAL = Seal(b"help button")


def working(widget: UUID) -> Widget:
    """Raises NotFound for one that is not there and one that is switched off alike."""
    found: Widget | None = Widget.objects.filter(id=widget, active=True).first()
    if found is None:
        raise NotFound()
    return found


def seals() -> tuple[int, int, int, datetime | None]:
    """How many keys there are, under an older key, under one that is not there, and when the oldest was sealed."""
    return survey((sealed, SEAL.renewed) for sealed in Widget.objects.values_list("sealed_key", flat=True))


def widgets() -> list[Widget]:
    return list(Widget.objects.order_by("-active", "name"))
