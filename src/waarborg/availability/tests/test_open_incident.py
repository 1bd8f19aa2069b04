"""Telling of an incident: customers read it at once, visitors where it hits what stands on the public page."""

from dataclasses import replace

import pytest

from waarborg.availability.actions.incidents import Said, open_incident
from waarborg.availability.actions.refusals import NextPassed, NoComponent, NotYet, NoWords, TooLong, WrongPhase
from waarborg.availability.models import Incident, Outage, Update
from waarborg.availability.tests.incidents import FIRST, at, out, shown_to_all
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def test_it_is_told_with_its_first_message_and_the_component_that_is_hit(cast: Cast, stock: Stock) -> None:
    made = out(cast, stock)
    with cast.owner.at_work():
        [one] = Outage.objects.all()
        assert (one.incident_id, one.component, one.effect, one.begins_at, one.ends_at) == (
            made.id,
            stock.application,
            "down",
            at("01:00"),
            None,
        )
        assert [(said.phase, said.text("en"), said.at) for said in Update.objects.all()] == [
            ("investigating", "Signing in fails. We are finding out why.", at("01:00"))
        ]
    with cast.manager.at_work():
        written = JournalEntry.objects.filter(kind__startswith="availability.").order_by("sequence")
        assert [(one.kind, one.properties) for one in written] == [
            ("availability.incident.opened", {"phase": "investigating"}),
            ("availability.outage.began", {"component": "application", "effect": "down"}),
        ]


def test_it_may_have_begun_before_somebody_told_of_it(cast: Cast, stock: Stock) -> None:
    with cast.agent.at_work():
        made = open_incident(
            "Traag", FIRST, {stock.database.id: "degraded"}, provider=cast.provider.id, by=cast.agent.actor,
            at=at("01:00"), begins_at=at("00:40"),
        )  # fmt: skip
        assert (made.begins_at, made.told_at, made.outages.get().begins_at) == (at("00:40"), at("01:00"), at("00:40"))


def test_visitors_read_of_it_only_where_it_hits_what_is_shown_to_everybody(cast: Cast, stock: Stock) -> None:
    hidden = out(cast, stock)
    shown_to_all(cast, stock.application, when="01:30")
    told = out(cast, stock, "02:00", title="Nog een")
    with tenancy.enter(Role.PUBLIC):
        assert [one.id for one in Incident.objects.all()] == [told.id]
        assert Outage.objects.count() == Update.objects.count() == 1
    with cast.owner.at_work():
        assert {one.id for one in Incident.objects.all()} == {hidden.id, told.id}


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"effects": {}}, NoComponent),
        ({"effects": "worse"}, NoComponent),
        ({"effects": "a product"}, NotFound),
        ({"title_nl": "  "}, NoWords),
        ({"title_nl": "x" * 151}, TooLong),
        ({"said": replace(FIRST, text_nl=" ")}, NoWords),
        ({"said": replace(FIRST, text_en="x" * 5001)}, TooLong),
        ({"said": replace(FIRST, next_at=at("01:00"))}, NextPassed),
        ({"said": Said("resolved", "Alweer voorbij.")}, WrongPhase),
        ({"begins_at": at("01:01")}, NotYet),
    ],
    ids=[
        "no component",
        "no effect",
        "no such component",
        "no title",
        "long title",
        "no text",
        "long text",
        "next at once",
        "resolved at once",
        "begins later",
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    cast: Cast, stock: Stock, change: dict[str, object], refused: type[Refusal]
) -> None:
    effects = {"worse": {stock.database.id: "worse"}, "a product": {stock.records.id: "down"}}
    given = {"title_nl": "Storing", "said": FIRST, "effects": {stock.database.id: "down"}, **change}
    given["effects"] = effects.get(str(given["effects"]), given["effects"])
    with cast.agent.at_work():
        with pytest.raises(refused):
            open_incident(**given, provider=cast.provider.id, by=cast.agent.actor, at=at("01:00"))  # type: ignore[arg-type]
        assert Incident.objects.count() == Outage.objects.count() == Update.objects.count() == 0


def test_customers_never_tell(cast: Cast, stock: Stock) -> None:
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        open_incident(
            "X", FIRST, {stock.database.id: "down"}, provider=cast.provider.id, by=cast.owner.actor, at=at("01:00")
        )
