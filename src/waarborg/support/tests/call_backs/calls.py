"""Short ways to a call in the state that a test is about."""

from datetime import datetime

from waarborg.customers.tests.cast import Cast, Player
from waarborg.support.actions.call_backs.ask import ask
from waarborg.support.models import CallBack, Ticket
from waarborg.support.tests.reports import at

NUMBER = "+31 20 123 45 67"


def asked(cast: Cast, start: str, *, now: str, by: Player | None = None, **rest: object) -> CallBack:
    """Asked by the support contact of Merendaal, or by `by`."""
    player = by or cast.support_contact
    with player.at_work():
        made: CallBack = ask(
            player.organisation.id,
            by=player.actor,
            at=at(now),
            phone=NUMBER,
            start=at(start),
            text="Het scherm Perioden blijft leeg.",
            **rest,
        )
    return made


def written_as_it_is(cast: Cast, start: datetime, *, now: datetime) -> CallBack:
    """One of Merendaal, without its action."""
    contact = cast.support_contact
    with contact.at_work():
        made: CallBack = CallBack.objects.create(
            tenant_id=cast.merendaal.id,
            ticket=Ticket.objects.order_by("number").first(),
            contact_id=contact.person.id,
            contact_name=contact.person.name,
            phone=NUMBER,
            asked_at=now,
            calls_at=start,
            zone="Europe/Amsterdam",
        )
    return made
