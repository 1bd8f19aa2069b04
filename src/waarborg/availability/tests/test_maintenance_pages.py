"""The planner and what customers and visitors read of it, each as far as it is theirs."""

import html
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.actions.change_maintenance import cancel_work
from waarborg.availability.models import Series, Work
from waarborg.availability.tests.incidents import shown_to_all
from waarborg.availability.tests.works import agreed, local, planned
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.slots import counted

SignIn = Callable[[Player], Client]
NOON = local("2026-10-19 12:00")
LATER = NOON + timedelta(hours=1)
NIGHT = (local("2026-10-25 01:00"), local("2026-10-25 05:00"))


@pytest.fixture(autouse=True)
def noon(settings: object) -> None:
    settings.CLOCK_OFFSET = NOON - timezone.now()  # type: ignore[attr-defined]


def text(client: Client, path: str, status: int = 200) -> str:
    answered = client.get(path)
    assert answered.status_code == status
    return html.unescape(answered.content.decode())


def filled(stock: Stock, **more: object) -> dict[str, object]:
    return {
        "kind": "regular", "components": [str(stock.application.id)], "title_nl": "Nieuwe schijven", "title_en": "",
        "text_nl": "Even weg.", "from_at": "2026-10-25T01:00", "until_at": "2026-10-25T02:30", "by_schedule": "on",
        "for_visitors": "on", **more,
    }  # fmt: skip


def test_an_empty_planner_says_what_to_do_next(cast: Cast, signed_in: SignIn) -> None:
    assert "Wat u plant, wordt getoetst aan de overeenkomsten" in text(signed_in(cast.manager), "/desk/maintenance/")
    assert "Nog geen onderdeel" in text(signed_in(cast.manager), "/desk/maintenance/new/")
    assert "Geen onderhoud in deze weken." in text(Client(), "/status/maintenance/")
    assert "Geen onderhoud in deze weken." in text(signed_in(cast.owner), "/portal/status/maintenance/")


@pytest.mark.clause("PX-65")
def test_a_window_is_planned_on_a_page_that_offers_the_earliest_time(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = agreed(cast, "perplex-dbc", monkeypatch)
    client = signed_in(cast.manager)
    path = "/desk/maintenance/new/"
    soon = filled(stock, from_at="2026-10-20T14:00", until_at="2026-10-20T15:00")
    looked = client.post(path, {**soon, "do": "look"})
    assert looked.status_code == 200
    assert "op zijn vroegst beginnen op zaterdag 24 oktober 2026 12:0" in html.unescape(looked.content.decode())
    refused = client.post(path, soon)
    assert refused.status_code == 409
    page = html.unescape(refused.content.decode())
    assert "Te kort na de aankondiging of buiten de nacht en het weekend." in page
    assert 'value="2026-10-20T14:00"' in page
    with cast.manager.at_work():
        assert not Work.objects.exists()
    # Of the hour that comes twice, a beginning is the first and an end the second.
    made = client.post(path, filled(stock))
    assert made.status_code == 302
    with cast.manager.at_work():
        [one] = Work.objects.all()
    assert (one.from_at, one.until_at.timestamp() - one.from_at.timestamp()) == (NIGHT[0], 2.5 * 3600)
    assert "25 uur" in text(client, "/desk/maintenance/?month=2026-10")


def test_what_becomes_of_it_is_done_on_its_page(cast: Cast, signed_in: SignIn, settings: object) -> None:
    stock = make_stock(cast)
    made = planned(cast, stock, NIGHT, NOON)
    client, path = signed_in(cast.manager), f"/desk/maintenance/{made.id}/"
    other = {"do": "change", "revision": 0, "from_at": "2026-10-25T01:00", "until_at": "2026-10-25T06:00", "why_nl": ""}
    assert client.post(path, other).status_code == 302
    crossed = client.post(path, other)
    assert crossed.status_code == 409
    assert "Een collega heeft dit onderhoud intussen gewijzigd." in html.unescape(crossed.content.decode())
    assert client.post(path, {"do": "cancel", "revision": 1, "why_nl": ""}).status_code == 422
    assert client.post(path, {"do": "begin"}).status_code == 302
    assert "Aangekondigd is dat dit pas begint" in text(client, path)
    settings.CLOCK_OFFSET = NIGHT[0] - timezone.now()  # type: ignore[attr-defined]
    assert "Nu beginnen" in text(client, path)
    client.post(path, {"do": "begin"})
    client.post(path, {"do": "end"})
    assert "Klaar" in text(client, path)
    assert signed_in(cast.agent).post(path, {"do": "end"}).status_code == 403


def test_a_series_is_planned_left_out_and_ended_on_pages(cast: Cast, signed_in: SignIn) -> None:
    stock = make_stock(cast)
    client = signed_in(cast.manager)
    given = filled(
        stock, first="2026-10-24T20:00", minutes="600", ends="06:00", rule="FREQ=WEEKLY;BYDAY=SA", tell_days=0
    )
    assert client.post("/desk/maintenance/series/new/", {**given, "rule": "nooit"}).status_code == 422
    assert client.post("/desk/maintenance/series/new/", given).status_code == 302
    with cast.manager.at_work():
        [held] = Series.objects.all()
        assert held.works.order_by("from_at").first().until_at == local("2026-10-25 06:00")
    path = f"/desk/maintenance/series/{held.id}/"
    assert "(11 uur)" in text(client, path)
    skip = {"do": "skip", "revision": 0, "day": "2026-10-31", "why_nl": "Een feestdag."}
    assert client.post(path, skip).status_code == 302
    assert client.post(path, {**skip, "do": "end", "day": "2026-11-07", "revision": 1}).status_code == 302
    assert "Geëindigd" in text(client, path)


@pytest.mark.clause("SO-39")
def test_it_stands_on_everybodys_sign_in_page_from_its_announcement(cast: Cast) -> None:
    made = planned(cast, make_stock(cast), NIGHT, NOON)
    door = text(Client(), "/accounts/sign-in/")
    assert "Nieuwe schijven" in door
    assert f"/status/maintenance/{made.id}/" in door
    page = text(Client(), f"/status/maintenance/{made.id}/")
    assert "De applicatie is er even niet." in page
    told = Client().get("/status/maintenance/banner.json")
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert told.headers["Cache-Control"] == "public, max-age=60"
    [one] = told.json()["maintenance"]
    assert (one["from"], one["until"], one["title"]["en"], one["under_way"]) == (
        "2026-10-24T23:00:00+00:00",
        "2026-10-25T04:00:00+00:00",
        "New disks",
        False,
    )
    [listed] = Client().get("/status/api/v2/scheduled-maintenances/upcoming.json").json()["scheduled_maintenances"]
    assert (listed["status"], listed["scheduled_for"], listed["scheduled_until"]) == (
        "scheduled",
        "2026-10-24T23:00:00.000Z",
        "2026-10-25T04:00:00.000Z",
    )
    active = Client().get("/status/api/v2/scheduled-maintenances/active.json").json()
    assert active["scheduled_maintenances"] == []
    script = Client().get("/status/maintenance/banner.js")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"banner.json" in script.content


@pytest.mark.clause("SO-40")
def test_times_stand_in_the_readers_own_zone(cast: Cast, signed_in: SignIn) -> None:
    """Friday 22:00 in Oslo is Saturday 05:00 in Tokyo in summer, 06:00 in winter."""
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal)
    summer = planned(cast, stock, (local("2026-10-23 22:00"), local("2026-10-23 23:00")), NOON)
    winter = planned(cast, stock, (local("2026-10-30 22:00"), local("2026-10-30 23:00")), NOON)
    client = signed_in(cast.owner)
    for one, begins in ((summer, "zaterdag 24 oktober 2026 05:00"), (winter, "zaterdag 31 oktober 2026 06:00")):
        assert begins in text(client, f"/portal/status/maintenance/{one.id}/?zone=Asia/Tokyo")
    assert "05:00–06:00" in text(client, "/portal/status/maintenance/?month=2026-10&zone=Asia/Tokyo")
    assert "22:00–23:00" in text(client, "/portal/status/maintenance/?month=2026-10&zone=Nowhere/Land")


def test_what_is_for_customers_alone_is_not_there_for_visitors_nor_for_who_has_nothing_of_it(
    cast: Cast, signed_in: SignIn
) -> None:
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal)
    made = planned(cast, stock, NIGHT, NOON, for_visitors=False)
    text(Client(), f"/status/maintenance/{made.id}/", 404)
    assert "Nieuwe schijven" not in text(Client(), "/status/maintenance/?month=2026-10") + text(
        Client(), "/accounts/sign-in/"
    )
    assert "Nieuwe schijven" in text(signed_in(cast.owner), "/portal/status/maintenance/?month=2026-10")
    assert "Nieuwe schijven" not in text(signed_in(cast.stranger), "/portal/status/maintenance/?month=2026-10")


@pytest.mark.clause("SO-37")
def test_why_it_was_announced_later_than_agreed_is_for_customers_to_read(cast: Cast, signed_in: SignIn) -> None:
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal)
    made = planned(cast, stock, NIGHT, NOON)
    told = "Korter tevoren aangekondigd dan afgesproken, omdat:"
    assert told not in text(signed_in(cast.owner), f"/portal/status/maintenance/{made.id}/")
    with cast.manager.at_work():
        Work.objects.filter(id=made.id).update(reason="Een ernstig lek.")
    assert f"{told} Een ernstig lek." in text(signed_in(cast.owner), f"/portal/status/maintenance/{made.id}/")
    assert "Een ernstig lek." not in text(Client(), f"/status/maintenance/{made.id}/")


def test_a_calendar_reads_each_under_one_name_and_what_was_cancelled_as_such(cast: Cast) -> None:
    made = planned(cast, make_stock(cast), NIGHT, NOON)
    first = Client().get(f"/status/maintenance/{made.id}/calendar.ics").content
    with cast.manager.at_work():
        cancel_work(made.id, ("Later.", ""), revision=made.revision, by=cast.manager.actor, at=NOON)
    feed = Client().get("/status/maintenance/calendar.ics")
    assert feed.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    for body in (first, feed.content):
        assert f"UID:{made.id}@waarborg".encode() in body
        assert b"DTSTART:20261024T230000Z\r\nDTEND:20261025T040000Z" in body
        assert max(map(len, body.split(b"\r\n"))) <= 75
    assert (b"SEQUENCE:0" in first, b"STATUS:CONFIRMED" in first) == (True, True)
    assert (b"SEQUENCE:1" in feed.content, b"STATUS:CANCELLED" in feed.content) == (True, True)


@pytest.mark.parametrize(
    "path", ["/desk/maintenance/?month=2026-10", "/status/maintenance/?month=2026-10", "/portal/status/maintenance/"]
)
def test_more_windows_ask_the_database_no_more_often(cast: Cast, signed_in: SignIn, path: str) -> None:
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal)
    client = {"/desk": signed_in(cast.manager), "/port": signed_in(cast.owner)}.get(path[:5], Client())
    many = []
    for day in (23, 24, 25):
        planned(cast, stock, (local(f"2026-10-{day} 22:00"), local(f"2026-10-{day} 23:00")), NOON)
        client.get(path)
        with counted() as statements:
            client.get(path)
        many.append(len(statements))
    assert many[0] == many[2]


def test_what_comes_within_two_weeks_and_goes_on_stands_on_the_status_page_and_in_the_feeds(
    cast: Cast, signed_in: SignIn
) -> None:
    stock = make_stock(cast)
    shown_to_all(cast, stock.application)
    planned(cast, stock, (local("2026-11-20 01:00"), local("2026-11-20 02:00")), NOON, title_nl="Pas later")
    assert "Gepland onderhoud" not in text(Client(), "/status/")
    made = planned(cast, stock, NIGHT, NOON)
    bought(cast, stock.records, cast.merendaal)
    for client, path in ((Client(), "/status/"), (signed_in(cast.owner), "/portal/status/")):
        page = text(client, path)
        assert (f'href="{path}maintenance/{made.id}/"' in page, "Pas later" in page) == (True, False)
        assert "zondag 25 oktober 2026 01:00 \N{EN DASH} 05:00 (5 uur)" in page
    assert "Nieuwe schijven" not in text(signed_in(cast.stranger), "/portal/status/")
    with cast.manager.at_work():
        cancel_work(made.id, ("Later.", ""), revision=made.revision, by=cast.manager.actor, at=LATER)
    assert "Nieuwe schijven" not in text(Client(), "/status/")
    root = ET.fromstring(Client().get("/status/feed.rss").content)
    assert [one.findtext("title") for one in root.iter("item")] == [
        "Onderhoud gaat niet door: Nieuwe schijven",
        "Onderhoud: Nieuwe schijven",
        "Onderhoud: Pas later",
    ]
    said = [one.findtext("description") or "" for one in root.iter("item")]
    assert said[1] == "zondag 25 oktober 2026 01:00 \N{EN DASH} 05:00 (5 uur)\n\nDe applicatie is er even niet."
    links = {one.findtext("link") or "" for one in root.iter("item")}
    assert {f"/status/maintenance/{made.id}/" in one for one in links} == {True, False}
