"""A small month of a customer, for tests: one promise kept, one broken, one still open, and the report about it."""

from datetime import datetime

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.raise_notices import raise_notices
from waarborg.support.actions.answer import answer
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported
from waarborg.trust.actions.make_report import make
from waarborg.trust.models import Report


def say(cast: Cast, ticket: Ticket, when: str, purpose: str = "message") -> None:
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at(when), text="Wij kijken ernaar.", purpose=purpose)


def scheduler(when: str) -> None:
    while raise_notices(at=at(when)):
        pass


def april(cast: Cast) -> tuple[Ticket, Ticket, Ticket]:
    """Merendaal's April 2026, in Amsterdam. Priority 1: pick-up and workaround in business hours, fix in days.

    The first is kept in everything. The second is picked up late, and its workaround and solution come in May. The
    third is reported on the last day, after closing.
    """
    kept = reported(cast, "2026-04-07 09:00")
    say(cast, kept, "2026-04-07 09:41")
    say(cast, kept, "2026-04-07 10:30", "workaround")
    say(cast, kept, "2026-04-08 15:00", "resolution")
    late = reported(cast, "2026-04-14 14:05")
    scheduler("2026-04-15 10:06")
    say(cast, late, "2026-04-15 10:32")
    scheduler("2026-04-28 17:01")
    open_still = reported(cast, "2026-04-30 17:30")
    scheduler("2026-05-01 00:01")
    return kept, late, open_still


def report(cast: Cast, when: str, month: str = "2026-04") -> Report:
    """The report of Merendaal, made by the product itself."""
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        made: Report = make(cast.merendaal.id, month, by=SYSTEM, at=at(when))
    return made


def instant(text: str) -> datetime:
    return at(text)
