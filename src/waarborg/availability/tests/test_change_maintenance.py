"""What becomes of a window: each change told of by a notice of its own, and counted as announced."""

from datetime import datetime, timedelta

import pytest

from waarborg.availability.actions.change_maintenance import begin_work, cancel_work, change_times, end_work
from waarborg.availability.actions.maintenance_refusals import (
    Begun,
    NotYetThen,
    Over,
    TooSoon,
    WorkChanged,
    WrongState,
)
from waarborg.availability.actions.maintenance_schedule import carry_out, due
from waarborg.availability.actions.refusals import NoReason
from waarborg.availability.models import Work
from waarborg.availability.queries.maintenance import works_of
from waarborg.availability.queries.maintenance_rules import rules_for
from waarborg.availability.rules.agreed_work import together
from waarborg.availability.rules.maintenance import judge
from waarborg.availability.tests.works import agreed, local, operator, planned
from waarborg.catalogue.tests.stock import Stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.errors import Refusal
from waarborg.notices.models import Notice
from waarborg.plumbing.models import JournalEntry

SAID = local("2026-10-19 20:00")
AUTUMN = (local("2026-10-25 01:00"), local("2026-10-25 05:00"))
HOUR = timedelta(hours=1)
WHY = ("Een leverancier is later.", "A supplier is later.")


@pytest.fixture
def perplex(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Stock:
    return agreed(cast, "perplex-dbc", monkeypatch)


@pytest.fixture
def made(cast: Cast, perplex: Stock) -> Work:
    return planned(cast, perplex, AUTUMN, SAID)


def changed(cast: Cast, one: Work, window: tuple[datetime, datetime], at: datetime, **more: object) -> Work:
    with cast.manager.at_work():
        revision = Work.objects.get(id=one.id).revision
        return change_times(one.id, *window, revision=revision, by=cast.manager.actor, at=at, **more)  # type: ignore[arg-type]


def told(cast: Cast) -> list[tuple[str, str]]:
    """The notices, the oldest first, each with whether it still stands."""
    with cast.manager.at_work():
        return [(one.title_nl.split(":")[0], one.state) for one in Notice.objects.order_by("published_at", "id")]


def judged(cast: Cast, stock: Stock, at: datetime) -> list[tuple[str, int]]:
    """What of the work is left out of the month's figure, and why the rest counts, in minutes."""
    with cast.manager.at_work():
        [work] = works_of(stock.application.id, AUTUMN[0] - 24 * HOUR, AUTUMN[1] + 24 * HOUR)
        notice, windows = together(rules_for([stock.application], "regular", "", at=at))
    found = judge(work, notice, windows)
    return [(one.outcome, (one.end - one.start) // 60_000_000) for one in found.parts]


@pytest.mark.clause("PX-65")
def test_an_overrun_in_the_night_of_the_clock_counts_and_the_rest_does_not(
    cast: Cast, perplex: Stock, made: Work
) -> None:
    """From 01:00 to 05:00 on the wall are five elapsed hours on 25 October 2026."""
    with cast.manager.at_work():
        begin_work(made.id, by=cast.manager.actor, at=AUTUMN[0])
        end_work(made.id, by=cast.manager.actor, at=AUTUMN[1] + timedelta(minutes=12))
        held = Work.objects.get(id=made.id)
        assert (held.state, held.overran(AUTUMN[1] + HOUR)) == ("done", True)
    assert judged(cast, perplex, SAID) == [("excluded", 300), ("overrun", 12)]


@pytest.mark.clause("PX-65")
def test_in_the_night_that_lacks_an_hour_the_window_is_an_hour_shorter(cast: Cast, perplex: Stock) -> None:
    spring = (local("2027-03-28 01:00"), local("2027-03-28 05:00"))
    made = planned(cast, perplex, spring, local("2027-03-20 12:00"))
    with cast.manager.at_work():
        for work, what in due(spring[0]):
            carry_out(work, what, at=spring[0] + timedelta(seconds=20))
        assert due(spring[1] - timedelta(seconds=1)) == []
        for work, what in due(spring[1]):
            carry_out(work, what, at=spring[1] + timedelta(seconds=20))
        held = Work.objects.get(id=made.id)
    assert (held.began_at, held.ended_at, held.state) == (*spring, "done")
    assert held.until_at - held.from_at == 3 * HOUR


def test_moved_extended_shortened_and_cancelled_each_have_a_notice_that_replaces_the_one_before(
    cast: Cast, made: Work
) -> None:
    at = SAID + timedelta(minutes=5)
    later = (AUTUMN[0] + HOUR, AUTUMN[1] + HOUR)
    assert changed(cast, made, later, at, why=WHY).state == "moved"
    changed(cast, made, (later[0], later[1] + HOUR), at + timedelta(minutes=1))
    changed(cast, made, (later[0], later[1]), at + timedelta(minutes=2))
    with cast.manager.at_work():
        held = Work.objects.get(id=made.id)
        cancel_work(made.id, WHY, revision=held.revision, by=cast.manager.actor, at=at + timedelta(minutes=3))
        assert [one.change for one in held.announcements.order_by("at")] == [
            *("announced", "moved", "extended", "shortened", "cancelled"),
        ]
    with cast.manager.at_work():
        kinds = JournalEntry.objects.filter(kind__startswith="availability.maintenance.").order_by("sequence")
        assert [one.kind.rpartition(".")[2] for one in kinds] == [
            *("announced", "moved", "extended", "shortened", "cancelled"),
        ]
    assert told(cast) == [
        ("Onderhoud", "withdrawn"),
        ("Onderhoud verplaatst", "withdrawn"),
        ("Onderhoud duurt langer", "withdrawn"),
        ("Onderhoud duurt korter", "withdrawn"),
        ("Onderhoud gaat niet door", "published"),
    ]


def test_what_is_added_begins_its_own_notice_and_what_stays_keeps_it(cast: Cast, made: Work) -> None:
    late = local("2026-10-24 12:00")
    with pytest.raises(TooSoon):
        changed(cast, made, (AUTUMN[0], AUTUMN[1] + HOUR), late)
    with cast.manager.at_work():
        held = Work.objects.get(id=made.id)
        assert (held.until_at, held.announcements.count(), held.revision) == (AUTUMN[1], 1, made.revision)
    assert changed(cast, made, (AUTUMN[0] + HOUR, AUTUMN[1]), late).from_at == AUTUMN[0] + HOUR


def test_work_under_way_may_take_longer_in_fact_and_that_counts(cast: Cast, perplex: Stock, made: Work) -> None:
    with cast.manager.at_work():
        begin_work(made.id, by=cast.manager.actor, at=AUTUMN[0])
    changed(cast, made, (AUTUMN[0], AUTUMN[1] + HOUR), AUTUMN[1] - HOUR)
    with cast.manager.at_work():
        end_work(made.id, by=cast.manager.actor, at=AUTUMN[1] + HOUR)
    assert judged(cast, perplex, SAID) == [("excluded", 300), ("late", 60)]


def test_it_begins_when_it_was_said_to_and_not_after_it_is_over(cast: Cast, made: Work) -> None:
    tries: tuple[tuple[datetime, type[Refusal]], ...] = (
        (AUTUMN[0] - timedelta(minutes=1), NotYetThen),
        (AUTUMN[1], Over),
    )
    for at, why in tries:
        with cast.manager.at_work(), pytest.raises(why):
            begin_work(made.id, by=cast.manager.actor, at=at)
    with cast.manager.at_work():
        assert Work.objects.get(id=made.id).state == "planned"


def test_two_who_change_at_once_do_not_overwrite_each_other(cast: Cast, made: Work) -> None:
    with cast.manager.at_work(), pytest.raises(WorkChanged):
        change_times(
            made.id, *AUTUMN, revision=made.revision - 1, by=cast.manager.actor, at=SAID + timedelta(minutes=1)
        )


def test_what_was_cancelled_stays_so_and_a_cancellation_says_why(cast: Cast, made: Work) -> None:
    at = SAID + timedelta(minutes=1)
    with cast.manager.at_work():
        with pytest.raises(NoReason):
            cancel_work(made.id, (" ", ""), revision=made.revision, by=cast.manager.actor, at=at)
        cancel_work(made.id, WHY, revision=made.revision, by=cast.manager.actor, at=at)
        with pytest.raises(WrongState):
            begin_work(made.id, by=cast.manager.actor, at=AUTUMN[0])
        with pytest.raises(WrongState):
            end_work(made.id, by=cast.manager.actor, at=AUTUMN[1])
    with pytest.raises(WrongState):
        changed(cast, made, (AUTUMN[0] + HOUR, AUTUMN[1]), at + timedelta(minutes=1))


def test_nothing_moves_into_the_past(cast: Cast, made: Work) -> None:
    with pytest.raises(Begun):
        changed(cast, made, (SAID - HOUR, AUTUMN[1]), SAID + HOUR)


@pytest.mark.clause("PX-65")
def test_a_hotfix_nobody_was_told_of_is_read_when_it_is_done_and_counts(cast: Cast, perplex: Stock) -> None:
    now = local("2026-10-24 23:00")
    made = planned(cast, perplex, AUTUMN, now, kind="hotfix", told=False, by=operator(cast))
    with cast.manager.at_work():
        begin_work(made.id, by=operator(cast), at=AUTUMN[0])
        end_work(made.id, by=operator(cast), at=AUTUMN[0] + HOUR)
        assert not Notice.objects.exists()
    with cast.owner.at_work():
        [one] = Work.objects.all()
        assert (one.state, one.announced_at) == ("done", None)
    assert judged(cast, perplex, now) == [("unannounced", 60)]
