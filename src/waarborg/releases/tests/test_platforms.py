"""A new version of a platform: an obligation the same day, 'not yet tested' for everybody until a result stands."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted
from waarborg.promises.models import ClockRun
from waarborg.releases.actions.note_platform import note_platform
from waarborg.releases.actions.platforms import record_test, register
from waarborg.releases.actions.refusals import AlreadyRegistered, UnknownPlatform
from waarborg.releases.models import PlatformVersion
from waarborg.releases.tests.test_publish import bound
from waarborg.releases.tests.told import at, manager_of

SignIn = Callable[[Player], Client]
CAME = at("2026-09-14 09:00")


@pytest.fixture
def player(cast: Cast) -> Player:
    return manager_of(cast)


def came(cast: Cast, by: Player, version: str = "27", owner: Player | None = None) -> PlatformVersion:
    with by.at_work():
        return register(
            "ios", version, owner=(owner or by).person.id, due_on=date(2026, 9, 28), provider=cast.provider.id,
            by=by.actor, at=CAME,
        )  # fmt: skip


@pytest.mark.clause("AP-27", "CL-20")
def test_it_has_an_owner_and_a_day_at_once_and_everybody_reads_that_it_was_not_tested_yet(
    cast: Cast, player: Player, signed_in: SignIn
) -> None:
    made = came(cast, player)
    page = Client().get("/releases/platforms/").content.decode()
    assert "iOS 27" in page and "nog niet getest" in page and "E. Release" not in page
    desk = signed_in(player).get("/desk/platforms/").content.decode()
    assert "E. Release" in desk and "28 september" in desk
    with player.at_work():
        record_test(
            made.id, "limited", release="2026.14", remark_nl="Meldingen komen laat.", by=player.actor,
            at=at("2026-09-20 10:00"),
        )  # fmt: skip
    page = Client().get("/releases/platforms/").content.decode()
    assert "nog niet getest" not in page
    assert "werkt met beperkingen" in page and "Meldingen komen laat." in page


@pytest.mark.clause("AP-27")
def test_the_clock_of_each_customer_runs_from_the_day_it_came_out_until_the_test(cast: Cast, player: Player) -> None:
    bound(cast, "appreo")
    made = came(cast, player)
    with player.at_work():
        assert [note_platform(tenant, made.id) for tenant in (cast.merendaal.id, cast.hazelvoort.id)] == [1, 0]
    with player.at_work():
        assert note_platform(cast.merendaal.id, made.id) == 0
    with player.at_work():
        run = ClockRun.objects.get(promise="releases.platforms")
        assert (run.started_at, run.is_open, run.due_at) == (CAME, True, None)
        record_test(made.id, "works", by=player.actor, at=at("2026-09-20 10:00"))
    with player.at_work():
        assert note_platform(cast.merendaal.id, made.id) == 1
    with player.at_work():
        run = ClockRun.objects.get(promise="releases.platforms")
        assert (run.is_open, run.stopped_at) == (False, at("2026-09-20 10:00"))
        assert not JournalEntry.objects.filter(tenant_id=cast.hazelvoort.id).exists()


def test_what_is_no_platform_of_ours_is_refused_and_nothing_is_kept(cast: Cast, player: Player) -> None:
    came(cast, player)
    with pytest.raises(AlreadyRegistered):
        came(cast, player)
    with pytest.raises(UnknownPlatform):
        came(cast, player, " ")
    # Somebody of a customer tests nothing for us.
    with pytest.raises(NotFound):
        came(cast, player, "28", owner=cast.owner)
    with pytest.raises(NotAllowed):
        came(cast, cast.agent, "28")
    with player.at_work():
        assert PlatformVersion.objects.count() == 1
        with pytest.raises(UnknownPlatform):
            record_test(PlatformVersion.objects.get().id, "perhaps", by=player.actor, at=CAME)


def test_the_matrix_asks_as_often_for_three_as_for_one(cast: Cast, player: Player) -> None:
    asked = []
    for versions in (("27",), ("26", "25")):
        for one in versions:
            came(cast, player, one)
        with counted() as queries:
            assert Client().get("/releases/platforms/").status_code == 200
        asked.append(sum("releases_" in one for one in queries))
    assert asked == [1, 1]


def test_both_are_filled_in_on_the_page(cast: Cast, player: Player, signed_in: SignIn) -> None:
    client, path = signed_in(player), "/desk/platforms/"
    assert "Nog geen platform" in client.get(path).content.decode()
    filled = {
        "do": "register",
        "platform": "chrome",
        "version": "151",
        "owner": player.person.id,
        "due_on": "2026-12-01",
    }
    assert client.post(path, filled).status_code == 302
    assert client.post(path, filled).status_code == 422
    with player.at_work():
        made = PlatformVersion.objects.get()
    tested = {"do": "test", "platform_version": made.id, "result": "works"}
    assert client.post(path, tested).status_code == 302
    assert "werkt" in client.get(path).content.decode()
    assert signed_in(cast.agent).post(path, tested).status_code == 403
