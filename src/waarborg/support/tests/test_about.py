"""What a ticket is about: something that its customer had bought, and promises about that alone."""

import html
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.catalogue.actions.keep_item import add_item
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.promises.tests.test_scope import PICK_UP, about_only, scoped
from waarborg.support.actions.about import NotBought, say_about
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import due, runs

SignIn = Callable[[Player], Client]
NEW = "/portal/tickets/new/"
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def stock(cast: Cast) -> Stock:
    """The agreement promises to pick up urgent failures of the records alone."""
    publish_and_bind(cast, scoped(b"records"))
    return make_stock(cast)


def reported(cast: Cast, about: object = None, by: Player | None = None) -> Ticket:
    player = by or cast.owner
    filled_in = Report("Het dossier is leeg", "incident", "Niemand ziet iets.", priority="p1", about_id=about)  # type: ignore[arg-type]
    with player.at_work():
        made: Ticket = report(player.organisation.id, filled_in, by=player.actor, at=NOW)
    return made


def test_a_clock_runs_for_tickets_about_what_the_promise_is_about(cast: Cast, stock: Stock) -> None:
    bought(cast, stock.records, cast.merendaal)
    bought(cast, stock.plans, cast.merendaal)
    bought(cast, stock.payroll, cast.merendaal)
    found = {
        one: PICK_UP in runs(cast, reported(cast, getattr(stock, one).id)) for one in ("records", "plans", "payroll")
    }
    # A module is part of its product.
    assert found == {"records": True, "plans": True, "payroll": False}
    assert PICK_UP not in runs(cast, reported(cast))


@pytest.mark.parametrize("what", ["records", "clients", "database"])
def test_a_ticket_is_about_nothing_that_was_not_bought(cast: Cast, stock: Stock, what: str) -> None:
    """Neither before its first day nor after its last, nor about what it runs on then."""
    bought(cast, stock.records, cast.merendaal, date(2026, 5, 1))
    bought(cast, stock.records, cast.merendaal, date(2025, 1, 1), date(2026, 4, 6))
    with pytest.raises(NotBought):
        reported(cast, getattr(stock, what).id)
    with cast.owner.at_work():
        assert not Ticket.objects.exists()


def test_a_promise_about_a_component_holds_for_tickets_about_it_and_its_parts(cast: Cast, signed_in: SignIn) -> None:
    """On the portal and on the desk its customer names components of what it bought; the web is part of the servers."""
    publish_and_bind(cast, about_only(b"component: servers"))
    stock = make_stock(cast)
    with cast.manager.at_work():
        web = add_item(
            "component", "web", provider=cast.provider.id, by=cast.manager.actor, at=NOW,
            parent=stock.service, nl="de webapplicatie", en="the web application",
        )  # fmt: skip
    bought(cast, stock.records, cast.merendaal)
    client = signed_in(cast.owner)
    page = html.unescape(client.get(NEW).content.decode())
    assert (
        page.index("Cliëntdossier") < page.index("Onderdelen") < page.index("de webapplicatie") < page.index("Cliënten")
    )
    fields = {"subject": "Traag", "kind": "incident", "priority": "p1", "what": "Het opent langzaam."}
    fields |= {"about": str(web.id), "once": "0190a0a0-0000-7000-8000-000000000002"}
    assert client.post(NEW, fields).status_code == 302
    with cast.owner.at_work():
        ticket = Ticket.objects.get()
    assert (ticket.about_id, due(cast, ticket, PICK_UP)) == (web.id, "2026-04-07 15:42")
    path = f"/desk/tickets/{ticket.id}/about/"
    agent = signed_in(cast.agent)
    assert "de database" in html.unescape(agent.get(path).content.decode())
    assert agent.post(path, {"about": str(stock.database.id)}).status_code == 302
    assert due(cast, ticket, PICK_UP) is None


def test_who_can_name_one_thing_alone_is_not_asked_and_reports_about_that(cast: Cast, signed_in: SignIn) -> None:
    publish_and_bind(cast, scoped(b"bare"))
    with cast.manager.at_work():
        more = {"provider": cast.provider.id, "by": cast.manager.actor, "at": NOW}
        service = add_item("service", "plain", **more, nl="Dienst", en="Service")
        bare = add_item("product", "bare", **more, parent=service, nl="Kaal", en="Bare")
    bought(cast, bare, cast.merendaal)
    assert "Waar gaat het over?" not in html.unescape(signed_in(cast.owner).get(NEW).content.decode())
    assert reported(cast).about_id == bare.id


def test_who_bought_one_product_and_names_nothing_reports_about_that(cast: Cast, stock: Stock) -> None:
    bought(cast, stock.records, cast.merendaal)
    ticket = reported(cast)
    assert ticket.about_id == stock.records.id
    assert PICK_UP in runs(cast, ticket)
    with cast.owner.at_work():
        [entry] = JournalEntry.objects.filter(kind="support.ticket.reported")
        assert {name: entry.properties[name] for name in ("product", "service")} == {
            "product": "records", "service": "care",
        }  # fmt: skip
    assert reported(cast, by=cast.stranger).about_id is None


def test_who_bought_more_chooses_in_the_form_and_the_desk_reads_it(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    bought(cast, stock.records, cast.merendaal)
    bought(cast, stock.payroll, cast.merendaal)
    client = signed_in(cast.owner)
    page = html.unescape(client.get(NEW).content.decode())
    assert page.index("Waar gaat het over?") < page.index("Cliëntdossier") < page.index("Trajecten")
    fields = {"subject": "Traag", "kind": "incident", "priority": "p1", "what": "Het opent langzaam."}
    fields |= {"about": str(stock.clients.id), "once": "0190a0a0-0000-7000-8000-000000000001"}
    assert client.post(NEW, fields).status_code == 302
    with cast.owner.at_work():
        ticket = Ticket.objects.get()
    assert ticket.about_id == stock.clients.id
    for who, path in ((cast.owner, "portal"), (cast.agent, "desk")):
        page = html.unescape(signed_in(who).get(f"/{path}/tickets/{ticket.id}/").content.decode())
        assert "Waarover" in page and "Cliënten" in page


def test_staff_say_later_what_it_is_about_and_the_clock_counts_from_the_report(
    cast: Cast, stock: Stock, signed_in: SignIn
) -> None:
    bought(cast, stock.records, cast.merendaal)
    bought(cast, stock.payroll, cast.merendaal)
    ticket = reported(cast)
    client, path = signed_in(cast.agent), f"/desk/tickets/{ticket.id}/about/"
    assert client.post(path, {"about": str(stock.records.id)}).status_code == 302
    assert due(cast, ticket, PICK_UP) == "2026-04-07 15:42"
    with cast.agent.at_work():
        say_about(ticket, stock.payroll.id, by=cast.agent.actor, at=LATER)
    assert due(cast, ticket, PICK_UP) is None
    with cast.agent.at_work():
        for _ in range(2):
            say_about(ticket, None, by=cast.agent.actor, at=LATER)
    with cast.agent.at_work():
        told = JournalEntry.objects.filter(kind="support.ticket.about-set").order_by("sequence")
        assert [one.properties["product"] for one in told] == ["records", "payroll", "-"]


@pytest.mark.parametrize(("who", "refusal"), [("owner", NotAllowed), ("agent", NotBought)])
def test_a_refused_word_changes_nothing(cast: Cast, stock: Stock, who: str, refusal: type[Refusal]) -> None:
    bought(cast, stock.records, cast.merendaal)
    ticket, player = reported(cast), getattr(cast, who)
    with player.at_work(), pytest.raises(refusal):
        say_about(ticket, stock.payroll.id, by=player.actor, at=NOW)
    with cast.agent.at_work():
        assert Ticket.objects.get().about_id == stock.records.id
        assert not JournalEntry.objects.filter(kind="support.ticket.about-set").exists()
