"""Staff are told of a plan whose next good back-up is overdue: once for each due time."""

from datetime import timedelta

import pytest

from waarborg.continuity.actions.keep_plan import end_plan
from waarborg.continuity.actions.tell_late import tell_late
from waarborg.continuity.tests.told import at, backed_up, entries, operator_of, planned
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.outbox.models import OutboxMail

DUE = at("2026-03-04 12:00")
TICK = timedelta(microseconds=1)


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


def told(by: Player, when: object) -> int:
    with by.at_work():
        return tell_late(at=when)  # type: ignore[arg-type]


def mails(by: Player) -> list[tuple[str, str]]:
    with by.at_work():
        return list(OutboxMail.objects.filter(template="continuity/mail/late.txt").values_list("to_address", "subject"))


@pytest.mark.clause("AP-21")
def test_a_failed_one_raises_the_alarm_as_soon_as_the_last_good_one_is_older_than_it_may_be(
    cast: Cast, player: Player
) -> None:
    plan = planned(cast, player)
    backed_up(player, plan, "2026-03-04 08:00")
    backed_up(player, plan, "2026-03-04 11:55", succeeded=False, reason="disk full")
    assert (told(player, DUE), mails(player)) == (0, [])
    assert [told(player, DUE + TICK), told(player, DUE + timedelta(hours=2))] == [1, 0]
    assert mails(player) == [("b.beheer@example.nl", "Back-up database-4h is te laat")]
    with player.at_work():
        body = OutboxMail.objects.get(template="continuity/mail/late.txt").body
    assert "4 maart 2026 09:00" in body and "disk full" in body and f"/desk/backups/{plan.id}/" in body
    backed_up(player, plan, "2026-03-04 15:00")
    # Another due time: another time to be told of.
    assert [told(player, at("2026-03-04 19:00")), told(player, at("2026-03-04 19:01"))] == [0, 1]
    assert entries(player) == [
        *("backup-plan.kept", "backup.failed", "backup.late", "backup.good-again", "backup.late"),
    ]


@pytest.mark.clause("AP-21")
def test_over_the_autumn_night_four_hours_are_four_hours(cast: Cast, player: Player) -> None:
    plan = planned(cast, player)
    # 01:30 in summer time; four hours on it is 04:30 in winter time.
    backed_up(player, plan, "2026-10-24 23:30")
    assert told(player, at("2026-10-25 03:30")) == 0
    assert told(player, at("2026-10-25 03:30") + TICK) == 1


def test_of_a_plan_that_ended_nobody_is_told_and_of_one_without_any_from_its_beginning(
    cast: Cast, player: Player
) -> None:
    first, second = planned(cast, player), planned(cast, player, "files")
    with player.at_work():
        end_plan(second.id, by=player.actor, at=at("2026-03-01 09:00"))
    assert told(player, first.made_at + timedelta(hours=4)) == 0
    assert told(player, first.made_at + timedelta(hours=4) + TICK) == 1
