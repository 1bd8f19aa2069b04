"""The same form sent from two tabs at the same moment: one ticket, one number, no error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from waarborg.customers.tests.cast import make_cast
from waarborg.plumbing.identifiers import uuid7
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.reports import at

SOMETHING = Report(subject="Inloggen lukt niet", kind="incident", what="Niemand komt binnen.", priority="p1")


@pytest.mark.usefixtures("committed")
def test_two_tabs_make_one_ticket() -> None:
    cast, once, together = make_cast(), uuid7(), Barrier(2)

    def send() -> object:
        try:
            with cast.owner.at_work():
                together.wait(timeout=20)
                when = at("2026-04-07 09:00")
                return report(cast.merendaal.id, SOMETHING, by=cast.owner.actor, at=when, once=once).id
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = {future.result(timeout=40) for future in [pool.submit(send), pool.submit(send)]}
    assert len(found) == 1
    with cast.owner.at_work():
        assert [ticket.number for ticket in Ticket.objects.all()] == [1]
        assert Message.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_eight_who_report_at_once_get_eight_numbers_and_who_is_turned_back_leaves_no_gap() -> None:
    cast, together = make_cast(), Barrier(8)

    class TurnedBack(Exception):
        """The connection of this one broke before it was done."""

    def send(who: int) -> int:
        player = cast.owner if who % 2 else cast.stranger
        try:
            with player.at_work():
                together.wait(timeout=20)
                made = report(player.actor.tenant, SOMETHING, by=player.actor, at=at("2026-04-07 09:00"))
                if who == 3:
                    raise TurnedBack
                return made.number
        except TurnedBack:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = sorted(future.result(timeout=60) for future in [pool.submit(send, who) for who in range(8)])
    assert found == [0, 1, 2, 3, 4, 5, 6, 7]
