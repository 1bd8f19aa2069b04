"""The desk's pages of probes."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from waarborg.availability.actions.keep_place import make_place
from waarborg.availability.models import Place, Probe
from waarborg.availability.queries.probes import digest
from waarborg.availability.tests.incidents import at
from waarborg.availability.tests.probes import came, marks, own, probe, worked_out
from waarborg.catalogue.tests.stock import Stock, make_stock
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


def given(stock: Stock, **more: Any) -> dict[str, Any]:
    return {
        "name": "Voorpagina",
        "component": str(stock.application.id),
        "kind": "http",
        "target": "https://care.example.nl/",
        "every": 60,
        "timeout": 10,
        "retries": 1,
        "failures": 2,
        "needed": 1,
        "status": "200-299",
        "certificate_days": 14,
        "record": "A",
        **more,
    }


def test_without_probes_it_says_what_to_do(cast: Cast, signed_in: SignIn) -> None:
    page = text(signed_in(cast.manager), "/desk/probes/")
    assert "Er wordt nog niets gemeten" in page
    assert "/desk/probes/new/" in page
    assert "Nog geen onderdeel" in text(signed_in(cast.manager), "/desk/probes/new/")


def test_it_is_made_changed_paused_and_removed_on_pages(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    client = signed_in(cast.manager)
    refused = client.post("/desk/probes/new/", given(stock, target="http://10.0.0.1/"))
    assert refused.status_code == 422
    assert "ligt in ons eigen netwerk" in html.unescape(refused.content.decode())
    assert client.post("/desk/probes/new/", given(stock)).status_code == 302
    with cast.manager.at_work():
        made = Probe.objects.get()
        assert made.task.conditions.status == (200, 299)
    path = f"/desk/probes/{made.id}/"
    assert client.post(path, given(stock, every=30, revision=0)).status_code == 302
    assert client.post(path, given(stock, every=20, revision=1)).status_code == 422
    assert client.post(path, given(stock, every=30, name="Deur", revision=0)).status_code == 409
    assert client.post(path, {"do": "pause"}).status_code == 302
    assert "staat stil" in text(client, "/desk/probes/")
    assert client.post(path, {"do": "remove"}).status_code == 302
    text(client, path, 404)


def test_the_address_of_a_job_and_the_token_of_a_place_are_shown_once(
    cast: Cast, stock: Stock, signed_in: SignIn
) -> None:
    client = signed_in(cast.manager)
    told = client.post("/desk/probes/new/", given(stock, kind="heartbeat", target="", every=3600, timeout=300))
    address = html.unescape(told.content.decode()).split("/heartbeat/")[1].split("<")[0]
    with cast.manager.at_work():
        assert Probe.objects.get().token_digest == digest(address)
    told = client.post("/desk/probes/places/new/", {"name": "Frankfurt", "run_by": "Voorbeeld Hosting"})
    assert told.status_code == 200
    with cast.manager.at_work():
        place = Place.objects.get(own=False)
    page = text(client, "/desk/probes/")
    assert "Voorbeeld Hosting" in page
    renewed = client.post(f"/desk/probes/places/{place.id}/token/").content.decode()
    fresh = renewed.split('<code class="w-code">')[1].split("<")[0]
    with cast.manager.at_work():
        assert Place.objects.get(id=place.id).token_digest == digest(fresh) != place.token_digest
    assert client.post(f"/desk/probes/places/{place.id}/revoke/").status_code == 302
    assert "Voorbeeld Hosting" not in text(client, "/desk/probes/")


def test_what_was_seen_stands_there_and_who_may_not_keep_probes_only_looks(
    cast: Cast, stock: Stock, signed_in: SignIn
) -> None:
    one = probe(cast, stock.application, "11:00")
    came(cast, own(cast), marks(one, "11:50", "++--"), "11:54")
    worked_out(cast, "11:54")
    page = text(signed_in(cast.agent), "/desk/probes/")
    assert "de verbinding werd geweigerd" in page
    assert "/desk/probes/new/" not in page
    page = text(signed_in(cast.agent), f"/desk/probes/{one.id}/")
    assert page.count("de verbinding werd geweigerd") == 2
    assert 'name="every"' not in page
    assert signed_in(cast.agent).post(f"/desk/probes/{one.id}/", {"do": "remove"}).status_code == 403
    assert signed_in(cast.agent).get("/desk/probes/new/").status_code == 403


def test_more_rows_ask_the_database_no_more_often(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    client, many = signed_in(cast.manager), []
    with cast.manager.at_work():
        make_place("Frankfurt", provider=cast.provider.id, by=cast.manager.actor, at=at("10:00"))
    for number in range(3):
        one = probe(cast, stock.application, "11:00", name=f"Meting {number}")
        came(cast, own(cast), marks(one, "11:50", "++"), "11:54")
        client.get("/desk/probes/")
        with counted() as statements:
            client.get("/desk/probes/")
        many.append(len(statements))
    assert many[0] == many[2]
