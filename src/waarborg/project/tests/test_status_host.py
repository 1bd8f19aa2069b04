"""The status page on a host of its own: what everybody may read, and a way to the product for the rest."""

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.tests.incidents import at, out, shown_to_all
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast

HOST = "status.example.org"


@pytest.fixture(autouse=True)
def hosts(settings: object) -> None:
    settings.PUBLIC_URL, settings.STATUS_URL = "https://service.example.org", f"https://{HOST}"  # type: ignore[attr-defined]
    settings.ALLOWED_HOSTS = ["service.example.org", HOST]  # type: ignore[attr-defined]
    settings.CLOCK_OFFSET = at("12:00") - timezone.now()  # type: ignore[attr-defined]


def visited(path: str, host: str = HOST, *, posted: bool = False) -> tuple[int, str]:
    client = Client(headers={"host": host})
    answer = client.post(path, {"email": "lezer@example.org"}) if posted else client.get(path)
    return answer.status_code, answer.headers.get("Location", "")


def test_the_public_pages_their_files_and_their_looks_are_there(cast: Cast) -> None:
    assert visited("/") == (302, "/status/")
    paths = ("/status/", "/status/history/", "/status/maintenance/", "/status/subscribe/", "/status/feed.atom")
    assert [visited(one)[0] for one in (*paths, "/status/api/v2/summary.json")] == [200] * 6
    # Where the house has no look of its own there is none, here as there.
    assert visited("/brand/style.css")[0] == 404


@pytest.mark.parametrize("path", ["/accounts/sign-in/", "/portal/", "/api/v1/openapi.json", "/health"])
def test_everything_else_leads_to_the_product_and_takes_nothing_along(cast: Cast, path: str) -> None:
    expected = (302, f"https://service.example.org{path}")
    assert (visited(path), visited(path, posted=True)) == (expected, expected)
    assert visited(f"{path}?next=https://elders.example") == expected


def test_feeds_and_files_name_that_host_wherever_they_are_read(cast: Cast) -> None:
    stock = make_stock(cast, at("00:01"))
    shown_to_all(cast, stock.application)
    made = out(cast, stock)
    for host in (HOST, "service.example.org"):
        client = Client(headers={"host": host})
        assert f"https://{HOST}/status/incidents/{made.id}/" in client.get("/status/feed.rss").content.decode()
        page = client.get("/status/api/v2/summary.json").json()["page"]
        assert page["url"] == f"https://{HOST}/status/"


def test_on_the_products_own_host_and_without_another_nothing_changes(cast: Cast, settings: object) -> None:
    assert visited("/accounts/sign-in/", "service.example.org")[0] == 200
    settings.STATUS_URL = settings.PUBLIC_URL  # type: ignore[attr-defined]
    assert visited("/accounts/sign-in/", "service.example.org")[0] == 200
    assert visited("/accounts/sign-in/", "elders.example.org")[0] == 400
