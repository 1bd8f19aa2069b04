"""A vendor's whole catalogue, and who bought what of it, from two tables: tried first, all or none, and once."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.catalogue import queries
from waarborg.catalogue.models import Item, Purchase
from waarborg.customers.actions.importing.carry_out import BadLines
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.customers.tests.files import bring, wrong

ITEMS = (
    "Soort;Woord;Naam;Naam Engels;Staat onder;Omschrijving;Pagina;Van een derde;Werkt niet zonder\n"
    # What a line stands under may come later.
    "venster;clients;Cliënten;Clients;application;;/clients;;\n"
    "onderdeel;application;De applicatie;The application;care;;;nee;database, post\n"
    "onderdeel;database;De database;The database;hosting;;;;\n"
    "onderdeel;post;De postdienst;The post service;hosting;;;ja;\n"
    "groep onderdelen;hosting;Hosting;;care;;;;\n"
    "dienst;care;Zorgplatform;Care platform;;;;;\n"
    "product;records;Cliëntdossier;Client records;care;Alles over uw cliënten.;;;\n"
    "module;care-plans;Zorgplannen;Care plans;records;;;;\n"
)
PURCHASES = (
    "Klant;Afgenomen;Eerste dag;Laatste dag\n"
    "merendaal;records;1-1-2026;\n"
    "Stichting Thuiszorg Merendaal;module/care-plans;2026-02-01;2026-12-31\n"
    "hazelvoort;records;1-3-2025;31-12-2025\n"
)


def test_a_catalogue_comes_in_whole_and_a_second_time_changes_nothing(cast: Cast) -> None:
    assert bring(cast.manager, "catalogue", ITEMS).counts["fresh"] == 8
    with cast.manager.at_work():
        assert [(depth, node.key) for depth, node in queries.tree().in_order()] == [
            (0, "care"), (1, "records"), (2, "care-plans"), (1, "hosting"), (2, "database"), (2, "post"),
            (1, "application"), (2, "clients"),
        ]  # fmt: skip
        application = queries.called("component", "application")
        assert application is not None
        assert [one.key for one in queries.needs_of(application)] == ["database", "post"]
        assert [one.key for one in Item.objects.filter(third_party=True)] == ["post"]
        hosting = queries.called("group", "hosting")
        assert hosting is not None and hosting.en == "Hosting"
    assert bring(cast.manager, "catalogue", ITEMS).counts == {
        "total": 8, "fresh": 0, "known": 8, "different": 0, "bad": 0,
    }  # fmt: skip
    assert bring(cast.manager, "catalogue", ITEMS.replace("Alles over", "Al het nodige over")).counts["different"] == 1


def test_purchases_come_in_and_a_second_time_are_known(cast: Cast) -> None:
    bring(cast.manager, "catalogue", ITEMS)
    assert bring(cast.manager, "purchases", PURCHASES).counts["fresh"] == 3
    assert bring(cast.manager, "purchases", PURCHASES).counts["known"] == 3
    with cast.manager.at_work():
        held = {one.key for one in queries.items() if one.id in queries.held(cast.merendaal.id, NOW)}
        assert held == {"records", "care-plans"}
        assert queries.held(cast.hazelvoort.id, NOW) == frozenset()


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("product;records;A;A;nergens", [("Staat onder", "nergens", "catalogue.import.no-such-item")]),
        ("product;records;A;A;", [("Staat onder", "", "catalogue.import.under-needed")]),
        ("product;Mijn product;A;A;care", [("Woord", "Mijn product", "catalogue.item.key")]),
        ("ding;x;A;A;care", [("Soort", "ding", "customers.import.no-such-word")]),
        ("product;x;A;A;care\nproduct;x;B;B;care", [("Woord", "x", "customers.import.twice-in-file")]),
        ("onderdeel;x;A;A;care\nvenster;x;B;B;x", [("Woord", "x", "customers.import.taken")] * 2),
        ("onderdeel;x;A;A;care;y\nonderdeel;y;B;B;care;x", [("Werkt niet zonder", "x", "catalogue.import.circle")]),
        ("product;x;A;A;care;y", [("Werkt niet zonder", "y", "catalogue.item.not-of-this-kind")]),
    ],
)
def test_lines_that_are_not_right_are_named_and_nothing_comes_in(
    cast: Cast, lines: str, problems: list[tuple[str, str, str]]
) -> None:
    text = f"Soort;Woord;Naam;Naam Engels;Staat onder;Werkt niet zonder\ndienst;care;Zorg;Care;;\n{lines}\n"
    with pytest.raises(BadLines) as refusal:
        bring(cast.manager, "catalogue", text)
    assert [one[1:] for one in wrong(refusal.value.worked)] == problems  # type: ignore[attr-defined]
    with cast.manager.at_work():
        assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("nergens;records;2026-01-01;", ("Klant", "nergens", "customers.import.no-such-customer")),
        ("merendaal;database;2026-01-01;", ("Afgenomen", "database", "catalogue.import.no-such-item")),
        ("merendaal;records;2025-06-01;", ("Eerste dag", "2025-06-01", "catalogue.import.overlaps")),
        ("merendaal;care-plans;2026-01-02;2026-01-01", ("Laatste dag", "2026-01-01", "catalogue.purchase.ends-before")),
        ("merendaal;records;2027-01-01;;morgen", ("Ring", "morgen", "customers.import.no-such-word")),
        ("merendaal;records;gisteren;", ("Eerste dag", "gisteren", "customers.import.not-a-moment")),
    ],
)
def test_purchases_that_cannot_be_are_named_and_nothing_comes_in(
    cast: Cast, line: str, problem: tuple[str, str, str]
) -> None:
    bring(cast.manager, "catalogue", ITEMS)
    with pytest.raises(BadLines) as refusal:
        bring(
            cast.manager,
            "purchases",
            f"Klant;Afgenomen;Eerste dag;Laatste dag;Ring\nmerendaal;records;2026-01-01;\n{line}\n",
        )
    assert [one[1:] for one in wrong(refusal.value.worked)] == [problem]  # type: ignore[attr-defined]
    with cast.manager.at_work():
        assert not Purchase.objects.exists()


def test_what_is_exported_comes_in_again_as_what_is_there(cast: Cast, signed_in: Callable[[Player], Client]) -> None:
    bring(cast.manager, "catalogue", ITEMS)
    bring(cast.manager, "purchases", PURCHASES)
    client = signed_in(cast.manager)
    for kind, lines in (("catalogue", 8), ("purchases", 3)):
        answered = client.get(f"/desk/catalogue/{kind}.csv")
        assert answered.headers["Content-Disposition"] == f'attachment; filename="{kind}.csv"'
        assert bring(cast.manager, kind, answered.content).counts == {
            "total": lines, "fresh": 0, "known": lines, "different": 0, "bad": 0,
        }  # fmt: skip


def test_a_ring_comes_in_with_a_purchase_and_goes_out_again(cast: Cast, signed_in: Callable[[Player], Client]) -> None:
    bring(cast.manager, "catalogue", ITEMS)
    lines = "merendaal;records;2026-01-01;{}\nmerendaal;care-plans;2026-01-01;\nhazelvoort;records;2026-01-01;laat\n"
    text = "Klant;Afgenomen;Eerste dag;Uitrolring\n" + lines
    assert bring(cast.manager, "purchases", text.format("Vroeg")).counts["fresh"] == 3
    with cast.manager.at_work():
        held = {(one.tenant_id, one.item.key): one.ring for one in Purchase.objects.select_related("item")}
    mine, other = cast.merendaal.id, cast.hazelvoort.id
    assert held == {(mine, "records"): "early", (mine, "care-plans"): "general", (other, "records"): "late"}
    sheet = signed_in(cast.manager).get("/desk/catalogue/purchases.csv").content
    assert sheet.decode("utf-8-sig").splitlines()[0] == "klant;afgenomen;eerste dag;laatste dag;ring"
    assert bring(cast.manager, "purchases", sheet).counts["known"] == 3
    # Another ring is a difference, and changes nothing; a line that says none differs from nothing.
    assert bring(cast.manager, "purchases", text.format("laat")).counts["different"] == 1
    assert bring(cast.manager, "purchases", text.format("")).counts["known"] == 3
    with cast.manager.at_work():
        assert Purchase.objects.get(tenant_id=mine, item__key="records").ring == "early"
