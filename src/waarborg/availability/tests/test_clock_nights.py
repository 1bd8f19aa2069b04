"""A window in each night in which the clocks change, from its planning to the month's figure: what is planned, said,
put in calendars, shown and counted is the same stretch of time."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.actions.change_maintenance import begin_work, end_work
from waarborg.availability.actions.incidents import open_incident, update_incident
from waarborg.availability.models import Incident, Work
from waarborg.availability.queries.month_figures import Figure, of_customer
from waarborg.availability.rules.timeline import WHOLE
from waarborg.availability.tests.figures import FIRST, LAST, bound, buys
from waarborg.availability.tests.incidents import shown_to_all
from waarborg.availability.tests.works import local, planned
from waarborg.catalogue.models import Item
from waarborg.customers.tests.cast import Cast, Player
from waarborg.kernel.instants import to_us
from waarborg.notices.models import Notice

SignIn = Callable[[Player], Client]
HOUR = timedelta(hours=1)
HOUR_US = 3600 * 10**6


@dataclass(frozen=True)
class Night:
    """From 01:00 to 05:00 on the wall: how many hours that is, how many the month has, and how a calendar has it."""

    day: str
    hours: int
    month: int
    ics: str


NIGHTS = [
    Night("2026-10-25", 5, 745, "DTSTART:20261024T230000Z\r\nDTEND:20261025T040000Z"),
    Night("2027-03-28", 3, 743, "DTSTART:20270328T000000Z\r\nDTEND:20270328T030000Z"),
]


def text(client: Client, path: str) -> str:
    return html.unescape(client.get(path).content.decode())


def worked_while_down(cast: Cast, item: Item, work: Work, begin: datetime, end: datetime) -> None:
    """Down from half an hour before the work to half an hour after it."""
    with cast.agent.at_work():
        made = open_incident(
            "Weg", FIRST, {item.id: "down"}, provider=cast.provider.id, by=cast.agent.actor, at=begin - HOUR / 2
        )
    with cast.manager.at_work():
        begin_work(work.id, by=cast.manager.actor, at=begin)
        end_work(work.id, by=cast.manager.actor, at=end)
    with cast.agent.at_work():
        held = Incident.objects.get(id=made.id)
        update_incident(held.id, LAST, revision=held.revision, by=cast.agent.actor, at=end + HOUR / 2)


def figure(cast: Cast, month: str, at: datetime) -> Figure:
    with cast.manager.at_work():
        found = of_customer(cast.merendaal.id, month, at=at)
        return next(one for one in found if one.terms.promise == "service.network")


@pytest.mark.clause("PX-64", "PX-65")
@pytest.mark.parametrize("night", NIGHTS, ids=["autumn", "spring"])
def test_a_window_in_the_night_of_the_clock_is_the_same_stretch_wherever_it_stands(
    cast: Cast, signed_in: SignIn, settings: Any, night: Night
) -> None:
    begin, end = local(f"{night.day} 01:00"), local(f"{night.day} 05:00")
    said, month = begin - timedelta(days=10), night.day[:7]
    settings.CLOCK_OFFSET = said - timezone.now()
    stock, parts = bound(cast, "perplex-dbc", "network")
    buys(cast, stock)
    shown_to_all(cast, parts["network"], when="11:00")
    made = planned(cast, stock, (begin, end), said, components=(parts["network"].id,))
    assert made.until_at - made.from_at == night.hours * HOUR
    with cast.manager.at_work():
        first = Notice.objects.get(kind="maintenance").body_nl.splitlines()[0]
    assert "01:00" in first
    assert first.endswith(f"05:00 ({night.hours} uur)")
    assert night.ics in Client().get(f"/status/maintenance/{made.id}/calendar.ics").content.decode()
    for client, path in ((Client(), "/status"), (signed_in(cast.owner), "/portal/status")):
        assert "01:00–05:00" in text(client, f"{path}/maintenance/?month={month}")
        assert f"({night.hours} uur)" in text(client, f"{path}/maintenance/{made.id}/")
    worked_while_down(cast, parts["network"], made, begin, end)
    account = figure(cast, month, end + timedelta(days=10)).account
    # Half an hour on either side of the work counts, the work itself is left out of the month.
    assert account.excluded == ((to_us(begin), to_us(end)),)
    assert (account.down, account.planned) == (HOUR_US * WHOLE, night.hours * HOUR_US * WHOLE)
    assert (account.hours, account.agreed) == (night.month * HOUR_US, (night.month - night.hours) * HOUR_US)
