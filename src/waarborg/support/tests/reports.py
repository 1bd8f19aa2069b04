"""Short ways to a ticket in the state that a test is about."""

from datetime import datetime
from zoneinfo import ZoneInfo

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import ClockRun
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Ticket

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text: str) -> datetime:
    """An instant in Amsterdam, such as "2026-04-03 16:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def reported(
    cast: Cast, when: str, *, priority: str = "p1", kind: str = "incident", by: Player | None = None
) -> Ticket:
    """A ticket of Merendaal reported in the portal by its support contact, or one that `by` reports at home."""
    player = by or cast.support_contact
    with player.at_work():
        ticket: Ticket = report(
            player.organisation.id,
            Report(
                subject="Uren komen niet door",
                kind=kind,
                what="De uren van 2 april staan niet in de facturatie.",
                priority=priority,
            ),
            by=player.actor,
            at=at(when),
        )
    return ticket


def runs(cast: Cast, ticket: Ticket) -> dict[str, ClockRun]:
    """The projections of a ticket's clocks by promise, as the customer sees them."""
    with cast.owner.at_work():
        return {run.promise: run for run in ClockRun.objects.filter(subject_id=ticket.id)}


def due(cast: Cast, ticket: Ticket, promise: str) -> str | None:
    """When a clock falls due, in Amsterdam: "2026-04-07 12:30"."""
    found = runs(cast, ticket)[promise].due_at
    return found.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M") if found else None
