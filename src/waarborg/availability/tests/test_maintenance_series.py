"""Maintenance that recurs by the clock on the wall, made into windows some months ahead."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from waarborg.availability.actions.maintenance_refusals import NeverHappens, OutsideHours
from waarborg.availability.actions.maintenance_schedule import carry_on, tell, to_tell
from waarborg.availability.actions.maintenance_series import Rhythm, end_series, plan_series, skip_date
from waarborg.availability.models import Series, Work
from waarborg.availability.rules.recurring import occurrences
from waarborg.availability.tests.works import agreed, described, local
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.calendars.repeats import UnreadableRepeat
from waarborg.kernel.instants import from_us
from waarborg.notices.models import Notice

SAID = local("2026-09-01 12:00")
WHY = ("Er is die nacht een verhuizing.", "There is a move that night.")


def days(rule: str, first: str, minutes: int, since: str, until: str, ends: str = "") -> list[str]:
    """The windows as UTC, from `since` (UTC) to a local day."""
    found = occurrences(
        rule,
        datetime.fromisoformat(first),
        minutes,
        "Europe/Amsterdam",
        since=datetime.fromisoformat(since).replace(tzinfo=UTC),
        until=date.fromisoformat(until),
        ends=time.fromisoformat(ends) if ends else None,
    )
    return [f"{from_us(start):%m-%d %H:%M} {from_us(end):%H:%M}" for _, (start, end) in found]


@pytest.mark.clause("SO-33")
def test_a_nightly_restart_at_two_happens_once_in_either_night_of_the_clock() -> None:
    autumn = days("FREQ=DAILY", "2026-10-01T02:00", 60, "2026-10-23 12:00", "2026-10-26")
    # The hour from two comes twice: it is the first of them.
    assert autumn == ["10-24 00:00 01:00", "10-25 00:00 01:00", "10-26 01:00 02:00"]
    spring = days("FREQ=DAILY", "2027-03-01T02:00", 60, "2027-03-26 12:00", "2027-03-29")
    # Two o'clock does not exist on the 28th: it runs once, at three.
    assert spring == ["03-27 01:00 02:00", "03-28 01:00 02:00", "03-29 00:00 01:00"]


def test_a_window_of_the_wall_that_does_not_exist_that_night_is_left_out() -> None:
    nightly: dict[str, Any] = {"rule": "FREQ=DAILY", "first": "2027-03-01T02:00", "minutes": 60, "ends": "03:00"}
    assert days(**nightly, since="2027-03-26 12:00", until="2027-03-29") == ["03-27 01:00 02:00", "03-29 00:00 01:00"]
    # Where the hour comes twice, it takes both.
    twice = {**nightly, "first": "2026-10-01T02:00"}
    assert days(**twice, since="2026-10-24 12:00", until="2026-10-25") == ["10-25 00:00 02:00"]


@pytest.mark.parametrize(
    ("rule", "first", "found"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-01-09T00:00", ["10-01 22:00 00:00", "10-15 22:00 00:00"]),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "2026-01-20T22:00", ["10-20 20:00 22:00"]),
        ("FREQ=MONTHLY;BYDAY=2FR", "2026-01-09T00:00", ["10-08 22:00 00:00"]),
    ],
)
def test_rhythms_keep_to_their_first_time(rule: str, first: str, found: list[str]) -> None:
    assert days(rule, first, 120, "2026-10-01", "2026-10-22") == found


@pytest.mark.clause("SO-36")
def test_saturday_eight_to_sunday_six_is_as_long_as_the_clock_makes_it() -> None:
    weekend = ("FREQ=WEEKLY;BYDAY=SA", "2026-10-17T20:00", 600)
    assert days(*weekend, "2026-10-01", "2026-10-25", "06:00") == ["10-17 18:00 04:00", "10-24 18:00 05:00"]
    assert days(*weekend, "2027-03-25", "2027-03-28", "06:00") == ["03-27 19:00 04:00"]


def test_a_rule_without_an_end_is_asked_no_further_than_the_months_ahead() -> None:
    assert len(days("FREQ=DAILY", "2026-09-01T02:00", 60, "2026-09-01 12:00", "2027-03-04")) == 184


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(UnreadableRepeat):
        days("FREQ=SECONDLY", "2026-09-01T02:00", 60, "2026-09-01", "2026-09-02")


def rhythm(rule: str, first: str, minutes: int = 60, **more: int) -> Rhythm:
    return Rhythm(rule, datetime.fromisoformat(first), minutes, "Europe/Amsterdam", **more)


def recurring(cast: Cast, stock: Stock, given: Rhythm, kind: str = "regular") -> Series:
    with cast.manager.at_work():
        return plan_series(described(stock, kind), given, provider=cast.provider.id, by=cast.manager.actor, at=SAID)


@pytest.mark.clause("SO-31", "SO-33")
def test_the_windows_of_the_agreement_are_planned_for_months_and_told_of_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = agreed(cast, "superoffice", monkeypatch)
    held = recurring(cast, stock, rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-01-09T00:00", 360), "system")
    with cast.manager.at_work():
        works = Work.objects.filter(series=held).order_by("from_at")
        assert works.count() == 13
        assert [one.occurrence for one in works[:2]] == [date(2026, 9, 4), date(2026, 9, 18)]
        assert all(one.announcements.get().at == SAID for one in works)
        [notice] = Notice.objects.all()
        assert notice.title_nl == "Terugkerend onderhoud: Nieuwe schijven"
        assert carry_on(SAID + timedelta(minutes=1)) == 0
        assert carry_on(SAID + timedelta(days=14)) == 1
    # The other week, beyond the hours agreed, is refused whole.
    with pytest.raises(OutsideHours):
        recurring(cast, stock, rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-01-16T00:00", 360), "system")
    with cast.manager.at_work():
        assert Series.objects.count() == 1


def test_a_date_is_left_out_and_the_rest_ends_each_told(cast: Cast) -> None:
    stock = make_stock(cast)
    held = recurring(cast, stock, rhythm("FREQ=MONTHLY;BYDAY=2FR", "2026-09-11T00:00"))
    with cast.manager.at_work():
        skipped = skip_date(held.id, date(2026, 10, 9), WHY, by=cast.manager.actor, at=SAID + timedelta(days=1))
        assert (skipped.state, Series.objects.get(id=held.id).skipped) == ("cancelled", ["2026-10-09"])
        assert carry_on(SAID + timedelta(days=2)) == 0
        revision = Series.objects.get(id=held.id).revision
        end_series(held.id, WHY, revision=revision, by=cast.manager.actor, at=SAID + timedelta(days=20))
        states = Work.objects.filter(series=held).order_by("from_at").values_list("state", flat=True)
        assert list(states) == ["planned", *["cancelled"] * (len(states) - 1)]
        assert carry_on(SAID + timedelta(days=60)) == 0
        assert [one.title_nl.split(":")[0] for one in Notice.objects.order_by("published_at", "id")] == [
            "Terugkerend onderhoud",
            "Onderhoud gaat niet door",
            "Geen onderhoud meer",
        ]


def test_each_is_told_of_again_once_so_many_days_ahead(cast: Cast) -> None:
    held = recurring(cast, make_stock(cast), rhythm("FREQ=MONTHLY;BYDAY=2FR", "2026-09-11T00:00", tell_days=2))
    early, ahead = local("2026-09-08 23:00"), local("2026-09-09 00:00")
    with cast.manager.at_work():
        assert to_tell(early) == []
        [one] = to_tell(ahead)
        assert tell(one, at=ahead) is True
        assert (tell(one, at=ahead), to_tell(ahead)) == (False, [])
        assert Work.objects.get(id=one).series_id == held.id
        assert Notice.objects.filter(title_nl="Onderhoud: Nieuwe schijven").count() == 1


@pytest.mark.clause("SO-35")
def test_the_patches_of_a_night_in_which_systems_are_maintained_too_are_told_of_in_one_notice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second Friday of November 2026 is one of every second Friday; that of October is not."""
    stock = agreed(cast, "superoffice", monkeypatch)
    given = rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-01-09T00:00", 360, tell_days=2)
    recurring(cast, stock, given, "system")
    recurring(cast, stock, rhythm("FREQ=MONTHLY;BYDAY=2FR", "2026-01-09T00:00", 240, tell_days=2), "security-patch")
    for day, titles in (("2026-10-07", 1), ("2026-11-11", 2)):
        at = local(f"{day} 00:00")
        with cast.manager.at_work():
            ahead = [one for one in to_tell(at) if Work.objects.get(id=one).from_at > at + timedelta(days=1)]
            assert len(ahead) == titles
            before = Notice.objects.count()
            assert [tell(one, at=at) for one in ahead] == [True, False][:titles]
            assert Notice.objects.count() == before + 1
    with cast.manager.at_work():
        said = Notice.objects.order_by("-published_at", "-id")[0]
        assert said.title_nl == "Onderhoud: Nieuwe schijven en Nieuwe schijven"
        lines = said.body_nl.splitlines()
        assert lines[0].endswith("06:00 (6 uur)")
        assert [line[line.index("(") :] for line in lines if line.startswith("Nieuwe schijven:")] == [
            "(4 uur)",
            "(6 uur)",
        ]


def test_a_rule_that_yields_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(NeverHappens):
        recurring(cast, make_stock(cast), rhythm("FREQ=DAILY;UNTIL=20260801", "2026-07-01T02:00"))
    with cast.manager.at_work():
        assert not Series.objects.exists()
