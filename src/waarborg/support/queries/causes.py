"""What tickets come from. What may be named as such, the packages say that keep it: they register it here."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import links, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy import kept
from waarborg.support.models import Cause, Ticket
from waarborg.support.queries.tickets import visible
from waarborg.support.rules import states

# Subjects of one kind that a customer may say at this instant that its ticket comes from.
Offers = Callable[[UUID, datetime], Sequence[Ref]]
_offers: dict[str, Offers] = {}
MOST = 100


def offered_by(kind: str, offers: Offers) -> None:
    """Tickets may come from subjects of this kind; registering again replaces."""
    _offers[kind] = offers


def causes_of(ticket: UUID) -> list[Ref]:
    """One query in a unit of work, none beside a ticket on the desk."""

    def read() -> list[Ref]:
        rows = kept.rows(
            "support.causes",
            lambda one: Cause.objects.filter(ticket_id=one).order_by("since").values_list("kind", "cause_id"),
            ticket,
        )
        return [Ref(kind, identifier) for kind, identifier in rows]

    found: list[Ref] = tenancy.remembered(("support.causes", ticket), read)
    return found


def remember_causes(ticket: UUID, found: list[Ref]) -> None:
    """What was just read need not be asked again in this unit of work."""
    tenancy.remembered(("support.causes", ticket), lambda: found)


def may_come_from(ref: Ref, *, tenant: UUID, by: Actor, at: datetime) -> bool:
    """Whether `by` may say so: staff of whatever is there, a customer of what it is offered."""
    if ref.kind not in _offers:
        return False
    return ref in links.resolve([ref]) if by.is_staff else ref in _offers[ref.kind](tenant, at)


def typed(text: str) -> Ref | None:
    """What a form names, as `kind:identifier`; None for what is none."""
    kind, _colon, identifier = text.partition(":")
    try:
        return Ref(kind, UUID(identifier)) if kind in _offers else None
    except ValueError:
        return None


def tickets_of(ref: Ref, by: Actor, *, limit: int = MOST) -> list[Ticket]:
    """The tickets that come from it, those that go on first, then by age. One query."""
    rows = visible(by).filter(causes__kind=ref.kind, causes__cause_id=ref.id).order_by("number")
    return sorted(rows[:limit], key=lambda one: not one.is_live)


def counts(ref: Ref) -> tuple[int, int]:
    """How many tickets come from it, and how many of them go on. One query."""
    rows = list(Cause.objects.filter(kind=ref.kind, cause_id=ref.id).values_list("ticket__state", flat=True))
    return len(rows), sum(1 for state in rows if state in states.LIVE)


def live_tickets_of(ref: Ref) -> list[Ticket]:
    """At most MOST of those that go on, in the one order of locking. One query."""
    rows = Ticket.objects.filter(causes__kind=ref.kind, causes__cause_id=ref.id, state__in=states.LIVE)
    return list(rows.order_by("id")[:MOST])


def linked_at(ref: Ref) -> list[tuple[datetime, str]]:
    """When each ticket was linked, with its number. One query."""
    rows = Cause.objects.filter(kind=ref.kind, cause_id=ref.id).select_related("ticket").order_by("since", "id")
    return [(one.since, one.ticket.shown_number) for one in rows]
