"""Saved views as a colleague sees them, with how many live tickets each of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from waarborg.customers.models import Person
from waarborg.plumbing import permissions
from waarborg.plumbing.tenancy import kept
from waarborg.support.models import LIVE, SavedView, Ticket, TicketTag, ViewChoice
from waarborg.support.rules.views.filters import MOST, Of, address, is_counted


@dataclass(frozen=True, slots=True)
class Shown:
    """`count` is None where it is not told; `left` when its owner is no longer there."""

    view: SavedView
    own: bool
    default: bool
    left: bool
    count: int | None
    query: str


def views_of(person: UUID, of: Of = "queue", *, counts: bool = True) -> list[Shown]:
    """Those of one page: his own in his order, then those that others share. One query, two where any are counted."""
    found = kept.rows("support.views-of", _seen_by, person, of)
    found.sort(key=lambda one: one.person_id != person)
    # Only live tickets are counted: how many there ever were tells nobody what to do.
    many = counted(found, person) if counts and of == "queue" else {}
    return [
        Shown(one, one.person_id == person, one.default, not one.there, many.get(one.id), address(one.words, of))
        for one in found
    ]


def _seen_by(person: UUID, of: str) -> QuerySet[SavedView]:
    chosen = ViewChoice.objects.filter(person_id=person, view_id=OuterRef("pk"))
    there = Person.objects.filter(id=OuterRef("person_id"), active=True)
    rows = SavedView.objects.filter(Q(person_id=person) | Q(shared=True), of=of)
    return rows.annotate(default=Exists(chosen), there=Exists(there)).order_by("place", "name", "id")[: 2 * MOST]


def counted(views: Sequence[SavedView], person: UUID) -> Mapping[UUID, int]:
    """The live tickets of each that can be counted. One query in all, none without such a view."""
    asked = {f"v{number}": one for number, one in enumerate(views) if is_counted(one.words)}
    if not asked:
        return {}
    figures = Ticket.objects.filter(LIVE).aggregate(
        **{name: Count("id", filter=_fits(one.words, person)) for name, one in asked.items()}
    )
    return {one.id: figures[name] for name, one in asked.items()}


def _fits(words: Mapping[str, str], person: UUID) -> Q:
    found = Q(id__isnull=False)
    if words.get("view") == "mine":
        found &= Q(assignee_id=person)
    if words.get("view") == "nobody":
        found &= Q(assignee_id__isnull=True)
    if words.get("priority"):
        found &= Q(priority=words["priority"])
    if words.get("team"):
        found &= Q(team_id=UUID(words["team"]))
    if words.get("tag"):
        borne: Any = TicketTag.objects.filter(tag__word=words["tag"])
        found &= Q(id__in=borne.values("ticket_id"))
    return found


def find(view: UUID, *, person: UUID) -> SavedView:
    """One's own, or a shared one. Raises NotFound."""
    rows = SavedView.objects.filter(Q(person_id=person) | Q(shared=True), id=view)
    found: SavedView | None = rows.first()
    if found is None:
        raise permissions.NotFound()
    return found
