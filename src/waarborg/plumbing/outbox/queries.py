"""Reading the outbox, in the scope of the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, F, Func, Min, TextField, Value, When

from waarborg.plumbing.outbox.failures import QUOTED
from waarborg.plumbing.outbox.models import OutboxMail, State
from waarborg.plumbing.permissions import NotFound

PAGE = 100


def latest(limit: int = PAGE) -> list[OutboxMail]:
    """All mail, the newest first."""
    return list(OutboxMail.objects.order_by("-written", "-id")[:limit])


def find(mail: UUID) -> OutboxMail:
    """Raises NotFound."""
    try:
        return OutboxMail.objects.get(id=mail)
    except OutboxMail.DoesNotExist:
        raise NotFound() from None


SHOWN = 50
STATES = ("waiting", "retrying", "dead", "dropped", "sent", "kept")


def in_state(state: str, *, template: str = "", before: UUID | None = None, limit: int = SHOWN) -> list[OutboxMail]:
    """A page of mail in one of STATES, the newest first, without its text; `before` is the last one above."""
    rows = OutboxMail.objects.defer("body", "secret")
    rows = rows.filter(state="waiting" if state == "retrying" else state)
    rows = rows.filter(attempts__gt=0) if state == "retrying" else rows
    rows = rows.filter(attempts=0) if state == "waiting" else rows
    rows = rows.filter(template=template) if template else rows
    last = OutboxMail.objects.filter(id=before).only("written").first() if before else None
    if last is not None:
        rows = rows.filter(written__lte=last.written).exclude(written=last.written, id__gte=last.id)
    return list(rows.order_by("-written", "-id")[:limit])


def counts() -> dict[str, int]:
    """How much mail is in each of STATES but those that are done. One question."""
    found = dict.fromkeys(("waiting", "retrying", "dead", "dropped"), 0)
    rows: Any = OutboxMail.objects.filter(state__in=("waiting", "dead", "dropped")).order_by()
    rows = rows.annotate(tried=Case(When(attempts__gt=0, then=True), default=False, output_field=BooleanField()))
    for state, tried, number in rows.values_list("state", "tried").annotate(number=Count("id")):
        found["retrying" if state == "waiting" and tried else state] += number
    return found


@dataclass(frozen=True, slots=True)
class Heap:
    """Dead letters of one kind that failed for one reason."""

    kind: str
    failure: str
    number: int
    since: datetime


def heaps(limit: int = 50) -> list[Heap]:
    """Dead letters by kind and failure, the largest heap first; what servers said in their own words is left out."""
    cause = Func(F("failure"), Value(QUOTED), Value(1), function="split_part", output_field=TextField())
    rows: Any = OutboxMail.objects.filter(state=State.DEAD).order_by().annotate(cause=cause)
    rows = rows.values_list("template", "cause")
    found = rows.annotate(number=Count("id"), since=Min("written")).order_by("-number", "template", "cause")
    return [Heap(*row) for row in found[:limit]]
