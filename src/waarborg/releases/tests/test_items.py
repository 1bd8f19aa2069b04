"""What a release brings: the public list of the latest fifty, its archive, and when something is called stable."""

from datetime import timedelta

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.queries.judged import NotYetByAgreement
from waarborg.releases.actions.items import Piece, add_item, declare_stable, test_item
from waarborg.releases.actions.refusals import AlreadyStable, NoTitle, UnknownKind, UnknownTest
from waarborg.releases.models import Item, Release
from waarborg.releases.queries.checks import changelog_latest
from waarborg.releases.rules.testing import KINDS, is_tested
from waarborg.releases.tests.test_publish import bound, out
from waarborg.releases.tests.told import at, entries, manager_of, planned

# It is an action, not a test.
test_item.__test__ = False  # type: ignore[attr-defined]


@pytest.fixture
def player(cast: Cast) -> Player:
    return manager_of(cast)


@pytest.fixture
def release(cast: Cast, player: Player) -> Release:
    return planned(cast, player)


def added(by: Player, release: Release, title: str = "Reistijd", when: str = "2026-03-02 09:00", **more: str) -> Item:
    with by.at_work():
        return add_item(release.id, Piece(**{"kind": "function", "title_nl": title, **more}), by=by.actor, at=at(when))


@pytest.mark.clause("CL-18")
def test_the_fifty_first_drops_the_oldest_from_the_public_list_and_the_archive_keeps_it(
    player: Player, release: Release
) -> None:
    for number in range(51):
        added(player, release, f"Functie-{number:02d}", text_nl="Nieuw.")
    assert "Functie-00" not in Client().get("/releases/").content.decode()
    out(player, release)
    page = Client().get("/releases/").content.decode()
    assert [f"Functie-{number:02d}" in page for number in (0, 1, 50)] == [False, True, True]
    older = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Functie-00" in Client().get("/releases/" + older if older.startswith("?") else older).content.decode()
    assert changelog_latest(at("2026-03-21 09:00")).holds
    with player.at_work():
        Item.objects.filter(title_nl="Functie-50").update(audience="provider")
    found = changelog_latest(at("2026-03-21 09:00"))
    assert (found.holds, found.why) == (False, "missing")


@pytest.mark.clause("CL-19")
def test_a_function_whose_security_review_waits_is_not_called_stable(cast: Cast, player: Player) -> None:
    bound(cast, "cliendo")
    item = added(player, planned(cast, player))
    when = at("2026-03-03 09:00")
    with player.at_work():
        for kind in ("users", "external", "team"):
            test_item(item.id, kind, True, f"Verslag {kind}", by=player.actor, at=when)
        test_item(item.id, "security", False, "Bevinding 7", by=player.actor, at=when)
        with pytest.raises(NotYetByAgreement) as refused:
            declare_stable(item.id, by=player.actor, at=when)
        assert refused.value.say("nl") == "Voor deze functie ontbreekt nog een test."
        assert Item.objects.get().stable_at is None
        test_item(item.id, "security", True, "Hertest 8", by=player.actor, at=when)
        assert declare_stable(item.id, by=player.actor, at=when).stable_at == when
        with pytest.raises(AlreadyStable):
            declare_stable(item.id, by=player.actor, at=when)
    assert entries(player)[-3:] == ["item-tested", "tests-passed", "declared-stable"]
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        declare_stable(item.id, by=cast.agent.actor, at=when)


@pytest.mark.clause("CL-19")
def test_what_has_been_in_use_for_two_years_counts_as_tested() -> None:
    since = at("2024-03-25 08:00")
    assert not is_tested(set(), since, since + timedelta(days=729))
    assert is_tested(set(), since, since + timedelta(days=730))
    assert not is_tested(set(), None, since)
    assert is_tested(set(KINDS), None, since)


def test_what_is_added_to_a_published_release_is_read_at_once_and_half_things_are_refused(
    cast: Cast, player: Player, release: Release
) -> None:
    out(player, release)
    with pytest.raises(NoTitle):
        added(player, release, " ", when="2026-03-21 09:00")
    with pytest.raises(UnknownKind):
        added(player, release, kind="gadget", when="2026-03-21 09:00")
    item = added(player, release, "Nagekomen", when="2026-03-21 09:00", origin="wish", wishes="M-1234")
    with player.at_work(), pytest.raises(UnknownTest):
        test_item(item.id, "users", True, " ", by=player.actor, at=at("2026-03-21 09:01"))
    page = Client().get(f"/releases/{release.id}/").content.decode()
    assert "Nagekomen" in page and "M-1234" not in page
    with cast.stranger.at_work():
        assert Item.objects.get().origin == "wish"
