"""Tickets that could be handled together with one."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import kept
from waarborg.support.models import Link, Ticket
from waarborg.support.queries.beside import ALIKE
from waarborg.support.queries.tickets import visible
from waarborg.support.rules import numbers, states

MOST = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live ticket of the same customer; `alike`: by the same person within an hour, so offered (CL-16)."""

    ticket: Ticket
    alike: bool


def candidates(ticket: Ticket, by: Actor) -> list[Candidate]:
    """The offered ones first, then the newest. One query."""
    rows = visible(by).filter(tenant_id=ticket.tenant_id, state__in=states.LIVE).exclude(id=ticket.id)
    listed = [Candidate(one, _alike(one, ticket)) for one in rows.order_by("-number")[:MOST]]
    return sorted(listed, key=lambda one: not one.alike)


def _alike(one: Ticket, ticket: Ticket) -> bool:
    same = one.reporter_id is not None and one.reporter_id == ticket.reporter_id
    return same and abs(one.reported_at - ticket.reported_at) <= ALIKE


def by_number(typed: str, by: Actor) -> Ticket | None:
    """The ticket of a number somebody typed, among those he may see."""
    number = numbers.parse(typed)
    return visible(by).filter(number=number).first() if number else None


def linked(ticket: Ticket, by: Actor) -> list[tuple[Ticket, str, bool]]:
    """Of the tickets linked to this one those that the reader may see, with the kind and the side it is said from. At
    most two queries."""
    rows = kept.rows("support.links", _links, ticket.id)
    sides = {other: (kind, True) for one, other, kind in rows if one == ticket.id}
    sides |= {one: (kind, False) for one, other, kind in rows if other == ticket.id}
    if not sides:
        return []
    return [(one, *sides[one.id]) for one in visible(by).filter(id__in=sides).order_by("number")]


def _links(ticket: UUID) -> "QuerySet[Link, tuple[UUID, UUID, str]]":
    both = Link.objects.filter(Q(ticket_id=ticket) | Q(other_id=ticket))
    return both.values_list("ticket_id", "other_id", "kind")
