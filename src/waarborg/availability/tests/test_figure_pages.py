"""The pages of a month's availability: the desk's by component, a customer's own with what it rests on, the method."""

import html
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.models import Finding
from waarborg.availability.queries.figure_checks import availability_in_portal
from waarborg.availability.tests.figures import bound, buys, component, outage, when
from waarborg.availability.tests.incidents import shown_to_all
from waarborg.catalogue.models import Item
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.checks import NotKnown
from waarborg.plumbing.slots import counted

SignIn = Callable[[Player], Client]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def may(settings: object) -> None:
    settings.CLOCK_OFFSET = when("2026-05-02 12:00") - timezone.now()  # type: ignore[attr-defined]


def text(client: Client, path: str, status: int = 200) -> str:
    answered = client.get(path)
    assert answered.status_code == status
    return html.unescape(answered.content.decode())


def test_without_components_both_faces_say_what_is_needed(cast: Cast, signed_in: SignIn) -> None:
    assert "Zodra bekend is wat u heeft afgenomen" in text(signed_in(cast.owner), "/portal/availability/")
    assert "Nog geen onderdeel" in text(signed_in(cast.manager), "/desk/availability/")
    with pytest.raises(NotKnown):
        availability_in_portal(when("2026-05-02 12:00"))


@pytest.mark.clause("PX-62")
def test_a_customer_reads_the_network_and_the_application_apart_each_with_its_definition(
    cast: Cast, signed_in: SignIn
) -> None:
    stock, parts = bound(cast, "perplex-dbc", "network")
    buys(cast, stock)
    outage(cast, parts["network"], "2026-04-10 12:00:00", "2026-04-10 12:00:02")
    outage(cast, stock.application, "2026-04-11 12:00", "2026-04-11 12:30")
    page = text(signed_in(cast.owner), "/portal/availability/?month=2026-04")
    network, application = page.index("Onderdeel network"), page.index("De applicatie")
    assert network < page.index(f"99,99992{NBSP}%") < application < page.index(f"99,93055{NBSP}%")
    assert "van de toegestane uitval" in page[network:application].lower()
    assert "Toegezegd" not in page[application:]
    told = text(signed_in(cast.owner), "/portal/availability/method/?promise=service.network")
    assert "Meetmethode availability.uptime/1." in told
    assert availability_in_portal(when("2026-05-02 12:00")).holds


def test_the_desk_reads_all_components_or_those_of_a_customer_and_puts_right(cast: Cast, signed_in: SignIn) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    website = parts["website"]
    outage(cast, website, "2026-04-10 12:00", "2026-04-10 13:00")
    desk = signed_in(cast.manager)
    assert "niet gehaald" in text(desk, "/desk/availability/?month=2026-04")
    assert "unstated" not in text(desk, "/desk/availability/")
    assert cast.merendaal.name in text(desk, f"/desk/availability/?month=2026-04&customer={cast.merendaal.slug}")
    path = f"/desk/availability/{website.id}/"
    said = {
        "begins_at": "2026-04-10T12:40", "ends_at": "2026-04-10T13:00", "what": "correction:up", "reason": "Hing.",
    }  # fmt: skip
    assert desk.post(path, said | {"what": "exclusion:agreed"}).status_code == 422
    with cast.manager.at_work():
        assert not Finding.objects.exists()
    assert desk.post(path, said).status_code == 302
    page = text(desk, "/desk/availability/?month=2026-04")
    assert "niet gehaald" not in page
    assert "40 min" in page
    assert "Hing." in text(desk, path)
    assert signed_in(cast.agent).get(path).status_code == 403


@pytest.mark.parametrize("face", ["desk", "portal", "status"])
def test_as_many_queries_for_three_components_as_for_one(cast: Cast, signed_in: SignIn, face: str) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    shown_to_all(cast, parts["website"])
    client = {"desk": signed_in(cast.manager), "portal": signed_in(cast.owner)}.get(face, Client())
    path = f"/{face}/availability/?month=2026-04"
    client.get(path)
    with counted() as one:
        client.get(path)
    for hour, key in (("09", "mail"), ("11", "search")):
        item = component(cast, stock, key, since=f"2026-05-01 {hour}:00")
        with cast.manager.at_work():
            Item.objects.filter(id=item.id).update(audience="public")
        outage(cast, item, f"2026-05-01 {hour}:10", f"2026-05-01 {hour}:30")
    client.get(path)
    with counted() as three:
        client.get(path)
    assert len(one) == len(three) <= 30


def test_visitors_read_the_figures_of_what_they_may_see_and_of_no_promise(cast: Cast) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    assert "Zodra de leverancier hier onderdelen laat zien" in text(Client(), "/status/availability/")
    shown_to_all(cast, parts["website"])
    outage(cast, parts["website"], "2026-04-10 12:00", "2026-04-10 12:43")
    outage(cast, stock.application, "2026-04-11 12:00", "2026-04-11 12:30")
    page = text(Client(), "/status/availability/?month=2026-04")
    # 43 of the 43,200 minutes of April.
    assert f"99,90046{NBSP}%" in page
    assert ("De applicatie" in page, "Toegezegd" in page, "gehaald" in page) == (False, False, False)
    told = text(Client(), "/status/availability/method/?component=website")
    assert "Meetmethode availability.uptime/1." in told
    assert "Meetmethode" in text(Client(), "/status/availability/method/?component=onbekend")
