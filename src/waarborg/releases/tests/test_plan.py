"""Planning a release, and changing it until it is published."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted
from waarborg.releases.actions.plan import change
from waarborg.releases.actions.refusals import (
    ChangedMeanwhile,
    NotPlanned,
    NoVersion,
    PatchOfNothing,
    TooLong,
    UnknownKind,
    VersionTaken,
)
from waarborg.releases.models import Release
from waarborg.releases.tests.told import at, described, entries, manager_of, planned

SignIn = Callable[[Player], Client]


@pytest.fixture
def player(cast: Cast) -> Player:
    return manager_of(cast)


def test_it_is_planned_and_changed_and_the_summary_is_noted_once_it_is_there(cast: Cast, player: Player) -> None:
    made = planned(cast, player, summary_nl="")
    with player.at_work():
        change(made.id, described(), revision=0, by=player.actor, at=at("2026-03-02 09:00"))
    assert entries(player) == ["planned", "changed", "summarised"]
    with player.at_work():
        row = Release.objects.get()
        assert (row.state, row.audience, row.revision) == ("planned", "provider", 1)
        assert row.summary("en") == "The planning now shows travel time too."
        assert row.notes("en") == "Onder Planning staat bij elk bezoek de reistijd."


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"version": " "}, NoVersion),
        ({"version": "2026.13"}, VersionTaken),
        ({"kind": "nightly"}, UnknownKind),
        ({"purpose": "fun"}, UnknownKind),
        ({"kind": "patch"}, PatchOfNothing),
        ({"summary_nl": "x" * 501}, TooLong),
        ({"notes_en": "x" * 20_001}, TooLong),
    ],
)
def test_what_is_no_release_is_refused_and_nothing_is_kept(
    cast: Cast, player: Player, given: dict[str, str], refusal: type[Exception]
) -> None:
    planned(cast, player, "2026.13")
    with pytest.raises(refusal):
        planned(cast, player, **given)
    with player.at_work():
        assert [one.version for one in Release.objects.all()] == ["2026.13"]
    assert entries(player) == ["planned", "summarised"]


def test_a_patch_belongs_to_a_version_and_to_no_other_patch(cast: Cast, player: Player) -> None:
    version = planned(cast, player, "12.2")
    patch = planned(cast, player, "12.2.1", kind="patch", patches=version.id)
    with pytest.raises(NotFound):
        planned(cast, player, "12.2.1.1", kind="patch", patches=patch.id)
    with pytest.raises(PatchOfNothing):
        planned(cast, player, "12.3", patches=version.id)


def test_two_who_write_at_once_do_not_lose_each_others_words(cast: Cast, player: Player) -> None:
    made = planned(cast, player)
    with player.at_work():
        change(made.id, described(build="a"), revision=0, by=player.actor, at=at("2026-03-02 09:00"))
        with pytest.raises(ChangedMeanwhile):
            change(made.id, described(build="b"), revision=0, by=player.actor, at=at("2026-03-02 09:01"))
        assert Release.objects.get().build == "a"


def test_what_customers_read_is_not_changed_any_more(cast: Cast, player: Player) -> None:
    made = planned(cast, player)
    with player.at_work():
        Release.objects.update(state="published", published_at=at("2026-03-02 08:00"), audience="public")
        with pytest.raises(NotPlanned):
            change(made.id, described(), revision=0, by=player.actor, at=at("2026-03-02 09:00"))


def test_only_those_who_bring_releases_plan_them(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        planned(cast, cast.agent)
    with pytest.raises(NotAllowed):
        planned(cast, cast.owner)


def test_the_list_asks_as_often_for_three_as_for_one(cast: Cast, player: Player, signed_in: SignIn) -> None:
    client = signed_in(player)
    assert "Nog geen release" in client.get("/desk/releases/").content.decode()
    version = planned(cast, player)
    asked = []
    for more in ((), ("2026.15", "2026.14.1")):
        for number, name in enumerate(more):
            kind = {"kind": "patch", "patches": version.id} if number else {}
            planned(cast, player, name, **kind)
        with counted() as queries:
            page = client.get("/desk/releases/")
        asked.append(sum("releases_" in one for one in queries))
        assert page.content.decode().count("<tr data-row") == 3 if more else 1
    assert asked == [1, 1]
    assert "patch van 2026.14" in page.content.decode()


def test_it_is_planned_on_the_page_and_what_is_wrong_is_said_there(
    cast: Cast, player: Player, signed_in: SignIn
) -> None:
    client = signed_in(player)
    filled = {
        "version": "2026.14", "kind": "version", "purpose": "innovation", "planned_for": "2026-03-25T08:00",
        "summary_nl": "Nieuw.", "channels": ["web"], "revision": "0",
    }  # fmt: skip
    there = client.post("/desk/releases/new/", filled)
    with player.at_work():
        made = Release.objects.get()
    assert there.headers["Location"] == f"/desk/releases/{made.id}/"
    # Amsterdam had no summer time yet.
    assert made.planned_for == at("2026-03-25 07:00")
    again = client.post("/desk/releases/new/", filled)
    assert again.status_code == 422
    assert "Er is al een release 2026.14." in again.content.decode()
    assert client.get(f"/desk/releases/{made.id}/edit/").status_code == 200
    assert signed_in(cast.agent).get("/desk/releases/new/").status_code == 403
