"""Reading what could not be told to webhooks, of every organisation, in the scope of the desk.

Not of visitors: what one of those does not take is nobody's to repair, and it is told by mail.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min

from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.webhooks.models import Endpoint, Message

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Heap:
    """Dead messages of one kind that failed for one reason."""

    kind: str
    failure: str
    number: int
    since: datetime


def heaps(limit: int = 50) -> list[Heap]:
    """Dead messages by kind and failure, the largest heap first."""
    rows: Any = _dead().order_by().values_list("kind", "failure")
    found = rows.annotate(number=Count("id"), since=Min("written_at")).order_by("-number", "kind", "failure")
    return [Heap(*row) for row in found[:limit]]


def dead(*, before: UUID | None = None, limit: int = SHOWN) -> list[Message]:
    """A page of dead messages, the newest first, each with its endpoint; `before` is the last one above."""
    rows = _dead().select_related("endpoint")
    rows = rows.filter(id__lt=before) if before else rows
    return list(rows.order_by("-id")[:limit])


def find(message: UUID) -> Message:
    """Raises NotFound."""
    found: Message | None = Message.objects.select_related("endpoint").filter(id=message).first()
    if found is None:
        raise NotFound()
    return found


def standing() -> dict[str, int]:
    """How many messages wait, how many are dead, and how many endpoints were switched off by themselves."""
    waiting = Message.objects.filter(state="waiting", endpoint__visitor=False).count()
    off = Endpoint.objects.filter(state__in=("gone", "failed"), visitor=False).count()
    return {"waiting": waiting, "dead": _dead().count(), "off": off}


def _dead() -> Any:
    return Message.objects.filter(state="dead", endpoint__visitor=False)
