"""What is supplied: kept as a tree, named by words that agreements use, ended without being lost."""

import pytest
from django.db import ProgrammingError

from waarborg.catalogue import queries
from waarborg.catalogue.actions.keep_item import (
    BadKey,
    InCircle,
    KeyTaken,
    NotOfThisKind,
    WrongPlace,
    add_item,
    archive_item,
    change_item,
    restore_item,
    set_needs,
)
from waarborg.catalogue.models import Dependency, Item
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def add(cast: Cast, kind: str, key: str, parent: Item | None, **more: object) -> Item:
    who = {"provider": cast.provider.id, "by": cast.manager.actor, "at": NOW}
    return add_item(kind, key, parent=parent, **{"nl": "Iets", "en": "Thing", **who, **more})


def test_a_page_lists_what_stands_under_what(cast: Cast, stock: Stock) -> None:
    with cast.manager.at_work():
        listed = [(depth, node.key) for depth, node in queries.tree().in_order()]
    assert listed == [
        (0, "care"), (1, "payroll"), (1, "records"), (2, "care-plans"), (1, "hosting"), (2, "database"), (2, "post"),
        (1, "application"), (2, "clients"), (2, "trajectories"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "key", "under", "more", "refused"),
    [
        ("product", "records", "service", {}, KeyTaken),
        # Agreements call components and windows by one property.
        ("component", "clients", "service", {}, KeyTaken),
        ("product", "Zorg plan", "service", {}, BadKey),
        ("product", "x" * 61, "service", {}, BadKey),
        ("module", "loose", "service", {}, WrongPlace),
        ("service", "inner", "service", {}, WrongPlace),
        ("window", "page", "records", {}, WrongPlace),
        ("product", "theirs", "service", {"third_party": True}, NotOfThisKind),
        ("product", "paged", "service", {"route": "/x"}, NotOfThisKind),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    cast: Cast, stock: Stock, kind: str, key: str, under: str, more: dict[str, object], refused: type[Refusal]
) -> None:
    with cast.manager.at_work():
        before = Item.objects.count()
        with pytest.raises(refused):
            add(cast, kind, key, getattr(stock, under), **more)
        assert Item.objects.count() == before


def test_only_who_may_manages(cast: Cast, stock: Stock) -> None:
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        add_item("service", "x", provider=cast.provider.id, by=cast.agent.actor, at=NOW, nl="X", en="X")


def test_a_change_is_journalled_once_and_what_stays_writes_nothing(cast: Cast, stock: Stock) -> None:
    with cast.manager.at_work():
        for _ in range(2):
            change_item(stock.records, nl="Dossier", by=cast.manager.actor, at=NOW)
    with cast.manager.at_work():
        written = JournalEntry.objects.filter(kind="catalogue.item.changed")
        assert [(one.properties, one.subject_id) for one in written] == [
            ({"kind": "product", "key": "records"}, stock.records.id)
        ]


def test_what_is_archived_stays_readable_and_comes_back(cast: Cast, stock: Stock) -> None:
    with cast.manager.at_work():
        archive_item(stock.payroll, by=cast.manager.actor, at=NOW)
        assert queries.item(stock.payroll.id).archived_at == NOW
        assert "payroll" not in queries.words()["product"]
        restore_item(stock.payroll, by=cast.manager.actor, at=NOW)
        assert queries.words()["product"] == {"records", "payroll"}


@pytest.mark.parametrize("order", [("application", "database", "post"), ("post", "application", "database")])
def test_components_never_need_themselves_in_the_end(cast: Cast, stock: Stock, order: tuple[str, ...]) -> None:
    first, second, third = (getattr(stock, name) for name in order)
    with cast.manager.at_work():
        set_needs(first, [second], by=cast.manager.actor, at=NOW)
        set_needs(second, [third], by=cast.manager.actor, at=NOW)
        with pytest.raises(InCircle) as refusal:
            set_needs(third, [first], by=cast.manager.actor, at=NOW)
        assert refusal.value.params["way"]["en"] == " → ".join(one.en for one in (third, first, second, third))
        assert Dependency.objects.filter(component=third).count() == 0
        assert [one.key for one in queries.needs_of(first)] == [second.key]


def test_customers_read_what_is_supplied_and_not_how_it_is_built(cast: Cast, stock: Stock) -> None:
    with cast.owner.at_work():
        assert {one.key for one in queries.items(kind="product")} == {"records", "payroll"}
    with pytest.raises(ProgrammingError, match="permission denied"), cast.owner.at_work():
        list(Dependency.objects.all())


def test_a_component_never_stands_under_itself(cast: Cast, stock: Stock) -> None:
    with cast.manager.at_work():
        change_item(stock.database, parent=stock.application, by=cast.manager.actor, at=NOW)
        with pytest.raises(InCircle):
            change_item(stock.application, parent=queries.item(stock.database.id), by=cast.manager.actor, at=NOW)
        assert queries.item(stock.application.id).parent == stock.service
