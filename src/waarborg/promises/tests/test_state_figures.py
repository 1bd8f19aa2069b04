"""Figures are reckoned once for everybody, and stated once a period in the journal of each who was promised them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import indicators, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.indicators import Counted
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.end_binding import end_binding
from waarborg.promises.actions.state_figures import reckon, state_for
from waarborg.promises.queries.board import board
from waarborg.promises.rules.figures import RECORDED
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at

SHARE, COUNT = "support.article.share-of-questions", "support.article.count"


def night(cast: Cast, when: str) -> None:
    """What the two jobs of a night do."""
    with tenancy.enter(Role.DESK):
        reckon(by=SYSTEM, at=at(when))
    for customer in (cast.merendaal, cast.hazelvoort):
        with tenancy.enter(Role.DESK, customer.id):
            state_for(customer.id, by=SYSTEM, at=at(when))


def written(cast: Cast, tenant: UUID, of: str) -> list[tuple[datetime, str, str]]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=tenant, kind=RECORDED, properties__indicator=of)
        found = rows.order_by("sequence").values_list("at", "properties")
        return [(when, words["last"], words["numerator"]) for when, words in found]


def now_there_are(monkeypatch: pytest.MonkeyPatch, name: str, figure: int, whole: int = 1) -> None:
    def reckoned(begin: datetime, end: datetime) -> Mapping[UUID | None, Counted]:
        return {None: Counted(figure, whole)}

    monkeypatch.setitem(indicators._indicators, name, reckoned)


def test_a_month_that_is_over_is_stated_once_to_the_provider_and_to_each_customer(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound_to(cast, "perplex-dbc")
    now_there_are(monkeypatch, SHARE, 410, 500)
    night(cast, "2026-05-01 03:40")
    # What is over stays what it was, also when it would be reckoned otherwise now.
    now_there_are(monkeypatch, SHARE, 399, 500)
    night(cast, "2026-05-02 03:40")
    said = [(at("2026-05-01 03:40"), "2026-04", "410")]
    for tenant in (cast.provider.id, cast.merendaal.id, cast.hazelvoort.id):
        assert written(cast, tenant, SHARE) == said
    night(cast, "2026-06-01 03:40")
    assert written(cast, cast.merendaal.id, SHARE)[1:] == [(at("2026-06-01 03:40"), "2026-05", "399")]


def test_how_things_stand_is_stated_every_month_and_where_it_falls_short_and_is_mended(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound_to(cast, "cliendo")
    for day, number in (("04-01", 103), ("04-02", 104), ("04-11", 99), ("04-12", 98), ("04-13", 101), ("05-01", 101)):
        now_there_are(monkeypatch, COUNT, number)
        night(cast, f"2026-{day} 03:40")
    assert [(f"{when:%m-%d}", number) for when, _, number in written(cast, cast.merendaal.id, COUNT)] == [
        ("04-01", "103"), ("04-11", "99"), ("04-13", "101"), ("05-01", "101"),
    ]  # fmt: skip
    with cast.owner.at_work():
        shown = board(cast.merendaal.id, now=at("2026-05-02 12:00"), lang="nl")
    assert {one.id: one.state for one in shown.stands}["support.articles"] == "met"


def test_a_figure_that_cannot_be_reckoned_keeps_no_other_back_and_is_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound_to(cast, "cliendo")

    def crash(begin: datetime, end: datetime) -> Mapping[UUID | None, Counted]:
        raise OSError("no answer")

    monkeypatch.setitem(indicators._indicators, "support.ticket.handling-time-gain", crash)
    now_there_are(monkeypatch, COUNT, 103)
    night(cast, "2026-04-01 03:40")
    assert written(cast, cast.merendaal.id, "support.ticket.handling-time-gain") == []
    assert len(written(cast, cast.merendaal.id, COUNT)) == 1
    now_there_are(monkeypatch, "support.ticket.handling-time-gain", 37, 14)
    night(cast, "2026-04-02 03:40")
    assert [last for _, last, _ in written(cast, cast.merendaal.id, "support.ticket.handling-time-gain")] == ["2026-03"]


def test_after_the_end_nothing_is_stated_any_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    bound_to(cast, "cliendo")
    now_there_are(monkeypatch, COUNT, 103)
    with cast.manager.at_work():
        end_binding(cast.merendaal.id, at("2026-04-16 00:00"), by=SYSTEM, at=at("2026-04-15 09:00"))
    night(cast, "2026-04-16 03:40")
    assert written(cast, cast.merendaal.id, COUNT) == []
    assert len(written(cast, cast.hazelvoort.id, COUNT)) == 1
