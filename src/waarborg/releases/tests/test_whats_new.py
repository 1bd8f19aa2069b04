"""What customers and visitors read: releases and patches with their dates, found by words; a feed; and the checks."""

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.checks import NotKnown
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.slots import counted
from waarborg.releases.actions.reach_channel import reach_channel
from waarborg.releases.actions.refusals import UnknownCustomer
from waarborg.releases.actions.report_builds import report_builds
from waarborg.releases.models import Release, Rollout, RunningBuild
from waarborg.releases.queries import checks
from waarborg.releases.tests.test_activate import live
from waarborg.releases.tests.test_publish import out
from waarborg.releases.tests.told import at, entries, manager_of, planned

SignIn = Callable[[Player], Client]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def player(cast: Cast) -> Player:
    return manager_of(cast)


@pytest.mark.clause("PX-111")
def test_the_portal_lists_every_patch_with_its_date(cast: Cast, player: Player, signed_in: SignIn) -> None:
    version = live(cast, player, "12.2", "2026-03-03 07:00")
    live(cast, player, "12.2.1", "2026-03-05 07:00", kind="patch", patches=version.id)
    planned(cast, player, "12.2.2", kind="patch", patches=version.id, when="2026-03-06 07:00")
    page = signed_in(cast.ordinary_user).get("/portal/releases/?kind=patch").content.decode()
    assert "12.2.1" in page and "5 mrt" in page and page.count("<li data-row>") == 1
    held = checks.patch_overview(at("2026-04-01 09:00"))
    assert (held.holds, held.en) == (True, "All 1 patches of the last year are there with their dates.")
    with player.at_work():
        Release.objects.filter(version="12.2.1").update(audience="provider")
    assert checks.patch_overview(at("2026-04-01 09:00")).why == "missing"


def test_it_is_found_by_its_words_and_a_visitor_reads_only_what_is_out(
    cast: Cast, player: Player, signed_in: SignIn
) -> None:
    made = out(player, planned(cast, player))
    later = planned(cast, player, "2026.15", when="2026-03-21 09:00")
    client = signed_in(cast.owner)
    for words, lines in (("reistijd planning", 1), ("2026.14", 1), ("iets anders", 0)):
        page = client.get("/portal/releases/", {"q": words}).content.decode()
        assert page.count("<li data-row>") == lines, words
    assert Client().get(f"/releases/{made.id}/").status_code == 200
    assert Client().get(f"/releases/{later.id}/").status_code == 404
    # Who brings releases sees on the public page no more than others.
    assert signed_in(player).get(f"/releases/{later.id}/").status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(cast: Cast, player: Player, signed_in: SignIn) -> None:
    client, asked = signed_in(cast.owner), []
    for versions in (("1",), ("2", "3")):
        for one in versions:
            live(cast, player, one, f"2026-03-0{one} 07:00")
        with counted() as queries:
            client.get("/portal/releases/")
        asked.append(sum("releases_" in one for one in queries))
    assert asked == [2, 2]


def test_the_feed_is_the_same_until_something_is_published(cast: Cast, player: Player) -> None:
    empty = Client().get("/releases/feed.atom").content
    assert Client().get("/releases/feed.atom").content == empty
    made = out(player, planned(cast, player))
    feed = ET.fromstring(Client().get("/releases/feed.atom").content)
    assert [one.findtext("a:title", namespaces=ATOM) for one in feed.findall("a:entry", ATOM)] == ["2026.14"]
    assert feed.findtext("a:entry/a:id", namespaces=ATOM) == f"urn:uuid:{made.id}"


@pytest.mark.clause("AP-26")
def test_the_check_of_channels_fails_where_a_store_was_forgotten(cast: Cast, player: Player) -> None:
    assert checks.release_channels(at("2026-04-01 09:00")).why == "none"
    made = live(cast, player, "2026.14", "2026-03-25 07:00", channels=("web", "ios", "android"))
    assert checks.release_channels(at("2026-04-01 09:00")).holds
    assert checks.release_channels(at("2026-04-09 09:00")).why == "late"
    day = at("2026-04-02 09:00")
    with player.at_work():
        for store in ("ios", "android"):
            reach_channel(made.id, store, "submitted", day, by=player.actor, at=day)
    assert checks.release_channels(at("2026-04-09 09:00")).holds


@pytest.mark.clause("CL-17")
def test_one_build_runs_for_everybody_or_the_check_says_which(cast: Cast, player: Player) -> None:
    with pytest.raises(NotKnown):
        checks.one_build(at("2026-04-01 09:00"))
    both = {"merendaal": "4f1c2d9", "hazelvoort": "4f1c2d9"}
    with player.at_work():
        assert report_builds(both, by=player.actor, at=at("2026-04-01 08:00")) == 2
    held = checks.one_build(at("2026-04-01 09:00"))
    assert (held.holds, held.en) == (True, "4f1c2d9 runs for all 2 customers.")
    with player.at_work():
        report_builds({"hazelvoort": "aaaaaaa"}, by=player.actor, at=at("2026-04-01 08:30"))
    assert checks.one_build(at("2026-04-01 09:00")).why == "different"
    with player.at_work():
        Rollout.objects.create(
            tenant_id=cast.provider.id, version="2026.15", salt="x", most_failing=1, state="running",
            made_at=at("2026-04-01 08:00"),
        )  # fmt: skip
    assert checks.one_build(at("2026-04-01 09:00")).holds
    assert entries(player) == ["changed", "changed"]
    # What was said more than a day ago is not known any more.
    with pytest.raises(NotKnown):
        checks.one_build(at("2026-04-02 08:30"))
    with player.at_work(), pytest.raises(UnknownCustomer):
        report_builds({**both, "nobody": "1"}, by=player.actor, at=at("2026-04-02 08:31"))
    with player.at_work():
        assert set(RunningBuild.objects.values_list("build", flat=True)) == {"4f1c2d9", "aaaaaaa"}
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        report_builds(both, by=cast.owner.actor, at=at("2026-04-02 08:32"))
