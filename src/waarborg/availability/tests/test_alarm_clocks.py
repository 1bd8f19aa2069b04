"""From profile to verdict: an alarm starts and stops the clocks of PX-73 and TO-06, in the customer's own journal."""

from datetime import UTC, datetime

import pytest

from waarborg.availability.actions.alarms.keep_roster import save_roster
from waarborg.availability.actions.alarms.note_for_customer import note_for_customer
from waarborg.availability.actions.alarms.roster_refusals import RosterGap
from waarborg.availability.actions.alarms.take_up import take_up
from waarborg.availability.actions.incidents import open_incident
from waarborg.availability.models import Alarm, Roster
from waarborg.availability.rules.roster import WEEKLY, Hours, Layer
from waarborg.availability.tests.alarming import FIRST_DAY, guarded, weeks
from waarborg.availability.tests.incidents import FIRST, at, out
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import ClockRun
from waarborg.promises.profiles import documents, profile


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def bound(cast: Cast, stock: Stock, name: str) -> None:
    """The customer has the platform, and is bound to this profile from that day on."""
    bought(cast, stock.records, cast.merendaal)
    with cast.manager.at_work():
        given = {"provider": cast.provider.id, "name": f"{name}.yaml", "documents": documents(name)}
        version = publish(profile(name), **given, by=cast.manager.actor, at=at("00:00"))
        bind(version, by=cast.manager.actor, at=at("00:00"), tenant=cast.merendaal.id)


def told(cast: Cast, alarm: Alarm) -> int:
    with cast.manager.at_work():
        return note_for_customer(cast.merendaal.id, alarm.id, at=at("03:00"))


def clock(cast: Cast, promise: str) -> ClockRun:
    with cast.manager.at_work():
        return ClockRun.objects.get(tenant_id=cast.merendaal.id, promise=promise)


@pytest.mark.clause("PX-73")
def test_the_clock_runs_from_the_alarm_until_somebody_takes_it_up_also_at_night(cast: Cast, stock: Stock) -> None:
    bound(cast, stock, "perplex-dbc")
    guarded(cast)
    out(cast, stock, "01:12")
    with cast.manager.at_work():
        alarm = Alarm.objects.get()
    assert told(cast, alarm) == 1
    run = clock(cast, "service.alarm")
    assert (run.subject_id, run.started_at, run.is_open) == (alarm.id, at("01:12"), True)
    with cast.agent.at_work():
        take_up(alarm.id, by=cast.agent.actor, at=at("01:15"))
    assert (told(cast, alarm), told(cast, alarm)) == (1, 0)
    run = clock(cast, "service.alarm")
    assert (run.started_at, run.stopped_at, run.is_open) == (at("01:12"), at("01:15"), False)
    with cast.manager.at_work():
        kinds = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, subject_id=alarm.id).order_by("sequence")
        assert [one.kind for one in kinds] == ["availability.alarm.raised", "availability.alarm.acknowledged"]


@pytest.mark.clause("TO-06")
def test_the_alarm_is_timed_from_the_first_failed_probe(cast: Cast, stock: Stock) -> None:
    bound(cast, stock, "24office")
    guarded(cast)
    with cast.agent.at_work():
        open_incident(
            "Onbereikbaar", FIRST, {stock.application.id: "down"}, provider=cast.provider.id, by=cast.agent.actor,
            at=at("01:00:15"), begins_at=at("00:59:50"),
        )  # fmt: skip
    with cast.manager.at_work():
        alarm = Alarm.objects.get()
    assert told(cast, alarm) > 0
    run = clock(cast, "availability.alarm")
    assert (run.started_at, run.stopped_at) == (at("00:59:50"), at("01:00:15"))
    assert told(cast, alarm) == 0


def test_whom_nothing_promises_it_reads_nothing_of_it(cast: Cast, stock: Stock) -> None:
    bound(cast, stock, "appreo")
    guarded(cast)
    out(cast, stock)
    with cast.manager.at_work():
        alarm = Alarm.objects.get()
    assert told(cast, alarm) == 0


# Christmas Day 2026 is a Friday: from 03:00 until 05:00 nobody is there.
FRIDAYS = frozenset({4})
HOLED = (Hours(frozenset({0, 1, 2, 3, 5, 6}), 0, 0), Hours(FRIDAYS, 0, 180), Hours(FRIDAYS, 300, 0))
IN_DECEMBER = datetime(2026, 12, 21, 9, tzinfo=UTC)


@pytest.mark.clause("PX-73")
def test_a_roster_with_a_gap_is_refused_on_saving_where_an_agreement_wants_every_hour_covered(
    cast: Cast, stock: Stock
) -> None:
    bound(cast, stock, "perplex-dbc")
    holed = Layer(weeks(cast).people, WEEKLY, FIRST_DAY, 0, HOLED)
    given = {"name": "Wacht", "zone": "Europe/Amsterdam", "provider": cast.provider.id, "by": cast.manager.actor}
    with cast.manager.at_work():
        with pytest.raises(RosterGap) as refused:
            save_roster(None, [holed], **given, at=IN_DECEMBER)
        assert "Het rooster heeft een gat." in refused.value.say("nl")
        assert "25 december" in refused.value.say("nl")
        assert Roster.objects.count() == 0
        row, gaps = save_roster(None, [holed, weeks(cast)], **given, at=IN_DECEMBER)
        assert (row.layers.count(), gaps) == (2, [])


def test_without_such_an_agreement_a_gap_is_told_and_the_roster_kept(cast: Cast) -> None:
    holed = Layer(weeks(cast).people, WEEKLY, FIRST_DAY, 0, (Hours(frozenset(range(7)), 5 * 60, 3 * 60),))
    with cast.manager.at_work():
        row, gaps = save_roster(
            None, [holed], name="Wacht", zone="Europe/Amsterdam", provider=cast.provider.id, by=cast.manager.actor,
            at=IN_DECEMBER,
        )  # fmt: skip
        assert len(gaps) == 210
        assert (gaps[0].ends - gaps[0].begins) // 3_600_000_000 == 2
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind="availability.roster.saved", subject_id=row.id)
        assert entry.properties == {"roster-cover": "gap"}
