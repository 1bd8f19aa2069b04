"""Short ways to an appointment in the state that a test is about."""

from datetime import UTC, datetime

from waarborg.customers.tests.cast import Cast, Player
from waarborg.support.actions.appointments.book import book
from waarborg.support.actions.appointments.roster import keep_hours
from waarborg.support.models import Appointment
from waarborg.support.tests.reports import at

MORNINGS = [(day, 9 * 60, 12 * 60) for day in range(5)]


def on_duty(cast: Cast, *, player: Player | None = None) -> None:
    """R. Specimen, or `player`, can be booked on weekday mornings."""
    one = player or cast.agent
    with one.at_work():
        keep_hours(one.person.id, by=one.actor, at=at("2026-01-05 09:00"), weekly=MORNINGS)


def booked(
    cast: Cast, start: str, *, now: str = "2026-04-07 08:00", by: Player | None = None, **rest: object
) -> Appointment:
    player = by or cast.support_contact
    when: datetime = at(start).astimezone(UTC)
    with player.at_work():
        made: Appointment = book(
            player.organisation.id,
            by=player.actor,
            at=at(now),
            start=when,
            text="Het scherm Perioden blijft leeg.",
            priority="p1",
            **rest,
        )
    return made
