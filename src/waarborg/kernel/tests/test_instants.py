from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import pairwise
from zoneinfo._zoneinfo import ZoneInfo as PlainZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.kernel.instants import (
    NoOffset,
    UnreadableDate,
    UnreadableInstant,
    civil_end,
    civil_start,
    from_us,
    local,
    parse_date,
    parse_instant,
    to_us,
)
from waarborg.kernel.zones import DAY, OutOfRange, UnknownZone, zone, zone_names

NAMES = ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana", "UTC"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-04-03T14:30:00Z", datetime(2026, 4, 3, 14, 30, tzinfo=UTC)),
        ("2026-04-03T16:30:00+02:00", datetime(2026, 4, 3, 14, 30, tzinfo=UTC)),
        ("2026-04-03 16:30+02:00", datetime(2026, 4, 3, 14, 30, tzinfo=UTC)),
        ("2026-04-03T14:30:00.123456Z", datetime(2026, 4, 3, 14, 30, 0, 123456, tzinfo=UTC)),
        ("2026-04-03T14:30:00.5Z", datetime(2026, 4, 3, 14, 30, 0, 500000, tzinfo=UTC)),
    ],
)
def test_instants_are_read_with_their_offset(text, expected):
    assert parse_instant(text) == expected
    assert parse_instant(text).tzinfo is UTC


@pytest.mark.parametrize("text", ["2026-04-03T16:30:00", "2026-04-03 16:30"])
def test_an_instant_without_offset_is_refused(text):
    with pytest.raises(NoOffset) as refused:
        parse_instant(text)
    assert (
        refused.value.way_out("nl") == f"Zet het verschil met UTC erachter, bijvoorbeeld {text}+02:00, of Z voor UTC."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-04-03",
        "2026-04-03T24:30:00Z",
        "2026-13-03T10:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-W14-5T10:00:00Z",
        "20260403T100000Z",
        "2026-04-03T23:59:60Z",
        "2026-04-03T10:00:00.1234567Z",
        "2026-04-03T10:00:00+25:00",
        " 2026-04-03T10:00Z",
        None,
        1775226600,
        ["2026-04-03T10:00:00Z"],
    ],
)
def test_what_is_not_an_instant_is_refused(text):
    with pytest.raises(UnreadableInstant):
        parse_instant(text)


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+01:00", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "9999-12-31T23:59:59-10:00"]
)
def test_an_instant_outside_the_years_we_calculate_in_is_refused(text):
    with pytest.raises(OutOfRange):
        parse_instant(text)


def test_a_naive_datetime_is_refused():
    with pytest.raises(NoOffset):
        to_us(datetime(2026, 4, 3))


def test_integers_and_datetimes_are_the_same_instants():
    moment = datetime(2026, 4, 3, 14, 30, 0, 1, tzinfo=UTC)
    assert from_us(to_us(moment)) == moment
    assert local(to_us(moment), "Europe/Amsterdam").isoformat() == "2026-04-03T16:30:00.000001+02:00"


def test_dates():
    assert parse_date("2026-12-31") == date(2026, 12, 31)
    assert parse_date(date(2026, 12, 31)) == date(2026, 12, 31)
    for text in ("2026-1-1", "2026-02-30", "20261231", "", None, 20261231):
        with pytest.raises(UnreadableDate):
            parse_date(text)


def test_a_wall_time_that_does_not_exist_moves_forward_by_the_gap():
    for civil in (civil_start, civil_end):
        assert (
            local(civil(date(2026, 3, 29), 150, "Europe/Amsterdam"), "Europe/Amsterdam").isoformat()
            == "2026-03-29T03:30:00+02:00"
        )
        assert (
            local(civil(date(2026, 10, 4), 135, "Australia/Lord_Howe"), "Australia/Lord_Howe").isoformat()
            == "2026-10-04T02:45:00+11:00"
        )


def test_an_ambiguous_wall_time_is_first_as_a_start_and_second_as_an_end():
    assert from_us(civil_start(date(2026, 10, 25), time(2, 30), "Europe/Amsterdam")) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert from_us(civil_end(date(2026, 10, 25), time(2, 30), "Europe/Amsterdam")) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


def test_24_00_is_the_midnight_that_ends_the_day():
    assert civil_end(date(2026, 4, 3), 1440, "Europe/Amsterdam") == civil_start(date(2026, 4, 4), 0, "Europe/Amsterdam")


def test_an_unknown_zone_is_refused_with_a_near_one():
    with pytest.raises(UnknownZone) as refused:
        zone("America/New York")
    assert refused.value.way_out("en") == "Write a name from the IANA list, for example America/New_York."


@given(st.sampled_from(NAMES), st.datetimes(datetime(1971, 1, 1), datetime(2198, 12, 31)))
def test_wall_times_agree_with_the_standard_library(name, wall):
    info = zone(name).info  # the pinned one: the machine's own may be older
    early = wall.replace(tzinfo=info)
    exists = early.astimezone(UTC).astimezone(info).replace(tzinfo=None, fold=0) == wall
    late = wall.replace(tzinfo=info, fold=1) if exists else early
    table = zone(name).offsets(wall.year, wall.year)
    naive = (wall - datetime(1970, 1, 1)) // timedelta(microseconds=1)
    assert table.start(naive) == to_us(early.astimezone(UTC))
    assert table.end(naive) == to_us(late.astimezone(UTC))
    back = early.astimezone(UTC).astimezone(info).replace(tzinfo=None)
    assert table.to_wall(table.start(naive)) == (back - datetime(1970, 1, 1)) // timedelta(microseconds=1)


def test_no_zone_changes_twice_within_a_day_which_the_daily_look_relies_on():
    folder = files("tzdata") / "zoneinfo"
    for name in sorted(zone_names()):
        with folder.joinpath(*name.split("/")).open("rb") as file:
            moments = [at for at in PlainZoneInfo.from_file(file)._trans_utc if at >= 0]
        offsets = [datetime.fromtimestamp(at, zone(name).info).utcoffset() for at in moments]
        real = [at for number, at in enumerate(moments) if number == 0 or offsets[number] != offsets[number - 1]]
        assert all(later - earlier > 2 * DAY // 1_000_000 for earlier, later in pairwise(real)), name


@pytest.mark.parametrize("name", NAMES)
def test_tables_of_many_years_and_of_one_are_the_same(name):
    whole, one = zone(name).offsets(1990, 2100), zone(name).offsets(2026, 2026)
    for us in range(to_us(datetime(2026, 1, 1, tzinfo=UTC)), to_us(datetime(2026, 12, 31, tzinfo=UTC)), 7 * DAY // 3):
        assert whole.to_wall(us) == one.to_wall(us)
