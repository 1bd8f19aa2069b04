"""Two who move the same clock at once: what lists show follows from everything that was recorded."""

import threading
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import connection

from waarborg.customers.tests.cast import Cast, make_cast, make_organisation
from waarborg.plumbing import tenancy
from waarborg.plumbing.journal import Ref, record
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.raise_notices import raise_notices
from waarborg.promises.actions.waive import waive
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.profiles import profile
from waarborg.promises.tests.agreements import BOUND, publish_and_bind
from waarborg.support.actions.assign import assign
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported, runs

PICK_UP = "support.pick-up"
# A wait for somebody else's row names no database: the sessions of this one are known by the tables they hold.
WAITING = """
SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND pid IN (
  SELECT pid FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


@pytest.fixture
def everybody(committed: None) -> Iterator[Cast]:
    cast = make_cast()
    publish_and_bind(cast, profile("appreo"))
    yield cast


def wait_for(number: int) -> None:
    """Until so many sessions wait for a lock: seen by the database, not guessed by time."""
    with connection.cursor() as cursor:
        for _ in range(3000):
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= number:
                return
            threading.Event().wait(0.01)
    raise AssertionError(f"nobody came to wait as number {number}")


def one_after_the_other(tenant: UUID, *acts: Callable[[], None]) -> None:
    """Each gets as far as the customer's journal, which somebody else holds, before the next begins; then all go on."""

    failed: list[BaseException] = []

    def act(one: Callable[[], None]) -> None:
        try:
            one()
        except BaseException as failure:
            failed.append(failure)
        finally:
            connection.close()

    begun = []
    with tenancy.enter(Role.DESK):
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM journal_head WHERE tenant_id = %s FOR UPDATE", [tenant])
        for number, one in enumerate(acts, start=1):
            begun.append(threading.Thread(target=act, args=[one]))
            begun[-1].start()
            wait_for(number)
    for thread in begun:
        thread.join(30)
    assert failed == []


def test_a_pick_up_beside_a_waiver_loses_neither(everybody: Cast) -> None:
    cast = everybody
    ticket: Ticket = reported(cast, "2026-04-07 09:00")
    raise_notices(at=at("2026-04-07 14:00"))

    def waived() -> None:
        with cast.manager.at_work():
            waive(
                ticket.ref,
                by=cast.manager.actor,
                at=at("2026-04-07 15:00"),
                tenant=ticket.tenant_id,
                promise=PICK_UP,
                reason="Afgesproken",
            )

    def picked_up() -> None:
        by = cast.agent.actor
        with cast.agent.at_work():
            assign(ticket, by=by, at=at("2026-04-07 15:00:01"), to=(cast.agent.person.id, by.name))

    one_after_the_other(cast.merendaal.id, waived, picked_up)
    found = runs(cast, ticket)[PICK_UP]
    assert (found.verdict, found.stopped_at) == ("waived", at("2026-04-07 15:00:01"))


def test_two_who_bind_a_customer_for_the_first_time_bind_it_once(everybody: Cast) -> None:
    cast = everybody
    house = make_organisation("Stichting Wijkzorg Lindenhof", "lindenhof")
    with cast.manager.at_work():
        version = AgreementVersion.objects.get()
        # Its journal begins, so that both can be held up there.
        record("test.happened", tenant=house.id, subject=Ref("test", house.id), by=cast.manager.actor, at=BOUND)

    def bound() -> None:
        with cast.manager.at_work():
            bind(version, by=cast.manager.actor, at=at("2026-04-07 09:00"), tenant=house.id)

    one_after_the_other(house.id, bound, bound)
    with cast.manager.at_work():
        assert Binding.objects.filter(tenant_id=house.id).count() == 1
        assert JournalEntry.objects.filter(tenant_id=house.id, kind="promises.version.applied").count() == 1
