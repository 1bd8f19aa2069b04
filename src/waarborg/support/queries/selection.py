"""Tickets that were selected in the queue, with what the selector saw of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from waarborg.plumbing.actors import Actor
from waarborg.support.models import Ticket
from waarborg.support.queries.queue import LIMIT
from waarborg.support.queries.tickets import visible


@dataclass(frozen=True, slots=True)
class Chosen:
    """`revision` is what stood on the page when the ticket was selected."""

    ticket: Ticket
    revision: int

    @property
    def value(self) -> str:
        return value_of(self.ticket.id, self.revision)


def value_of(ticket: UUID, revision: int) -> str:
    """What the box before a row sends."""
    return f"{ticket}.{revision}"


def selection(values: Iterable[str], by: Actor) -> list[Chosen]:
    """The tickets of these values that this reader may see, at most as many as the queue shows, by age.

    In that order they are also changed: two who select the same ones wait for each other instead of locking each other
    out. What is no value of ours is left out. One query.
    """
    seen: dict[UUID, int] = {}
    for value in list(values)[:LIMIT]:
        identifier, _, revision = value.partition(".")
        try:
            seen[UUID(identifier)] = int(revision) if len(revision) < 10 else 0
        except ValueError:
            continue
    tickets = visible(by).filter(id__in=seen).order_by("id")
    return [Chosen(ticket, seen[ticket.id]) for ticket in tickets]
