"""Figures of use leave through one gate: of five customers or more together, to improve the product, and noted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.availability.actions.take_metrics import current_edges
from waarborg.availability.actions.tallies import add_tallies, measured_numbers
from waarborg.availability.actions.use_together import (
    NoSuchMonth,
    OtherPurpose,
    Traceable,
    keep_out,
    take_in,
    take_together,
)
from waarborg.availability.events import USE_KEPT_OUT, USE_TAKEN, USE_TAKEN_IN
from waarborg.availability.models import KeptOut
from waarborg.availability.queries import together_checks
from waarborg.availability.queries.together_checks import usage_anonymous
from waarborg.availability.rules.otlp.edges import Amount
from waarborg.availability.rules.use_together import Together, gate
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.models import Organisation
from waarborg.customers.tests.cast import NOW, Cast, Player, make_organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import NotKnown
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role

pytestmark = pytest.mark.django_db
SignIn = Callable[[Player], Client]
MS = 10**6
MARCH = NOW - timedelta(days=12)
IMPROVEMENT: dict[str, Any] = {"purpose": "improvement", "anonymity": "anonymous"}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW)


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def used(cast: Cast, stock: Stock, clients: int, *more: Item) -> None:
    """In March so many customers opened Clients ten times each, and the first three of them other parts."""
    found = [cast.merendaal, cast.hazelvoort, *(_house(number) for number in range(2, clients))]
    with cast.manager.at_work():
        number, edges = current_edges(cast.provider.id, at=NOW)
        minute = int(MARCH.timestamp()) // 60
        parts = [(stock.clients.id, one) for one in found[:clients]]
        parts += [(item.id, one) for item in more for one in found[:3]]
        numbers = measured_numbers({(item, one.tenant_id) for item, one in parts})
        tallies = {}
        for item, one in parts:
            above = [10 if edge < 30 * MS else 0 for edge in edges]
            said = Amount(10, 300 * MS, 300 * MS, 0, above, list(above))
            tallies[numbers[item, one.tenant_id], one.tenant_id, minute] = said
        add_tallies(tallies, number)


def _house(number: int) -> Organisation:
    slug = f"huis-{number}"
    with tenancy.enter(Role.DESK):
        held = Organisation.objects.filter(slug=slug).first()
    return held or make_organisation(f"Huis {number}", slug)


def taken(cast: Cast, month: str = "2026-03", **said: Any) -> list[Together]:
    with cast.manager.at_work():
        given = {**IMPROVEMENT, **said}
        return take_together(month, provider=cast.provider.id, by=cast.manager.actor, at=NOW, **given)


def test_four_customers_are_too_few_and_of_five_one_may_not_be_nearly_all_of_it() -> None:
    def customers(*counts: int) -> list[Together]:
        return gate({"clients": [[(0, 100, count)] for count in counts]})

    assert customers(10, 10, 10, 10) == [Together("clients", hidden="too-few")]
    assert customers(10, 10, 10, 10, 0) == [Together("clients", hidden="too-few")]
    assert customers(10, 10, 10, 10, 10) == [Together("clients", 5, 50, 50, 96)]
    assert customers(160, 10, 10, 10, 10) == [Together("clients", 5, 200, 50, 95)]
    assert customers(161, 10, 10, 10, 10) == [Together("clients", hidden="one-stands-out")]
    assert gate({}) == []


@pytest.mark.clause("PX-44", "PX-75")
def test_a_part_that_three_customers_used_is_not_shown_and_no_figure_says_whose_it_is(
    cast: Cast, stock: Stock, signed_in: SignIn
) -> None:
    used(cast, stock, 5, stock.trajectories)
    clients, trajectories = taken(cast)
    assert (clients.part, clients.customers, clients.count, clients.hidden) == ("clients", 5, 50, "")
    assert 25 * MS < clients.half < clients.most <= 50 * MS
    assert trajectories == Together("trajectories", hidden="too-few")
    page = signed_in(cast.manager).get("/desk/speed/together/?month=2026-03").content.decode()
    assert "minder dan 5 klanten" in page
    assert not [one for one in ("Merendaal", "Hazelvoort", "Huis 2") if one in page.split("<main")[1]]


@pytest.mark.clause("PX-44", "PX-75")
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"anonymity": "traceable"}, Traceable), ({"purpose": "other"}, OtherPurpose),
        ({"month": "2026-04"}, NoSuchMonth), ({"month": "2025-03"}, NoSuchMonth), ({"month": "x"}, NoSuchMonth),
    ],
    ids=str,
)  # fmt: skip
def test_what_can_be_traced_or_serves_something_else_is_refused_and_noted_as_refused(
    cast: Cast, stock: Stock, said: dict[str, Any], why: type[Refusal]
) -> None:
    with pytest.raises(why):
        taken(cast, **said)
    with cast.manager.at_work():
        assert not JournalEntry.objects.filter(kind=USE_TAKEN).exists()


def test_each_time_that_figures_leave_is_noted_with_its_purpose(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    used(cast, stock, 5, stock.trajectories)
    answer = signed_in(cast.manager).post("/desk/speed/together/file/", {"month": "2026-03", **IMPROVEMENT})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert [one.split(",")[:3] for one in lines[1:]] == [["clients", "5", "50"], ["trajectories", "", ""]]
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind=USE_TAKEN)
        assert entry.properties == {
            "month": "2026-03", "use-purpose": "improvement", "anonymity": "anonymous", "parts": "1", "hidden": "1",
        }  # fmt: skip
    refused = signed_in(cast.manager).post(
        "/desk/speed/together/file/", {"month": "2026-03", "purpose": "improvement", "anonymity": "traceable"}
    )
    assert refused.status_code == 403
    assert "Wanneer cijfers zijn meegenomen" in signed_in(cast.agent).get("/desk/speed/together/").content.decode()


def test_who_keeps_out_counts_no_more_from_then_on_of_any_month(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    used(cast, stock, 6)
    assert taken(cast)[0].customers == 6
    owner = signed_in(cast.owner)
    assert "Ons gebruik niet laten meetellen" in owner.get("/portal/availability/use/").content.decode()
    for _ in range(2):
        assert owner.post("/portal/availability/use/together/", {"do": "keep-out"}).status_code == 302
    assert (taken(cast)[0].customers, taken(cast)[0].count) == (5, 50)
    assert "Uw organisatie telt daarin niet mee." in owner.get("/portal/availability/use/").content.decode()
    owner.post("/portal/availability/use/together/", {"do": "take-in"})
    assert taken(cast)[0].customers == 6
    with cast.owner.at_work():
        kinds = [USE_KEPT_OUT, USE_TAKEN_IN]
        told = JournalEntry.objects.filter(kind__in=kinds).order_by("sequence").values_list("kind", flat=True)
        assert list(told) == kinds


def test_an_ordinary_user_and_staff_do_not_choose_for_a_customer(cast: Cast, stock: Stock) -> None:
    with cast.ordinary_user.at_work(), pytest.raises(NotAllowed):
        keep_out(tenant=cast.merendaal.id, by=cast.ordinary_user.actor, at=NOW)
    with cast.manager.at_work(), pytest.raises(NotAllowed):
        keep_out(tenant=cast.merendaal.id, by=cast.manager.actor, at=NOW)
    with cast.stranger.at_work(), pytest.raises(NotFound):
        take_in(tenant=cast.merendaal.id, by=cast.stranger.actor, at=NOW)
    with cast.manager.at_work():
        assert not KeptOut.objects.exists()


def test_support_reads_the_figures_and_takes_none(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    used(cast, stock, 5)
    page = signed_in(cast.agent).get("/desk/speed/together/?month=2026-03")
    assert (page.status_code, b"Meenemen als CSV" in page.content) == (200, False)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        take_together("2026-03", provider=cast.provider.id, by=cast.agent.actor, at=NOW, **IMPROVEMENT)


@pytest.mark.clause("PX-44")
def test_the_check_counts_itself_and_finds_a_gate_that_lets_too_few_through(
    cast: Cast, stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotKnown):
        usage_anonymous(NOW)
    used(cast, stock, 5)
    assert usage_anonymous(NOW).holds
    with cast.owner.at_work():
        keep_out(tenant=cast.merendaal.id, by=cast.owner.actor, at=NOW)
    assert usage_anonymous(NOW).word == "holds"
    monkeypatch.setattr(together_checks, "use_together", lambda _month: [Together("clients", 5, 50, 1, 1)])
    assert usage_anonymous(NOW).word == "counted"
    monkeypatch.setattr(together_checks, "use_together", lambda _month: [Together("trajectories", 3, 30, 1, 1)])
    assert usage_anonymous(NOW).word == "traceable"
    monkeypatch.setattr(together_checks, "_TABLES", ("availability_measured", "customers_person"))
    assert usage_anonymous(NOW).word == "personal"


def test_the_page_asks_the_same_of_the_database_with_one_part_and_with_three(
    cast: Cast, stock: Stock, signed_in: SignIn
) -> None:
    client, counts = signed_in(cast.manager), []
    for parts in ([], [stock.trajectories, stock.application]):
        used(cast, stock, 5, *parts)
        client.get("/desk/speed/together/?month=2026-03")
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/speed/together/?month=2026-03")
        counts.append(len(asked))
    assert counts[0] == counts[1]
