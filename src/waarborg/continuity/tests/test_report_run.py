"""Reporting a back-up: only one that passes what its plan asks is the newest good one."""

from datetime import timedelta

import pytest

from waarborg.continuity.actions.refusals import NoReason, NotInOrder, NotMeasured, OtherThanReported
from waarborg.continuity.actions.report_run import Reported, report_run
from waarborg.continuity.models import Run
from waarborg.continuity.tests.told import again, at, backed_up, entries, operator_of, planned
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.permissions import NotAllowed

SHA = "0a" * 32


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


@pytest.mark.clause("AP-21")
def test_a_good_one_is_the_newest_and_says_when_the_next_is_due(cast: Cast, player: Player) -> None:
    plan = planned(cast, player)
    made = backed_up(player, plan, "2026-03-04 08:00", took=10, size=184_000_000, sha256=SHA.upper())
    held = again(player, plan)
    assert (made.outcome, made.sha256, made.size) == ("good", SHA, 184_000_000)
    assert (held.good_as_of, held.good_at) == (at("2026-03-04 08:00"), at("2026-03-04 08:10"))
    assert held.due == at("2026-03-04 12:10")
    # One a back-up is no entry of the journal: it is a measurement.
    assert entries(player) == ["backup-plan.kept"]


@pytest.mark.clause("AP-21")
def test_one_that_failed_or_lacks_what_is_asked_leaves_the_newest_as_it_was(cast: Cast, player: Player) -> None:
    plan = planned(cast, player, least_bytes=1000, needs_hash=True)
    backed_up(player, plan, "2026-03-04 00:00", size=1000, sha256=SHA)
    small = backed_up(player, plan, "2026-03-04 04:00", size=999, sha256=SHA)
    failed = backed_up(player, plan, "2026-03-04 08:00", succeeded=False, reason="disk full")
    assert (small.outcome, small.why, failed.outcome, failed.reason) == ("unfit", "too-small", "failed", "disk full")
    held = again(player, plan)
    assert (held.good_at, held.last_outcome) == (at("2026-03-04 00:00"), "failed")
    assert held.state(at("2026-03-04 04:00")) == "good"
    assert held.state(at("2026-03-04 04:00") + timedelta(microseconds=1)) == "late"
    backed_up(player, plan, "2026-03-04 12:00", size=1000, sha256=SHA)
    # What changed stands in the journal: that it failed, once, and that it is good again.
    assert entries(player) == ["backup-plan.kept", "backup.failed", "backup.good-again"]


def test_one_told_late_does_not_take_the_place_of_a_newer_one(cast: Cast, player: Player) -> None:
    plan = planned(cast, player)
    backed_up(player, plan, "2026-03-04 08:00")
    backed_up(player, plan, "2026-03-04 04:00", now=at("2026-03-04 09:00"))
    backed_up(player, plan, "2026-03-04 02:00", now=at("2026-03-04 09:00"), succeeded=False, reason="x")
    held = again(player, plan)
    assert (held.good_at, held.last_outcome) == (at("2026-03-04 08:00"), "good")
    assert entries(player) == ["backup-plan.kept"]


def test_told_twice_under_one_reference_it_counts_once(cast: Cast, player: Player) -> None:
    plan = planned(cast, player)
    first = backed_up(player, plan, "2026-03-04 08:00", reference="run-17", size=10)
    second = backed_up(player, plan, "2026-03-04 08:00", reference="run-17", size=10)
    assert second.id == first.id
    with pytest.raises(OtherThanReported):
        backed_up(player, plan, "2026-03-04 08:00", reference="run-17", size=11)
    with player.at_work():
        assert Run.objects.count() == 1


def test_what_cannot_be_is_refused_and_nothing_is_kept(cast: Cast, player: Player) -> None:
    plan = planned(cast, player)
    now = at("2026-03-04 08:00")
    wrong = [
        (Reported(now, began_at=now + timedelta(seconds=1)), NotInOrder),
        (Reported(now, as_of=now + timedelta(seconds=1)), NotInOrder),
        (Reported(now + timedelta(minutes=6)), NotInOrder),
        (Reported(now, succeeded=False, reason=" "), NoReason),
        (Reported(now, size=-1), NotMeasured),
        (Reported(now, sha256="beef"), NotMeasured),
    ]
    for said, refusal in wrong:
        with player.at_work(), pytest.raises(refusal):
            report_run(plan.id, said, by=player.actor, at=now)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        report_run(plan.id, Reported(now), by=cast.agent.actor, at=now)
    with player.at_work():
        assert Run.objects.count() == 0
    assert again(player, plan).good_at is None


def test_what_a_person_writes_down_stands_in_the_journal_with_his_name(cast: Cast, player: Player) -> None:
    plan = planned(cast, player)
    with player.at_work():
        made = report_run(plan.id, Reported(at("2026-03-04 08:00")), by_hand=True, by=player.actor,
                          at=at("2026-03-04 09:00"))  # fmt: skip
    assert made.reporter == "B. Beheer"
    assert entries(player) == ["backup-plan.kept", "backup.written-down"]
