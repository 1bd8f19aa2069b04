"""The pages: visitors, customers and staff read the same of one incident, each as far as it is theirs."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.models import Incident, Outage
from waarborg.availability.tests.incidents import at, out, resolved, shown_to_all
from waarborg.catalogue.actions.keep_item import change_item
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.slots import counted

SignIn = Callable[[Player], Client]


pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast, at("00:01"))


def text(client: Client, path: str, status: int = 200) -> str:
    answered = client.get(path)
    assert answered.status_code == status
    return html.unescape(answered.content.decode())


def test_without_components_each_face_says_what_to_do_or_that_there_is_nothing(cast: Cast, signed_in: SignIn) -> None:
    assert "Hier staat nog geen onderdeel." in text(Client(), "/status/")
    assert "Zodra bekend is wat u heeft afgenomen" in text(signed_in(cast.owner), "/portal/status/")
    assert "Nog geen onderdeel" in text(signed_in(cast.manager), "/desk/status/")
    assert "Nog geen onderdeel" in text(signed_in(cast.manager), "/desk/status/new/")


@pytest.mark.clause("PX-106")
def test_what_others_run_stands_apart_and_does_not_count(cast: Cast, stock: Stock) -> None:
    """A failing third-party coupling shows as such and is not counted in our own availability."""
    shown_to_all(cast, stock.application, stock.post)
    out(cast, Stock(**{**vars(stock), "application": stock.post}), title="Post blijft liggen")
    page = text(Client(), "/status/")
    assert "Alles werkt." in page
    assert page.index("De applicatie") < page.index("Van anderen: staat apart") < page.index("De postdienst")
    assert Client().get("/status/api/v2/status.json").json()["status"]["indicator"] == "none"


def test_a_visitor_reads_what_is_shown_to_everybody_and_no_more(cast: Cast, stock: Stock) -> None:
    shown_to_all(cast, stock.application)
    made = out(cast, stock)
    page = text(Client(), "/status/")
    assert "Storing: de applicatie" in page
    assert "Wij zoeken uit waarom." in page
    assert "database" not in page
    assert "Inloggen lukt niet" in text(Client(), f"/status/incidents/{made.id}/")
    assert "Inloggen lukt niet" in text(Client(), "/status/history/")
    assert "Inloggen lukt niet" in text(Client(), "/accounts/sign-in/")


def test_within_a_minute_a_visitor_gets_the_same_to_the_byte(cast: Cast, stock: Stock, settings: object) -> None:
    shown_to_all(cast, stock.application)
    out(cast, stock)
    found = []
    for second in (5, 35):
        moment = at("12:00") + timedelta(seconds=second)
        settings.CLOCK_OFFSET = moment - timezone.now()  # type: ignore[attr-defined]
        pages = [text(Client(), path) for path in ("/status/", "/status/history/", "/status/maintenance/")]
        # The bar of a clock that is set ahead stands on no page outside tests and demonstrations.
        found += [re.sub(r'<section class="w-offset".*?</section>', "", page) for page in pages]
    assert found[:3] == found[3:]


def test_what_is_not_shown_to_everybody_is_not_there_for_a_visitor(cast: Cast, stock: Stock) -> None:
    made = out(cast, stock)
    text(Client(), f"/status/incidents/{made.id}/", 404)
    assert "Inloggen lukt niet" not in text(Client(), "/status/history/") + text(Client(), "/accounts/sign-in/")


def test_a_customer_reads_of_what_his_services_run_on(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    made = out(cast, stock)
    client = signed_in(cast.owner)
    assert "Inloggen lukt niet" not in text(client, "/portal/status/") + text(client, "/portal/")
    bought(cast, stock.records, cast.merendaal, at=at("00:30"))
    assert "Storing: de applicatie" in text(client, "/portal/status/")
    assert "Inloggen lukt niet" in text(client, "/portal/")
    assert "Geraakte onderdelen" in text(client, f"/portal/status/{made.id}/")


def test_staff_tell_say_more_and_end_it_on_pages(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    client = signed_in(cast.agent)
    hit = f"effect-{stock.application.id}"
    first = {"title_nl": "Traag", "phase": "investigating", "text_nl": "Wij kijken.", hit: "degraded"}
    assert client.post("/desk/status/new/", first | {hit: ""}).status_code == 422
    assert client.post("/desk/status/new/", first).status_code == 302
    with cast.agent.at_work():
        [made] = Incident.objects.all()
    path = f"/desk/status/{made.id}/"
    assert "Meer melden" in text(client, path)
    more = {"phase": "identified", "text_nl": "Gevonden.", hit: "down", "revision": 0}
    assert client.post(path, more).status_code == 302
    crossed = client.post(path, more | {"text_nl": "Ook iets."})
    assert crossed.status_code == 409
    page = html.unescape(crossed.content.decode())
    assert "Een collega schreef intussen over deze storing." in page
    assert "Ook iets." in page
    assert 'name="revision" value="1"' in page
    assert client.post(path, {"phase": "resolved", "text_nl": "Klaar.", "revision": 1}).status_code == 302
    with cast.agent.at_work():
        assert {one.effect for one in Outage.objects.filter(ends_at__isnull=False)} == {"degraded", "down"}
    assert "Terugkijken" in text(client, path)


def test_only_who_may_corrects_the_times(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    made = resolved(cast, out(cast, stock), "02:00")
    with cast.manager.at_work():
        one = Outage.objects.get()
    path = f"/desk/status/{made.id}/outages/{one.id}/"
    assert signed_in(cast.agent).get(path).status_code == 403
    client = signed_in(cast.manager)
    given = {"begins_at": "2026-04-08T02:30", "ends_at": "2026-04-08T04:10", "reason": "Het logboek"}
    assert client.post(path, given | {"reason": ""}).status_code == 422
    assert client.post(path, given).status_code == 302
    assert "verbeterd" in text(client, f"/desk/status/{made.id}/")


def test_a_component_leaves_the_public_page_when_nobody_may_see_it_any_more(cast: Cast, stock: Stock) -> None:
    shown_to_all(cast, stock.application)
    assert "De applicatie" in text(Client(), "/status/")
    with cast.manager.at_work():
        change_item(stock.application, shown_publicly=False, by=cast.manager.actor, at=at("00:40"))
    assert "De applicatie" not in text(Client(), "/status/")


@pytest.mark.parametrize("path", ["/status/", "/status/history/", "/desk/status/", "/portal/status/"])
def test_more_rows_ask_the_database_no_more_often(cast: Cast, stock: Stock, signed_in: SignIn, path: str) -> None:
    client = {"/desk": signed_in(cast.manager), "/port": signed_in(cast.owner)}.get(path[:5], Client())
    bought(cast, stock.records, cast.merendaal, at=at("00:05"))
    shown_to_all(cast, stock.application, stock.database)
    many = []
    for hour in ("00:30", "00:40", "00:50"):
        out(cast, stock, hour, title=f"Storing van {hour}")
        client.get(path)
        with counted() as statements:
            client.get(path)
        many.append(len(statements))
    assert many[0] == many[2]
