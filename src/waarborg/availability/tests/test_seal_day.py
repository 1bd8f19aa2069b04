"""A day of raw results is dropped only under its seal, and nothing that is still needed goes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from waarborg.availability.actions import seal_day as sealing
from waarborg.availability.actions.deliver import Delivered, Taken
from waarborg.availability.actions.findings import put_right
from waarborg.availability.actions.keep_probe import make_probe
from waarborg.availability.actions.measure import measure
from waarborg.availability.actions.seal_day import StillNeeded, seal_day
from waarborg.availability.models import DaySeal, HourResult, Probe, ProbeResult, Transition, Watch
from waarborg.availability.queries import measuring
from waarborg.availability.queries.month_figures import Figure, of_components
from waarborg.availability.queries.seals import JOURNAL, ROLL_UPS, days_there, faults_of, find_seal, why_not_sealed
from waarborg.availability.reactions.measured import days
from waarborg.availability.tests.figures import bound, buys
from waarborg.availability.tests.probes import asked, came, own
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import to_us
from waarborg.plumbing import clock
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.actions.state_figures import reckon

DAY = date(2026, 4, 9)
S = 1_000_000
# The month is over, and fourteen days and one more have passed.
LATER = datetime(2026, 5, 3, 6, 7, tzinfo=UTC)


def utc(day: int, clock: str = "00:00") -> datetime:
    return datetime.fromisoformat(f"2026-04-{day:02d}T{clock}").replace(tzinfo=UTC)


def watched(cast: Cast, item: Item, **more: Any) -> Probe:
    with cast.manager.at_work():
        given = asked(item, every=3600, timeout=10, retries=0, **more)
        return make_probe(given, provider=cast.provider.id, by=cast.manager.actor, at=utc(8))[0]


def hourly(one: Probe, day: int, text: str) -> list[Delivered]:
    """`+` good, `-` bad: one each hour from midnight on, each taking a second."""
    start = to_us(utc(day))
    return [Delivered(one.id, start + n * 3600 * S, S, mark == "+") for n, mark in enumerate(text)]


def two_days(cast: Cast, item: Item) -> Probe:
    """Of 8 April good, of 9 April three hours of failures, of 10 April good again; worked out since."""
    one = watched(cast, item)
    for day, text in ((8, "+" * 24), (9, "+" * 10 + "---" + "+" * 11), (10, "+" * 24)):
        came(cast, own(cast), hourly(one, day, text), utc(day + 1))
        with cast.manager.at_work():
            measure(measuring.due(utc(day + 1)), by=SYSTEM, at=utc(day + 1))
    worked_on(cast)
    return one


def worked_on(cast: Cast, when: datetime = LATER) -> None:
    with cast.manager.at_work():
        measure(measuring.due(when), by=SYSTEM, at=when)


def april(cast: Cast, item: Item) -> Figure:
    with cast.manager.at_work():
        return next(one for one in of_components("2026-04", at=LATER) if one.node.key == item.key)


def raw(cast: Cast) -> list[int]:
    with cast.manager.at_work():
        found = ProbeResult.objects.values_list("started_at", flat=True)
        return sorted(one.day for one in found)


@pytest.fixture
def item(cast: Cast) -> Iterator[Item]:
    yield make_stock(cast, utc(7)).application


def test_a_months_figure_is_the_same_before_and_after_its_results_are_dropped(cast: Cast, item: Item) -> None:
    two_days(cast, item)
    before = april(cast, item)
    # From the last good result before the failures to the next good one.
    assert before.account.down == 4 * 3600 * S * S
    days(at=LATER)
    assert raw(cast) == []
    after = april(cast, item)
    assert (after.account, after.seen.sha256) == (before.account, before.seen.sha256)


def test_a_sealed_day_is_kept_as_hours_a_root_and_a_line_of_the_journal_that_fit(cast: Cast, item: Item) -> None:
    one = two_days(cast, item)
    with override_settings(CLOCK_OFFSET=LATER - clock.real()):
        days(at=LATER)
    with cast.manager.at_work():
        held = find_seal(DAY)
        assert (held.results, held.sealed_at, held.dropped_at) == (24, LATER, LATER)
        noted = JournalEntry.objects.get(kind="availability.results.sealed", subject_id=held.id)
        assert noted.properties == {"day": "2026-04-09", "results": "24", "root": held.root}
        rows = HourResult.objects.filter(at__gte=utc(9), at__lt=utc(10)).order_by("at")
        assert [(row.probe_id, row.at.hour, row.count, row.bad, row.took, row.longest) for row in rows][9:12] == [
            (one.id, 9, 1, 0, S, S),
            (one.id, 10, 1, 1, 0, 0),
            (one.id, 11, 1, 1, 0, 0),
        ]
        assert faults_of(held) == []


def test_what_does_not_fit_is_found(cast: Cast, item: Item) -> None:
    two_days(cast, item)
    days(at=LATER)
    with cast.manager.at_work():
        held = find_seal(DAY)
        HourResult.objects.create(
            tenant_id=held.tenant_id, probe=Probe.objects.get(), place_id=own_id(), at=utc(9, "03:30"),
            count=1, bad=0, took=S, longest=S,
        )  # fmt: skip
        assert faults_of(held) == [ROLL_UPS]
        held.root = "0" * 64
        assert faults_of(held) == [JOURNAL, ROLL_UPS, "root"]


def own_id() -> Any:
    return HourResult.objects.first().place_id


def test_nothing_is_dropped_that_has_no_seal_and_a_seal_cannot_be_changed(cast: Cast, item: Item) -> None:
    two_days(cast, item)
    with pytest.raises(IntegrityError, match="no seal"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT availability_result_drop(%s, %s)", [DAY, LATER])
    assert len(raw(cast)) == 72
    days(at=LATER)
    with cast.manager.at_work(), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        DaySeal.objects.update(root="0" * 64)


def test_a_crash_between_sealing_and_dropping_loses_nothing_and_the_next_run_goes_on(cast: Cast, item: Item) -> None:
    two_days(cast, item)
    with cast.manager.at_work():
        first = seal_day(date(2026, 4, 8), by=SYSTEM, at=LATER)
    with cast.manager.at_work():
        assert faults_of(first) == []
    assert len(raw(cast)) == 72
    later = LATER + timedelta(hours=6)
    days(at=later)
    days(at=later)
    with cast.manager.at_work():
        held = {one.day.day: (one.id, one.sealed_at, one.dropped_at) for one in DaySeal.objects.all()}
        assert held[8] == (first.id, LATER, later)
        assert JournalEntry.objects.filter(kind="availability.results.sealed", subject_id=first.id).count() == 1
    assert raw(cast) == []


def test_results_that_came_into_a_sealed_day_after_all_keep_it_from_being_dropped(cast: Cast, item: Item) -> None:
    """The database counts before it drops."""
    one = two_days(cast, item)
    with cast.manager.at_work():
        seal_day(DAY, by=SYSTEM, at=LATER)
        ProbeResult.objects.create(
            tenant_id=cast.provider.id, probe_id=one.id, place_id=own_place(), started_at=utc(9, "00:30"),
            took=5, good=True, why="",
        )  # fmt: skip
    counted = pytest.raises(IntegrityError, match="over 24 results, and there are 25")
    with counted, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT availability_result_drop(%s, %s)", [DAY, LATER])
    assert len(raw(cast)) == 73


def own_place() -> Any:
    return ProbeResult.objects.first().place_id


def test_a_day_of_which_late_results_are_not_yet_accounted_for_stays(cast: Cast, item: Item) -> None:
    two_days(cast, item)
    with cast.manager.at_work():
        Watch.objects.update(late_from=utc(9, "12:00"))
        assert why_not_sealed(date(2026, 4, 8), LATER) == ""
        assert why_not_sealed(DAY, LATER) == "not-accounted"
        with pytest.raises(StillNeeded):
            seal_day(DAY, by=SYSTEM, at=LATER)
        assert not DaySeal.objects.exists()
    days(at=LATER)
    assert raw(cast) == [9] * 24 + [10] * 24
    worked_on(cast, LATER + timedelta(minutes=1))
    days(at=LATER + timedelta(minutes=1))
    assert raw(cast) == []


@pytest.mark.parametrize(("now", "why"), [("2026-04-23T23:59:59", "young"), ("2026-04-24T00:00:00", "")])
def test_a_day_is_sealed_fourteen_days_after_it_ended(cast: Cast, item: Item, now: str, why: str) -> None:
    two_days(cast, item)
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    with cast.manager.at_work():
        assert why_not_sealed(DAY, at) == why


def test_a_day_waits_until_the_figure_of_its_month_is_stated(cast: Cast) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    two_days(cast, parts["website"])
    with cast.manager.at_work():
        reckon(by=SYSTEM, at=datetime(2026, 4, 28, 3, tzinfo=UTC))
        # March was stated; April goes on.
        assert why_not_sealed(DAY, datetime(2026, 4, 28, 6, tzinfo=UTC)) == "not-stated"
        assert why_not_sealed(DAY, LATER) == "not-stated"
    with cast.manager.at_work():
        reckon(by=SYSTEM, at=datetime(2026, 5, 2, 3, tzinfo=UTC))
        assert why_not_sealed(DAY, LATER) == ""


def test_results_of_a_sealed_day_are_refused_also_when_more_days_are_kept_from_then_on(
    cast: Cast, item: Item, settings: Any
) -> None:
    one = two_days(cast, item)
    days(at=LATER)
    settings.PROBE_DAYS = 60
    late = [Delivered(one.id, to_us(utc(9, "00:30")), S, False), Delivered(one.id, to_us(utc(20, "00:30")), S, True)]
    assert came(cast, own(cast), late, LATER) == Taken(1, 0, 1)
    with pytest.raises(IntegrityError, match="are sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT availability_result_open(%s)", [DAY])


def test_what_is_put_right_after_dropping_restates_the_figure_from_transitions(cast: Cast, item: Item) -> None:
    two_days(cast, item)
    days(at=LATER)
    with cast.manager.at_work():
        held = Transition.objects.count()
        put_right(
            item.id, utc(9, "10:00"), utc(9, "11:00"), "up", "De proxy stond er nog.", by=cast.manager.actor, at=LATER
        )
    assert april(cast, item).account.down == 3 * 3600 * S * S
    with cast.manager.at_work():
        assert Transition.objects.count() == held


def test_a_failed_sealing_leaves_no_half_seal(cast: Cast, item: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    two_days(cast, item)

    def fails(*_given: Any, **_named: Any) -> None:
        raise OSError("broken off")

    monkeypatch.setattr(sealing.journal, "record", fails)
    with pytest.raises(OSError, match="broken off"), cast.manager.at_work():
        seal_day(DAY, by=SYSTEM, at=LATER)
    monkeypatch.undo()
    with cast.manager.at_work():
        assert (DaySeal.objects.count(), HourResult.objects.count()) == (0, 0)
    assert DAY in days_there()
