"""A restore that was tried: when, of what, how long it took, and what it showed."""

import pytest

from waarborg.continuity.actions.record_test import Tried, record_test
from waarborg.continuity.actions.refusals import AlreadyTested, UnknownResult
from waarborg.continuity.models import RestoreTest
from waarborg.continuity.tests.told import again, at, entries, operator_of, planned
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.permissions import NotAllowed

NOW = at("2026-03-10 12:00")


def tried(when: str = "2026-03-10 10:00", **more: object) -> Tried:
    given: dict[str, object] = {"as_of": at("2026-03-09 08:00"), "seconds": 5400, "what": "een hele klant"}
    return Tried(at(when), **{"result": "works", **given, **more})  # type: ignore[arg-type]


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


@pytest.mark.clause("AP-21")
def test_the_plan_says_when_the_last_was_and_what_it_showed(cast: Cast, player: Player) -> None:
    plan = planned(cast, player)
    with player.at_work():
        record_test(plan.id, tried(), by=player.actor, at=NOW)
        record_test(plan.id, tried("2026-03-08 10:00", as_of=at("2026-03-07 08:00"), result="failed"),
                    by=player.actor, at=NOW)  # fmt: skip
    held = again(player, plan)
    # The one of two days earlier was told later, and does not take its place.
    assert (held.tested_at, held.test_result, held.test_seconds) == (at("2026-03-10 10:00"), "works", 5400)
    assert entries(player) == ["backup-plan.kept", "backup.tested", "backup.tested"]


def test_what_cannot_be_is_refused_and_nothing_is_kept(cast: Cast, player: Player) -> None:
    plan = planned(cast, player)
    wrong = [
        tried(what=" "),
        tried(result="perhaps"),
        tried(seconds=-1),
        tried(as_of=at("2026-03-10 10:01")),
        tried("2026-03-10 12:01"),
    ]
    for said in wrong:
        with player.at_work(), pytest.raises(UnknownResult):
            record_test(plan.id, said, by=player.actor, at=NOW)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        record_test(plan.id, tried(), by=cast.agent.actor, at=NOW)
    with player.at_work():
        assert RestoreTest.objects.count() == 0
        record_test(plan.id, tried(), by=player.actor, at=NOW)
        with pytest.raises(AlreadyTested):
            record_test(plan.id, tried(seconds=1), by=player.actor, at=NOW)
    assert again(player, plan).test_seconds == 5400
