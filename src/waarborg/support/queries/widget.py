"""Help buttons, and what somebody finds there. In the desk's scope, or in that of who reads."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing.live.tickets import mark_of
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.sealing import Seal, survey
from waarborg.support.models import Widget, WidgetNonce

SEAL = Seal(b"help button")


def stream_mark(widget: UUID, person: UUID) -> str:
    """The name under which the streams of somebody's tabs can be ended; it opens nothing."""
    return mark_of(f"help button {widget} {person}")


def left_mark(person: UUID) -> str:
    """How it begins under which it is kept that somebody left."""
    return f"left:{person.hex}:"


def has_left(widget: UUID, person: UUID, *, until: datetime) -> bool:
    """Whether a pass that holds until then was given before its holder left. In the desk's scope."""
    return WidgetNonce.objects.filter(
        widget_id=widget, nonce__startswith=left_mark(person), ends_at__gte=until
    ).exists()


def name_of(widget: UUID) -> str:
    """In the desk's scope; empty for one that is gone."""
    return Widget.objects.filter(id=widget).values_list("name", flat=True).first() or ""


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
