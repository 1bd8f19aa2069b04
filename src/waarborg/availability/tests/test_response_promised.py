"""Response times that agreements promise: from the points an exporter sends to the verdict of the signed report."""

import html
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.availability.queries.indicators import response_data, response_time
from waarborg.availability.queries.metrics import promised
from waarborg.availability.queries.response import distribution, month_of
from waarborg.availability.rules.periods import period
from waarborg.availability.tests.otlp import mapped, message, point, sent, token
from waarborg.catalogue.actions.keep_item import add_item
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.kernel.canonical import sha256_hex
from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.state_figures import reckon, state_for
from waarborg.promises.queries.board import board
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.trust.actions.make_report import make
from waarborg.trust.models import Report
from waarborg.trust.rules.raw_data import fits

ZONE = "Europe/Amsterdam"
SignIn = Callable[[Player], Client]
FAST, SLOW = [1000, 0, 0, 0, 0], [0, 0, 0, 1, 0]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW + timedelta(minutes=2))


def told(cast: Cast, tenant: UUID, promise: str) -> dict[str, Any]:
    """What the report over April says of a promise, after the figures of the first night of May."""
    with tenancy.enter(Role.DESK):
        reckon(by=SYSTEM, at=at("2026-05-01 03:40"))
        state_for(tenant, by=SYSTEM, at=at("2026-05-01 03:40"))
    with tenancy.enter(Role.DESK, tenant):
        made = make(tenant, "2026-04", by=SYSTEM, at=at("2026-05-01 06:00"))
    found: dict[str, Any] = next(one for one in json.loads(bytes(made.payload))["promises"] if one["id"] == promise)
    return found


def website(cast: Cast) -> Item:
    with cast.manager.at_work():
        given = {"provider": cast.provider.id, "by": cast.manager.actor, "at": NOW}
        service = add_item("service", "office", parent=None, nl="Kantoor", en="Office", **given)
        return add_item("component", "website", parent=service, nl="de website", en="the website", **given)


RULES = b"rules: [{part: website, metric: http.server.request.duration, where: {service.name: web}}]"


@pytest.mark.clause("TO-05")
@pytest.mark.parametrize(
    ("more", "verdict", "figure"),
    [([], "met", "50\N{NO-BREAK SPACE}ms"), ([80], "broken", "50,3\N{NO-BREAK SPACE}ms")],
    ids=["exactly 50 ms", "one more of 80 ms"],
)
def test_90_requests_of_20_ms_and_10_of_320_are_50_ms_and_kept_and_one_of_80_more_is_not(
    cast: Cast, client: Client, more: list[int], verdict: str, figure: str
) -> None:
    bound_to(cast, "24office")
    item, key = website(cast), token(cast.manager)
    mapped(cast, RULES)
    sent(client, key, message(point([90, 0, 0, 0, 0], 1.8)), packed=True)
    sent(client, key, message(point([0, 0, 10, 0, 0], 3.2), instance="b"))
    for length in more:
        sent(client, key, message(point([0, 0, 1, 0, 0], length / 1000), instance="c"))
    with cast.manager.at_work():
        (one,) = promised(at=NOW)
        found = month_of(one.promise, item.id, "2026-04", one.zone)
    assert (found.count, found.verdict) == (100 + len(more), verdict)
    said = told(cast, cast.merendaal.id, "availability.response-time")
    assert (said["verdict"], said["measure"]["numerator"]) == (verdict, 5_000_000 + sum(more) * 1000)
    assert said["measure"]["explanation"]["nl"][0] == f"April 2026: {figure}."
    with cast.owner.at_work():
        shown = board(cast.merendaal.id, now=at("2026-05-01 12:00"), lang="nl")
    assert {one.id: one.state for one in shown.stands}["availability.response-time"] == verdict


def opened(cast: Cast, client: Client, *points: dict[str, Any]) -> str:
    """These points of a catalogue, sent; the token they were sent with."""
    make_stock(cast)
    mapped(cast)
    key = token(cast.manager)
    assert sent(client, key, message(*points)).content == b"{}"
    return key


@pytest.mark.clause("PX-66")
@pytest.mark.parametrize(
    ("slow", "fast", "verdict"), [(50, 950, "met"), (51, 949, "broken"), (1, 18, "not-measured")], ids=str
)
def test_50_of_1000_openings_beyond_two_seconds_are_95_percent_and_51_are_not_and_19_are_too_few(
    cast: Cast, client: Client, slow: int, fast: int, verdict: str
) -> None:
    bound_to(cast, "perplex-dbc")
    for_merendaal = {"http_route": "/clients", "tenant": cast.merendaal.slug}
    opened(
        cast, client,
        point([fast, 0, 0, slow, 0], 9.0, **for_merendaal),
        # Another window, and the same one of another customer, say nothing of it.
        point([0, 0, 0, 900, 0], 2000.0, http_route="/trajectories", tenant=cast.merendaal.slug),
        point([0, 0, 0, 900, 0], 2000.0, http_route="/clients", tenant=cast.hazelvoort.slug),
    )  # fmt: skip
    said = told(cast, cast.merendaal.id, "service.clients")
    assert (said["verdict"], said["measure"]["numerator"], said["measure"]["denominator"]) == (
        verdict, fast, fast + slow
    )  # fmt: skip
    assert said["measure"]["parts"] == {"count": fast + slow}
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        other = make(cast.merendaal.id, "2026-04", by=SYSTEM, at=at("2026-05-01 06:00"))
    rows = {one["id"]: one["verdict"] for one in json.loads(bytes(other.payload))["promises"]}
    assert rows["service.trajectories"] == "broken"


def test_without_a_bound_at_two_seconds_what_lies_on_both_sides_gives_no_verdict(cast: Cast, client: Client) -> None:
    """Of 1,000 openings 40 are too slow for certain, and 30 between 1 and 2.5 s may be: between 93 % and 96 %."""
    bound_to(cast, "perplex-dbc")
    bounds = (0.5, 1.0, 2.5)
    given = point([900, 30, 30, 40], 500.0, bounds=bounds, http_route="/clients", tenant=cast.merendaal.slug)
    opened(cast, client, given)
    said = told(cast, cast.merendaal.id, "service.clients")
    assert (said["verdict"], said["measure"]["parts"]) == ("not-measured", {"count": 1000, "most": 960})
    assert said["measure"]["numerator"] == 930


def test_a_month_of_half_an_hour_zone_is_read_from_minutes_at_its_edges(cast: Cast, client: Client) -> None:
    """In Kolkata April began at 18:30 UTC of the day before."""
    edge = datetime.fromisoformat("2026-03-31T18:30:00+00:00")
    opened(
        cast, client,
        point([3, 0, 0, 0, 0], 0.03, at=edge, http_route="/clients"),
        point([5, 0, 0, 0, 0], 0.05, at=edge + timedelta(minutes=1), http_route="/clients"),
        point([7, 0, 0, 0, 0], 0.07, at=NOW, http_route="/clients"),
    )  # fmt: skip
    with cast.manager.at_work():
        item = Item.objects.get(key="clients")
        counts = [
            sum(bar.count for bar in distribution([item.id], period("2026-04", zone))[item.id])
            for zone in ("Asia/Kolkata", ZONE)
        ]
        begin, end = edge, edge + timedelta(minutes=1)
        figure = response_time(begin, end, "clients;mean")[None]
    assert counts == [12, 7]
    assert (figure.numerator, figure.denominator) == (50_000, 5)


def test_the_page_of_speed_shows_figure_verdict_count_and_the_distribution_as_picture_and_table(
    cast: Cast, client: Client, signed_in: SignIn
) -> None:
    asked = signed_in(cast.manager)
    assert "Er is nog niets gemeten" in asked.get("/desk/speed/").content.decode()
    bound_to(cast, "perplex-dbc")
    opened(
        cast, client,
        point([949, 0, 0, 51, 0], 300.0, http_route="/clients", tenant=cast.merendaal.slug),
        point([990, 0, 0, 10, 0], 60.0, http_route="/clients", tenant=cast.hazelvoort.slug),
    )  # fmt: skip
    shown = html.unescape(asked.get("/desk/speed/?month=2026-04").content.decode())
    assert "96,95\N{NO-BREAK SPACE}% is goed" in shown
    assert "nagekomen voor 1, niet voor 1, geen oordeel voor 0" in shown
    assert "Metingen: 2000" in shown
    assert '<th scope="row">2 s – 2,5 s</th>' in shown
    assert shown.count('<svg class="w-pic"') == 2
    english = html.unescape(asked.get("/desk/speed/?month=2026-03", headers={"Accept-Language": "en"}).content.decode())
    assert "No measurement in this month." in english or "Geen meting in deze maand." in english


def test_three_parts_ask_no_more_than_one(cast: Cast, client: Client, signed_in: SignIn) -> None:
    bound_to(cast, "perplex-dbc")
    asked = signed_in(cast.manager)
    key = opened(cast, client, point([5, 0, 0, 0, 0], 0.1, http_route="/clients"))
    asked.get("/desk/speed/")
    with CaptureQueriesContext(connection) as one:
        asked.get("/desk/speed/")
    more = (point([5, 0, 0, 0, 0], 0.1, http_route="/trajectories"), point([5, 0, 0, 0, 0], 0.1, http_route="/"))
    assert sent(client, key, message(*more)).status_code == 200
    with CaptureQueriesContext(connection) as three:
        page = asked.get("/desk/speed/").content.decode()
    assert page.count("<h2") >= 3
    assert len(three) == len(one)


def test_the_figure_of_a_month_names_the_hash_of_its_hours_which_add_up_to_it(
    cast: Cast, client: Client, signed_in: SignIn
) -> None:
    bound_to(cast, "perplex-dbc")
    theirs = {"http_route": "/clients", "tenant": cast.merendaal.slug}
    key = opened(
        cast, client, point([949, 0, 0, 51, 0], 300.0, **theirs),
        point([0, 0, 0, 900, 0], 2000.0, http_route="/clients", tenant=cast.hazelvoort.slug),
    )  # fmt: skip
    said = told(cast, cast.merendaal.id, "service.clients")
    hour = to_us(NOW) // 60_000_000 // 60 * 60
    line = f"{hour} 60 1000 300000000000 300000000000 0 51 51"
    with cast.manager.at_work():
        begin, end = at("2026-04-01 00:00"), at("2026-05-01 00:00")
        assert response_data(begin, end, "clients;share;<= 2 s", cast.merendaal.id) == [line]
        everybody = f"{hour} 60 1900 2300000000000 2300000000000 0 951 951"
        assert response_data(begin, end, "clients;share;<= 2 s", None) == [everybody]
        assert response_data(begin, end, "nothing;mean", None) == []
    with tenancy.enter(Role.DESK):
        rows = response_time(begin, end, "clients;share;<= 2 s")[cast.merendaal.id].rows
    assert (rows[1], rows[-2:]) == (
        "draw-spread;0;1000000;949",
        ("draw-spread;2000000000;2500000000;51", "draw-day;2026-04-07;1000;0;1000000;2000000000;2500000000"),
    )
    counted = f"Geteld uit gegevens met sha256 {sha256_hex(line.encode())}."
    assert counted in said["measure"]["explanation"]["nl"]
    with tenancy.enter(Role.DESK):
        report = Report.objects.get(tenant_id=cast.merendaal.id)
    data = signed_in(cast.owner).get(f"/portal/reports/{report.id}/data.json").content
    assert fits(json.loads(bytes(report.payload)), data) == ("service.clients",)
    assert signed_in(cast.stranger).get(f"/portal/reports/{report.id}/data.json").status_code == 404
    assert sent(client, key, message(point([0, 0, 0, 1, 0], 3.0, instance="late", **theirs))).content == b"{}"
    again = told(cast, cast.merendaal.id, "service.clients")
    assert (again["measure"]["numerator"], again["measure"]["denominator"]) == (949, 1001)
    replaced = f"Dit is versie 2 van dit cijfer, in plaats van sha256 {said['measure']['statement']}."
    assert f"{replaced} Er kwamen later nog metingen binnen." in again["measure"]["explanation"]["nl"]
