"""Files for programs: the Statuspage API v2, feeds and a badge; what visitors may read, whoever asks."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.availability.tests.incidents import at, out, resolved, shown_to_all
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast, Player

V2 = "/status/api/v2/"
ATOM = "{http://www.w3.org/2005/Atom}"


pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def stock(cast: Cast) -> Stock:
    made = make_stock(cast, at("00:01"))
    shown_to_all(cast, made.application, made.database, made.hosting)
    return made


def test_the_summary_names_groups_components_and_what_goes_on(cast: Cast, stock: Stock) -> None:
    resolved(cast, out(cast, stock, "00:20", title="Voorbij"), "00:30")
    made = out(cast, stock, "01:00", effect="partial")
    found = Client().get(f"{V2}summary.json", headers={"Accept-Language": "en"}).json()
    assert found["status"] == {"indicator": "major", "description": "Partial System Outage"}
    assert [(one["name"], one["status"], one["group"]) for one in found["components"]] == [
        ("Hosting", "operational", True),
        ("the database", "operational", False),
        ("the application", "partial_outage", False),
    ]
    assert found["components"][0]["components"] == [found["components"][1]["id"]]
    [told] = found["incidents"]
    assert (told["id"], told["name"], told["status"], told["impact"], told["resolved_at"]) == (
        str(made.id),
        "Signing in fails",
        "investigating",
        "major",
        None,
    )
    assert told["started_at"] == f"{at('01:00'):%Y-%m-%dT%H:%M}:00.000Z"
    assert told["incident_updates"][0]["body"] == "Signing in fails. We are finding out why."
    assert found["scheduled_maintenances"] == []


def test_each_file_has_what_its_name_says(cast: Cast, stock: Stock) -> None:
    resolved(cast, out(cast, stock, "00:20", title="Voorbij"), "00:30")
    out(cast, stock, "01:00", title="Nu")

    def names(path: str) -> list[str]:
        return [one["name"] for one in Client().get(f"{V2}{path}.json").json()["incidents"]]

    assert (names("incidents"), names("incidents/unresolved")) == (["Nu", "Voorbij"], ["Nu"])
    assert set(Client().get(f"{V2}status.json").json()) == {"page", "status"}
    assert set(Client().get(f"{V2}components.json").json()) == {"page", "components"}
    for path in ("scheduled-maintenances", "scheduled-maintenances/upcoming", "scheduled-maintenances/active"):
        assert Client().get(f"{V2}{path}.json").json()["scheduled_maintenances"] == []
    for path in ("unknown", "status/unresolved", "incidents/active"):
        assert Client().get(f"{V2}{path}.json").status_code == 404


def test_it_is_not_sent_again_while_nothing_changed_and_every_page_may_read_it(cast: Cast, stock: Stock) -> None:
    first = Client().get(f"{V2}incidents.json")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = Client().get(f"{V2}incidents.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    out(cast, stock)
    assert Client().get(f"{V2}incidents.json", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(("path", "entry"), [("atom", f"{ATOM}entry"), ("rss", "item")])
def test_feeds_have_an_entry_for_each_message_as_text(cast: Cast, stock: Stock, path: str, entry: str) -> None:
    resolved(cast, out(cast, stock, title="Rood < groen & <b>meer</b>"), "02:00")
    root = ET.fromstring(Client().get(f"/status/feed.{path}").content)
    titles = [one.findtext(f"{ATOM}title") or one.findtext("title") for one in root.iter(entry)]
    assert titles == ["Rood < groen & <b>meer</b>: Opgelost", "Rood < groen & <b>meer</b>: In onderzoek"]
    identities = [one.findtext(f"{ATOM}id") or one.findtext("guid") or "" for one in root.iter(entry)]
    assert len({one for one in identities if one.startswith("urn:uuid:")}) == 2


def test_the_badge_says_how_it_is_in_words(cast: Cast, stock: Stock) -> None:
    answered = Client().get("/status/badge.svg")
    assert answered.headers["Content-Type"] == "image/svg+xml"
    assert ET.fromstring(answered.content).attrib["aria-label"] == "Alles werkt."
    out(cast, stock)
    assert ET.fromstring(Client().get("/status/badge.svg").content).attrib["aria-label"] == "Storing: de applicatie"


def test_staff_get_no_more_from_them_than_visitors(
    cast: Cast, signed_in: Callable[[Player], Client], stock: Stock
) -> None:
    out(cast, Stock(**{**vars(stock), "application": stock.post}), title="Alleen voor klanten")
    for path in (f"{V2}summary.json", "/status/feed.atom", "/status/feed.rss", "/status/badge.svg"):
        assert signed_in(cast.manager).get(path).content == Client().get(path).content
    assert json.loads(signed_in(cast.manager).get(f"{V2}incidents.json").content)["incidents"] == []
