"""Messages that wait before they are sent, or that were not sent after all. For the desk only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import kept
from waarborg.support.models import HeldMessage, Sending, Ticket
from waarborg.support.queries.selection import Chosen
from waarborg.support.queries.tickets import visible
from waarborg.support.rules.bulk.held import BACK, GOING, HELD


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message on one ticket that is not sent. `stopped` is empty while it goes at `due_at`, else why it did not;
    `tickets` how many have it; `mine`: the reader wrote it."""

    id: UUID
    sending: UUID
    text: str
    name: str
    due_at: datetime
    stopped: str
    tickets: int
    mine: bool
    held: bool


def waiting_on(ticket: Ticket, by: Actor) -> list[Waiting]:
    """No query for a ticket that was read with the knowledge that there is none, else two."""
    if not by.is_staff or not getattr(ticket, "has_held", True):
        return []
    rows = list(HeldMessage.objects.filter(ticket_id=ticket.id).exclude(stopped=BACK).order_by("id"))
    together = HeldMessage.objects.filter(sending_id=OuterRef("id")).order_by().values("sending_id")
    counted = together.annotate(n=Count("id")).values("n")
    found = Sending.objects.filter(id__in=[one.sending_id for one in rows]).annotate(tickets=Subquery(counted))
    texts = {one.id: one for one in found}
    return [
        Waiting(
            one.id, of.id, of.text, of.person_name, of.due_at, one.stopped, of.tickets, of.person_id == by.person,
            of.state == HELD,
        )
        for one in rows
        if (of := texts.get(one.sending_id)) is not None
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody wrote to several customers: `state` held or back, or going where some were not sent."""

    id: UUID
    state: str
    due_at: datetime
    tickets: int


def of_person(person: UUID | None) -> list[Mine]:
    """What of it still asks something of its writer, the newest first. One query."""
    rows = kept.rows("support.sendings", _of_person, person) if person else []
    found = [Mine(one.id, one.state, one.due_at, one.stopped if one.state == GOING else one.tickets) for one in rows]
    return [one for one in found if one.tickets]


def _of_person(person: UUID) -> QuerySet[Sending]:
    rows = HeldMessage.objects.filter(sending_id=OuterRef("id")).order_by().values("sending_id")
    counted = rows.annotate(n=Count("id")).values("n")
    found = Sending.objects.filter(person_id=person, state__in=(HELD, GOING, BACK))
    found = found.annotate(tickets=Subquery(counted), stopped=Subquery(counted.exclude(stopped="")))
    return found.filter(tickets__gt=0).order_by("-written_at")[:10]


def own(sending: UUID, by: Actor) -> Sending:
    """Raises NotFound for one that is not there and one of a colleague alike."""
    found: Sending | None = Sending.objects.filter(id=sending, person_id=by.person).first() if by.person else None
    if found is None:
        raise permissions.NotFound()
    return found


def tickets_of(sending: Sending, by: Actor) -> Sequence[tuple[Chosen, str]]:
    """Each ticket that has not got it, with what its writer saw of it, and why it was not sent. Two queries."""
    rows = {one.ticket_id: one for one in HeldMessage.objects.filter(sending_id=sending.id)}
    found = visible(by).filter(id__in=list(rows)).order_by("id")
    return [(Chosen(one, rows[one.id].revision), rows[one.id].stopped) for one in found]
