"""A release in its channels: handed in to a store, approved, live; the web by its activation."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.permissions import NotFound
from waarborg.releases.actions.activate import Measured, activate
from waarborg.releases.actions.reach_channel import reach_channel
from waarborg.releases.actions.refusals import NotInOrder, UnknownChannel
from waarborg.releases.models import Channel, Release
from waarborg.releases.queries.releases import channels_of
from waarborg.releases.tests.test_publish import out
from waarborg.releases.tests.told import at, entries, manager_of, planned
from waarborg.releases.views.showing import in_channels

SignIn = Callable[[Player], Client]


@pytest.fixture
def player(cast: Cast) -> Player:
    return manager_of(cast)


def stands(by: Player, release: Release) -> list[str]:
    with by.at_work():
        return [f"{one['called']}: {one['stand']}" for one in in_channels(channels_of([release.id])[release.id], "en")]


@pytest.mark.clause("AP-26")
def test_the_web_is_live_while_a_store_still_looks(cast: Cast, player: Player) -> None:
    made = out(player, planned(cast, player, channels=("web", "ios")))
    with player.at_work():
        reach_channel(made.id, "ios", "submitted", at("2026-03-24 09:00"), by=player.actor, at=at("2026-03-24 09:00"))
        activate(made.id, Measured(), by=player.actor, at=at("2026-03-25 08:00"))
    assert stands(player, made) == ["web: live", "App Store (iOS): submitted"]
    with cast.stranger.at_work():
        assert Channel.objects.filter(release=made).count() == 2
    with player.at_work():
        for step, day in (("approved", "2026-03-27 08:00"), ("live", "2026-03-27 09:00")):
            reach_channel(made.id, "ios", step, at(day), by=player.actor, at=at("2026-03-27 09:00"))
    assert stands(player, made) == ["web: live", "App Store (iOS): live"]
    assert entries(player)[-2:] == ["reached-channel", "reached-channel"]


def test_a_step_comes_after_the_one_before_it_and_not_in_time_to_come(cast: Cast, player: Player) -> None:
    made = planned(cast, player, channels=("web", "android"))
    now = at("2026-03-24 09:00")
    with player.at_work():
        for channel, step, on in (
            ("android", "approved", now),
            ("android", "submitted", at("2026-03-24 09:01")),
            ("android", "eaten", now),
            ("web", "submitted", now),
        ):
            with pytest.raises(NotInOrder):
                reach_channel(made.id, channel, step, on, by=player.actor, at=now)
        with pytest.raises(NotFound):
            reach_channel(made.id, "ios", "submitted", now, by=player.actor, at=now)
        assert not Channel.objects.exclude(submitted_at=None, approved_at=None, live_at=None).exists()
    with pytest.raises(UnknownChannel):
        planned(cast, player, "2026.15", channels=("fax",))


def test_the_release_manager_does_it_all_on_the_page(cast: Cast, player: Player, signed_in: SignIn) -> None:
    made = planned(cast, player, channels=("web", "ios"), when="2026-03-01 09:00")
    client, path = signed_in(player), f"/desk/releases/{made.id}/"
    assert client.post(path, {"do": "activate"}).status_code == 409
    assert client.post(path, {"do": "publish"}).status_code == 302
    assert client.post(path, {"do": "channel", "channel": "ios", "step": "submitted", "on": "2026-03-20T09:00"})
    filled = {"do": "activate", "interruption_ms": "800", "requests": "10000", "failed_requests": "1"}
    assert client.post(path, filled).status_code == 302
    page = client.get(path).content.decode()
    for words in (
        "met gevolg voor klanten",
        "800 ms",
        "1 van 10.000",
        "App Store (iOS): ingediend",
        "web: beschikbaar",
    ):
        assert words in page
    assert signed_in(cast.agent).post(path, {"do": "publish"}).status_code == 403
