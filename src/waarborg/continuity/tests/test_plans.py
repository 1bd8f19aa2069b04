"""Plans of back-ups: written down with for whom, changed, ended; whom one covers reads it, and nobody else."""

from datetime import timedelta

import pytest

from waarborg.continuity.actions.keep_plan import change_plan, end_plan, renew_address
from waarborg.continuity.actions.refusals import (
    ChangedMeanwhile,
    KeyTaken,
    NobodysPlan,
    NoKey,
    NotSaid,
    PlanEnded,
    ScopeStays,
    UnknownPlan,
)
from waarborg.continuity.actions.report_run import Reported, report_at_address
from waarborg.continuity.models import Plan
from waarborg.continuity.queries.plans import covering
from waarborg.continuity.queries.standings import read_plans
from waarborg.continuity.tests.told import MADE, again, backed_up, described, entries, operator_of, planned
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.permissions import NotAllowed


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


def test_whom_it_covers_reads_it_and_nobody_else(cast: Cast, player: Player) -> None:
    planned(cast, player)
    planned(cast, player, "merendaal-1h", scope="customer", customer_id=cast.merendaal.id, every=3600)
    planned(cast, player, "testing", scope="internal")
    with cast.owner.at_work():
        assert [one.key for one in covering(read_plans())] == ["database-4h", "merendaal-1h"]
    with cast.stranger.at_work():
        assert [one.key for one in covering(read_plans())] == ["database-4h"]
    with player.at_work():
        assert sorted(one.key for one in Plan.objects.all()) == ["database-4h", "merendaal-1h", "testing"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"key": "Database 4h"}, NoKey),
        ({"what_nl": "  "}, NotSaid),
        ({"where_nl": "x" * 121}, NotSaid),
        ({"every": 4000}, UnknownPlan),
        ({"kept_days": 0}, UnknownPlan),
        ({"scope": "everybody"}, UnknownPlan),
        ({"scope": "customer"}, NobodysPlan),
    ],
)
def test_what_is_no_plan_is_refused_and_nothing_is_kept(
    cast: Cast, player: Player, said: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        planned(cast, player, **said)  # type: ignore[arg-type]
    with pytest.raises(NobodysPlan):
        planned(cast, player, customer_id=cast.merendaal.id)
    with pytest.raises(NotAllowed):
        planned(cast, cast.agent)
    with player.at_work():
        assert Plan.objects.count() == 0
    assert entries(player) == []


def test_a_short_name_is_given_once(cast: Cast, player: Player) -> None:
    planned(cast, player)
    with pytest.raises(KeyTaken):
        planned(cast, player)
    assert entries(player) == ["backup-plan.kept"]


def test_what_it_says_changes_and_whom_it_is_for_does_not(cast: Cast, player: Player) -> None:
    made = planned(cast, player)
    later = MADE + timedelta(days=1)
    with player.at_work():
        held = change_plan(made.id, described(every=3600), revision=0, by=player.actor, at=later)
        assert (held.every, held.revision) == (3600, 1)
        with pytest.raises(ChangedMeanwhile):
            change_plan(made.id, described(), revision=0, by=player.actor, at=later)
        for other in (described(part="files"), described(scope="internal")):
            with pytest.raises(ScopeStays):
                change_plan(made.id, other, revision=1, by=player.actor, at=later)
    assert again(player, made).every == 3600


def test_after_its_end_nothing_is_added_and_its_address_is_nobodys(cast: Cast, player: Player) -> None:
    made = planned(cast, player)
    with player.at_work():
        token = renew_address(made.id, by=player.actor, at=MADE)
    with player.at_work():
        end_plan(made.id, by=player.actor, at=MADE + timedelta(days=2))
    with pytest.raises(PlanEnded):
        backed_up(player, made, "2026-03-04 08:00")
    with player.at_work():
        assert report_at_address(token, Reported(MADE), at=MADE + timedelta(days=3)) is None
    with cast.owner.at_work():
        assert covering(read_plans()) == []
    assert entries(player) == ["backup-plan.kept", "backup-plan.kept", "backup-plan.ended"]
