"""Saying more: what is hit may change while it lasts, and with the end everything ends."""

from uuid import UUID

import pytest

from waarborg.availability.actions.incidents import Said, update_incident
from waarborg.availability.actions.refusals import ChangedMeanwhile, NoComponent, NotInOrder, NotYet, WrongPhase
from waarborg.availability.models import Incident, Outage, Update
from waarborg.availability.tests.incidents import at, out, resolved
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalEntry

MORE = Said("identified", "Een schijf is vol.", next_at=at("03:00"))
DONE = Said("resolved", "Het werkt weer.")


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def periods(held: Incident) -> list[tuple[str, str, str, str]]:
    rows = held.outages.select_related("component").order_by("begins_at", "component__key")
    return [
        (one.component.key, one.effect, f"{one.begins_at:%H:%M}", f"{one.ends_at:%H:%M}" if one.ends_at else "")
        for one in rows
    ]


def test_effects_change_from_the_moment_that_they_are_told(cast: Cast, stock: Stock) -> None:
    held = out(cast, stock)
    with cast.agent.at_work():
        effects = {stock.application.id: "partial", stock.database.id: "degraded"}
        held = update_incident(held.id, MORE, effects, revision=0, by=cast.agent.actor, at=at("02:00"))
        assert periods(held) == [
            ("application", "down", "01:00", "02:00"),
            ("application", "partial", "02:00", ""),
            ("database", "degraded", "02:00", ""),
        ]
        assert (held.phase, held.next_at, held.runs, held.revision) == ("identified", at("03:00"), True, 1)


def test_words_alone_leave_what_is_hit_as_it_is(cast: Cast, stock: Stock) -> None:
    held = out(cast, stock)
    with cast.agent.at_work():
        held = update_incident(held.id, MORE, revision=0, by=cast.agent.actor, at=at("02:00"))
        assert periods(held) == [("application", "down", "01:00", "")]


def test_with_the_end_everything_ends_at_the_moment_that_is_named(cast: Cast, stock: Stock) -> None:
    held = out(cast, stock)
    with cast.agent.at_work():
        held = update_incident(held.id, DONE, revision=0, by=cast.agent.actor, at=at("02:00"), ends_at=at("01:45"))
        assert periods(held) == [("application", "down", "01:00", "01:45")]
        assert (held.ends_at, held.next_at) == (at("01:45"), None)
    with cast.manager.at_work():
        kinds = JournalEntry.objects.filter(kind__startswith="availability.").order_by("sequence")
        assert [one.kind for one in kinds][2:] == ["availability.outage.ended", "availability.incident.resolved"]


@pytest.mark.parametrize(
    ("said", "more", "refused"),
    [
        (MORE, {"revision": 7}, ChangedMeanwhile),
        (MORE, {"effects": {}}, NoComponent),
        (DONE, {"ends_at": at("02:01")}, NotYet),
        (DONE, {"ends_at": at("00:59")}, NotInOrder),
        (Said("looked-back", "Wat wij leerden."), {}, WrongPhase),
    ],
    ids=["crossed", "nothing hit", "ends later", "ends before it began", "looked back too soon"],
)
def test_what_does_not_fit_changes_nothing(
    cast: Cast, stock: Stock, said: Said, more: dict[str, object], refused: type[Exception]
) -> None:
    held = out(cast, stock)
    with cast.agent.at_work():
        before = Incident.objects.values().get()
        given = {"effects": None, "revision": 0, **more}
        effects: dict[UUID, str] | None = given.pop("effects")  # type: ignore[assignment]
        with pytest.raises(refused):
            update_incident(held.id, said, effects, by=cast.agent.actor, at=at("02:00"), **given)  # type: ignore[arg-type]
        assert Incident.objects.values().get() == before
        assert (periods(held), Update.objects.count()) == ([("application", "down", "01:00", "")], 1)


def test_what_is_over_is_only_looked_back_upon(cast: Cast, stock: Stock) -> None:
    held = resolved(cast, out(cast, stock), "02:00")
    with cast.agent.at_work():
        with pytest.raises(WrongPhase):
            update_incident(held.id, MORE, revision=1, by=cast.agent.actor, at=at("02:10"))
        learned = Said("looked-back", "De schijf wordt nu bewaakt.")
        held = update_incident(held.id, learned, revision=1, by=cast.agent.actor, at=at("04:00"))
        assert (held.phase, held.ends_at, Outage.objects.filter(ends_at=None).count()) == (
            "looked-back",
            at("02:00"),
            0,
        )
