"""The pages: staff keep what is supplied and who bought it, a customer reads what it has in plain words."""

import html
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.catalogue.models import Item, Purchase
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing.slots import counted

SignIn = Callable[[Player], Client]
LIST, ADD = "/desk/catalogue/", "/desk/catalogue/add/"


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def text(client: Client, path: str, status: int = 200) -> str:
    answered = client.get(path)
    assert answered.status_code == status
    return html.unescape(answered.content.decode())


def test_a_service_manager_builds_a_catalogue_from_nothing(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.manager)
    assert "Er wordt nog niets geleverd" in text(client, LIST)
    names = {"nl": "Zorgplatform", "en": "Care platform"}
    assert client.post(f"{ADD}?kind=service", {"key": "care", **names}).status_code == 302
    with cast.manager.at_work():
        service = Item.objects.get()
    under = {"parent": str(service.id)}
    client.post(f"{ADD}?kind=product", {"key": "records", "nl": "Dossier", "en": "Records", **under})
    client.post(f"{ADD}?kind=component", {"key": "db", "nl": "Database", "en": "Database", **under})
    with cast.manager.at_work():
        database = Item.objects.get(key="db")
    client.post(
        f"{ADD}?kind=component",
        {"key": "web", "nl": "Voorkant", "en": "Front", "needs": [str(database.id)], "third_party": "on", **under},
    )
    page = text(client, LIST)
    assert page.index("Zorgplatform") < page.index("Dossier") < page.index("Database") < page.index("Voorkant")
    assert "van een derde" in page
    assert "Database" in text(client, "/desk/catalogue/component/web/")


def test_what_is_refused_is_said_at_its_field_with_what_was_typed(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    fields = {"key": "records", "nl": "Nog een", "en": "Another", "parent": str(stock.service.id)}
    answered = signed_in(cast.manager).post(f"{ADD}?kind=product", fields)
    page = html.unescape(answered.content.decode())
    assert answered.status_code == 409
    assert "Er is al iets dat overeenkomsten “records” noemen." in page
    assert 'value="Nog een"' in page


def test_one_thing_is_changed_archived_and_brought_back(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    bought(cast, stock.records, cast.merendaal)
    client, path = signed_in(cast.manager), "/desk/catalogue/product/records/"
    assert "Stichting Thuiszorg Merendaal" in text(client, path)
    client.post(path, {"nl": "Dossier", "en": "Records", "parent": str(stock.service.id)})
    assert "Dossier" in text(client, LIST)
    client.post(path, {"do": "archive"})
    assert path not in text(client, LIST)
    assert path in text(client, f"{LIST}?show=archive")
    client.post(path, {"do": "restore"})
    assert path in text(client, LIST)


def test_a_purchase_is_recorded_ended_and_withdrawn(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    client, path = signed_in(cast.manager), f"/desk/customers/{cast.merendaal.id}/bought/"
    fields = {"item": str(stock.records.id), "starts_on": "2026-01-01", "ends_on": ""}
    assert client.post(path, fields).status_code == 302
    again = client.post(path, fields)
    assert again.status_code == 409
    assert "Deze klant heeft “Cliëntdossier” in die tijd al." in html.unescape(again.content.decode())
    with cast.manager.at_work():
        made = Purchase.objects.get()
    assert client.post(f"/desk/purchases/{made.id}/", {"do": "end", "ends_on": "2026-04-30"}).status_code == 302
    assert "30 april 2026" in text(client, path)
    assert client.post(f"/desk/purchases/{made.id}/", {"do": "withdraw", "reason": ""}).status_code == 422
    client.post(f"/desk/purchases/{made.id}/", {"do": "withdraw", "reason": "Verkeerde klant"})
    assert "ingetrokken" in text(client, path)


def test_an_agent_reads_and_records_nothing(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    made = bought(cast, stock.records, cast.merendaal)
    client, path = signed_in(cast.agent), f"/desk/customers/{cast.merendaal.id}/bought/"
    page = text(client, path)
    assert "Cliëntdossier" in page and '<a href="../">Stichting Thuiszorg Merendaal</a>' in page
    assert "Een afname vastleggen" not in text(client, path)
    fields = {"item": str(stock.payroll.id), "starts_on": "2026-01-01"}
    assert client.post(path, fields).status_code == 403
    assert client.post(f"/desk/purchases/{made.id}/", {"do": "withdraw", "reason": "x"}).status_code == 403
    assert client.post("/desk/catalogue/product/records/", {"do": "archive"}).status_code == 403
    assert client.get(ADD).status_code == 403


def test_the_page_of_a_customer_says_what_it_has(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    bought(cast, stock.records, cast.merendaal)
    bought(cast, stock.plans, cast.merendaal)
    bought(cast, stock.payroll, cast.merendaal, date(2026, 5, 1))
    page = text(signed_in(cast.agent), f"/desk/customers/{cast.merendaal.id}/")
    assert "Cliëntdossier" in page and "met Zorgplannen" in page
    assert "vanaf vrijdag 1 mei" in page


def test_a_customer_reads_what_it_has_what_comes_and_what_it_had(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    bought(cast, stock.records, cast.merendaal)
    bought(cast, stock.plans, cast.merendaal)
    bought(cast, stock.payroll, cast.merendaal, date(2024, 1, 1), date(2025, 12, 31))
    client = signed_in(cast.ordinary_user)
    page = text(client, "/portal/products/").partition("<main")[2]
    now, past = page.partition("Eerder")[::2]
    assert "Cliëntdossier" in now and "Zorgplannen" in now and "Salaris" not in now
    assert "van maandag 1 januari 2024 tot en met woensdag 31 december 2025" in " ".join(past.split())
    # PX-106: what a third party runs stands apart.
    assert page.index("Waar het op draait") < page.index("de database") < page.index("Van anderen")
    assert page.index("Van anderen") < page.index("de postdienst")
    theirs = text(signed_in(cast.stranger), "/portal/products/")
    assert "Wij hebben nog niet vastgelegd wat u afneemt" in theirs
    assert "Cliëntdossier" not in theirs


def test_pages_ask_as_little_of_a_long_catalogue_as_of_a_short_one(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    client, paths = signed_in(cast.manager), [LIST, f"/desk/customers/{cast.merendaal.id}/bought/"]

    def asked() -> list[int]:
        found = []
        for path in paths:
            with counted() as queries:
                text(client, path)
            found.append(len(queries))
        return found

    bought(cast, stock.records, cast.merendaal)
    asked()  # the session's first request notes that somebody was there
    before = asked()
    with cast.manager.at_work():
        for number in range(40):
            one = Item.objects.create(
                tenant_id=cast.provider.id, kind="product", key=f"p-{number}", nl="P", en="P", parent=stock.service
            )
            Purchase.objects.create(tenant_id=cast.merendaal.id, item=one, starts_on=NOW.date())
    assert asked() == before
    assert max(before) <= 12
