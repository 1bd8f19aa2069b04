"""Rounds of back-ups as agreements promise them: counted by month, once for all whom the same plans cover, and stated
to each customer to whom they are promised."""

from datetime import datetime
from uuid import UUID

import pytest

from waarborg.continuity.actions.keep_plan import change_plan, end_plan
from waarborg.continuity.actions.refusals import PaceStays
from waarborg.continuity.models import Plan
from waarborg.continuity.queries.rounds import ROUNDS, behind, rounds
from waarborg.continuity.tests.told import again, at, backed_up, described, in_bulk, operator_of, planned
from waarborg.customers.tests.cast import Cast, Player
from waarborg.kernel.canonical import sha256_hex
from waarborg.plumbing.indicators import Counted, NothingYet
from waarborg.promises.actions.amend import amend
from waarborg.promises.actions.state_figures import reckon, state_for
from waarborg.promises.models import Figure
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.figures import UNSURE
from waarborg.promises.tests.announced import bound_to
from waarborg.promises.tests.test_amend import file_for

# March in Amsterdam.
BEGIN, END = at("2026-02-28 23:00"), at("2026-03-31 22:00")
MADE = at("2026-02-20 08:00")
MARCH = "2026-03"
EXTRA = "extra.backups: {offered: false, clock: {every: 30 min}}"


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


def about(by: Player, customer: UUID, promise: str) -> str:
    with by.at_work():
        bound = standing(customer)
        assert bound is not None
        return bound.versions[-1][1].asked[promise].about


def counted(by: Player, customer: UUID, promise: str, begin: datetime = BEGIN, end: datetime = END) -> Counted:
    asked = about(by, customer, promise)
    with by.at_work():
        return rounds(begin, end, asked)[customer]


def rows(one: Counted) -> list[str]:
    return [row for row in one.rows if not row.startswith("data;")]


def month(by: Player, tenant: UUID, promise: str, when: str = "2026-04-02 03:40") -> list[Figure]:
    """What a night does, and what the customer was then told of March."""
    asked = about(by, tenant, promise)
    with by.at_work():
        reckon(by=by.actor, at=at(when))
        state_for(tenant, by=by.actor, at=at(when))
    with by.at_work():
        return list(Figure.objects.filter(tenant_id=tenant, told=True, about=asked, last=MARCH).order_by("version"))


@pytest.mark.clause("CL-45")
def test_an_hour_without_breaks_the_hourly_promise_and_a_day_version_is_what_a_daily_plan_makes(
    cast: Cast, player: Player
) -> None:
    bound_to(cast, "cliendo")
    hourly = planned(cast, player, "database-1h", every=3600, made=MADE)
    daily = planned(cast, player, "database-day", every=86_400, made=MADE)
    in_bulk(player, hourly, "2026-02-28 00:00", "2026-03-31 23:00", without=("2026-03-16 15:00", "2026-03-20 04:00"))
    # At two in the night in Amsterdam, at three where there is no two; once an hour too late.
    in_bulk(player, daily, "2026-02-20 01:00", "2026-03-28 01:00", every=86_400, without=("2026-03-11 01:00",))
    backed_up(player, daily, "2026-03-11 02:00")
    backed_up(player, daily, "2026-03-29 01:00")
    in_bulk(player, daily, "2026-03-30 00:00", "2026-03-31 00:00", every=86_400)
    found = counted(player, cast.merendaal.id, "data.backup-hourly")
    assert (found.numerator, found.parts) == (2, {"rounds": 741, "met": 739, "late": 2})
    assert rows(found) == [
        "overdue;database;@2026-03-16T15:00:00Z;@2026-03-16T16:00:00Z;~3600000000",
        "overdue;database;@2026-03-20T04:00:00Z;@2026-03-20T05:00:00Z;~3600000000",
        "longest;database;~7200000000;@2026-03-16T16:00:00Z",
    ]
    found = counted(player, cast.merendaal.id, "data.backup-daily")
    assert (found.numerator, found.parts) == (1, {"rounds": 31, "met": 30, "late": 1})
    assert rows(found)[0] == "overdue;database;@2026-03-11T01:00:00Z;@2026-03-11T02:00:00Z;~3600000000"


@pytest.mark.clause("AP-21", "CL-92")
def test_of_each_customer_the_plans_count_that_cover_it_and_of_a_part_every_copy(cast: Cast, player: Player) -> None:
    version = bound_to(cast, "cliendo")
    source = file_for(cast.merendaal.slug, EXTRA, name="kopie", amends="cliendo 1", effective="2026-03-10")
    with cast.manager.at_work():
        amend(version, source, by=cast.manager.actor, at=at("2026-03-02 10:00"), name="kopie.yaml")
    everybody = planned(cast, player, "database-1h", every=3600, made=MADE)
    own = planned(cast, player, "merendaal-1h", every=3600, scope="customer", customer_id=cast.merendaal.id, made=MADE)
    inner = planned(cast, player, "testing", every=3600, scope="internal", part="testing", made=MADE)
    in_bulk(player, everybody, "2026-02-28 00:00", "2026-03-31 23:00")
    # Half an hour between: with what is made for everybody one every half hour, but for once.
    in_bulk(player, own, "2026-02-28 00:30", "2026-03-31 22:30", without=("2026-03-16 14:30",))
    backed_up(player, inner, "2026-03-01 08:00", succeeded=False, reason="x")
    found = counted(player, cast.merendaal.id, "extra.backups")
    # From the first instant of 10 March on: 22 days and an hour less, since the clocks went forward.
    assert found.parts == {"rounds": (22 * 24 - 1) * 2 - 1, "met": (22 * 24 - 1) * 2 - 2, "late": 1}
    assert rows(found)[0] == "overdue;database;@2026-03-16T14:30:00Z;@2026-03-16T15:00:00Z;~1800000000"
    asked = about(player, cast.merendaal.id, "extra.backups")
    with player.at_work():
        assert set(rounds(BEGIN, END, asked)) == {cast.merendaal.id}
        lines = behind(BEGIN, END, asked, cast.merendaal.id)
    assert found.rows[-1] == "data;" + sha256_hex("\n".join(lines).encode())
    assert counted(player, cast.hazelvoort.id, "data.backup-hourly").parts == {"rounds": 743, "met": 743, "late": 0}
    assert lines[0] == "database;2026-02-28T22:00:00+00:00;2026-02-28T22:00:00+00:00;;"


@pytest.mark.clause("PX-69", "TO-14")
@pytest.mark.parametrize("name", ["perplex-dbc", "24office"])
def test_a_nightly_one_is_in_time_in_the_nights_in_which_the_clocks_change(
    cast: Cast, player: Player, name: str
) -> None:
    bound_to(cast, name)
    promise = "data.backup" if name == "perplex-dbc" else "continuity.backup"
    plan = planned(cast, player, every=86_400, made=MADE)
    # At half past three in Amsterdam: from 29 March on an hour earlier in UTC.
    in_bulk(player, plan, "2026-02-20 02:30", "2026-03-28 02:30", every=86_400)
    in_bulk(player, plan, "2026-03-29 01:30", "2026-10-24 01:30", every=86_400)
    in_bulk(player, plan, "2026-10-25 02:30", "2026-10-31 02:30", every=86_400)
    assert counted(player, cast.merendaal.id, promise).parts == {"rounds": 31, "met": 31, "late": 0}
    october = at("2026-09-30 22:00"), at("2026-10-31 23:00")
    assert counted(player, cast.merendaal.id, promise, *october).parts == {"rounds": 31, "met": 31, "late": 0}


def test_one_that_failed_or_is_too_small_ends_no_round_and_one_that_never_came_is_late_each_month(
    cast: Cast, player: Player
) -> None:
    bound_to(cast, "appreo")
    plan = planned(cast, player, made=MADE, least_bytes=1000)
    in_bulk(player, plan, "2026-02-28 20:00", "2026-03-05 12:00", every=4 * 3600)
    backed_up(player, plan, "2026-03-05 15:00", succeeded=False, reason="disk full")
    backed_up(player, plan, "2026-03-05 15:30", size=999)
    found = counted(player, cast.merendaal.id, "data.backup")
    assert (found.numerator, rows(found)[0]) == (
        1,
        "missing;database;@2026-03-05T16:00:00Z;@2026-03-31T22:00:00Z;~2268000000000",
    )
    april = counted(player, cast.merendaal.id, "data.backup", END, at("2026-04-30 22:00"))
    assert (april.numerator, april.parts["met"]) == (1, 0)
    assert rows(april)[0].startswith("missing;database;@2026-04-01T02:00:00Z;")


def test_it_begins_when_who_it_is_promised_to_is_bound_and_when_the_plan_began_to_be_judged(
    cast: Cast, player: Player
) -> None:
    bound_to(cast, "appreo")
    plan = planned(cast, player, made=MADE)
    with player.at_work():
        # As an upgrade leaves a plan from before it.
        Plan.objects.filter(id=plan.id).update(judged_from=at("2026-03-31 10:00"))
    in_bulk(player, plan, "2026-03-31 13:00", "2026-03-31 21:00", every=4 * 3600)
    found = counted(player, cast.merendaal.id, "data.backup")
    assert (found.parts, UNSURE in found.parts) == ({"rounds": 3, "met": 3, "late": 0}, False)
    with pytest.raises(NothingYet):
        counted(player, cast.merendaal.id, "data.backup", at("2026-01-31 23:00"), BEGIN)


def test_without_a_plan_that_serves_it_nothing_is_measured_and_after_its_end_too_little_is_known(
    cast: Cast, player: Player
) -> None:
    bound_to(cast, "cliendo")
    plan = planned(cast, player, every=3600, made=MADE)
    in_bulk(player, plan, "2026-02-28 20:00", "2026-03-20 12:00")
    with player.at_work():
        end_plan(plan.id, by=player.actor, at=at("2026-03-20 12:30"))
    found = counted(player, cast.merendaal.id, "data.backup-hourly")
    assert (found.numerator, found.parts[UNSURE]) == (0, 1)
    assert rows(found)[-1] == f"unplanned;~{int((END - at('2026-03-20 12:30')).total_seconds()) * 10**6}"
    with pytest.raises(NothingYet):
        counted(player, cast.merendaal.id, "data.backup-daily")
    assert [one.numerator for one in month(player, cast.merendaal.id, "data.backup-hourly")] == [0]


def test_a_plan_that_is_slowed_down_leaves_late_rounds_and_its_pace_stays(cast: Cast, player: Player) -> None:
    bound_to(cast, "cliendo")
    plan = planned(cast, player, every=3600, made=MADE)
    in_bulk(player, plan, "2026-02-28 20:00", "2026-03-31 12:00")
    with player.at_work():
        change_plan(plan.id, described(every=4 * 3600), revision=0, by=player.actor, at=at("2026-03-31 12:00"))
        with pytest.raises(PaceStays):
            change_plan(plan.id, described(every=86_400), revision=1, by=player.actor, at=at("2026-03-31 12:00"))
    assert again(player, plan).every == 4 * 3600
    in_bulk(player, plan, "2026-03-31 16:00", "2026-03-31 20:00", every=4 * 3600)
    assert counted(player, cast.merendaal.id, "data.backup-hourly").numerator == 3


@pytest.mark.clause("CL-45")
def test_what_is_reported_late_restates_the_month_and_says_why(cast: Cast, player: Player) -> None:
    bound_to(cast, "cliendo")
    plan = planned(cast, player, every=3600, made=MADE)
    in_bulk(player, plan, "2026-02-28 20:00", "2026-03-31 23:00", without=("2026-03-16 15:00",))
    (first,) = month(player, cast.merendaal.id, "data.backup-hourly")
    assert (first.numerator, first.indicator) == (1, ROUNDS)
    backed_up(player, plan, "2026-03-16 15:00", now=at("2026-04-02 09:00"))
    told = month(player, cast.merendaal.id, "data.backup-hourly", "2026-04-03 03:40")
    assert [(one.numerator, one.version, one.because) for one in told] == [(1, 1, ""), (0, 2, "late")]
    assert told[1].replaces == told[0].stated.statement
    # The same night again says nothing new.
    assert len(month(player, cast.merendaal.id, "data.backup-hourly", "2026-04-04 03:40")) == 2
