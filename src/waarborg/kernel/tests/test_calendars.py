from datetime import UTC, date, datetime

import pytest

from waarborg.kernel.calendars import (
    BeyondCover,
    CalendarRules,
    CompiledCalendar,
    CoverTooShort,
    OtherZone,
    compile_calendar,
)
from waarborg.kernel.calendars.compiled import TamperedCalendar
from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.kernel.due import due_us
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.instants import from_us, local, to_us
from waarborg.kernel.tests.desks import DESK, at, compiled, falls_due
from waarborg.kernel.zones import HOUR, TZDATA_VERSION


def openings(calendar: CompiledCalendar, day: date) -> list[str]:
    spans = calendar.openings_on(day)
    return [f"{local(a, calendar.zone):%H:%M}-{local(b, calendar.zone):%H:%M}" for a, b in spans]


def test_closed_reasons_name_what_closes_a_date():
    calendar = compiled({"weekly": {"mon-thu": ["09:00-17:00"]}, "holidays": "NL", "closed": ["2026-12-31"]})
    assert calendar.closed_reason(date(2026, 4, 6)) == "easter-monday"
    assert calendar.closed_reason(date(2026, 4, 4)) == "weekend"
    assert calendar.closed_reason(date(2026, 4, 10)) == "no-hours"
    assert calendar.closed_reason(date(2026, 12, 31)) == "closed"
    assert calendar.closed_reason(date(2026, 4, 7)) is None


def test_an_exceptional_opening_replaces_the_hours_and_wins_over_holidays_and_weekends():
    opened = {"2026-04-06": ["10:00-12:00"], "2026-04-11": ["09:00-10:00"], "2026-04-07": ["13:00-14:00"]}
    calendar = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}, "holidays": "NL", "open": opened})
    assert openings(calendar, date(2026, 4, 6)) == ["10:00-12:00"]
    assert openings(calendar, date(2026, 4, 11)) == ["09:00-10:00"]
    assert openings(calendar, date(2026, 4, 7)) == ["13:00-14:00"]


def test_holidays_can_be_left_out_and_added_by_name():
    choice = {"preset": "NL", "except": ["whit-monday"], "add": ["good-friday"]}
    calendar = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}, "holidays": choice})
    assert calendar.closed_reason(date(2026, 5, 25)) is None
    assert calendar.closed_reason(date(2026, 4, 3)) == "good-friday"


def test_a_change_replaces_the_keys_it_gives_from_its_date():
    change = {"from": "2027-01-01", "weekly": {"mon-fri": ["08:00-18:00"]}}
    calendar = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}, "holidays": "NL", "changes": [change]})
    assert openings(calendar, date(2026, 12, 30)) == ["09:00-17:00"]
    assert openings(calendar, date(2027, 1, 4)) == ["08:00-18:00"]
    assert calendar.closed_reason(date(2027, 1, 1)) == "new-year"


def test_a_recurring_opening_lasts_over_midnight_and_is_cut_by_local_date():
    recurring = [{"first": "2026-07-07 22:00", "lasts": "4h", "repeat": "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"}]
    calendar = compiled({"recurring": recurring, "holidays": "none"})
    assert openings(calendar, date(2026, 7, 7)) == ["22:00-00:00"]
    assert openings(calendar, date(2026, 7, 8)) == ["00:00-02:00"]
    assert openings(calendar, date(2026, 7, 14)) == []
    assert openings(calendar, date(2026, 7, 28)) == ["22:00-00:00"]


def test_a_recurring_opening_lasts_elapsed_time_over_a_clock_change():
    recurring = [{"first": "2026-03-28 22:00", "lasts": "8h", "repeat": "FREQ=WEEKLY"}]
    calendar = compiled({"recurring": recurring})
    assert openings(calendar, date(2026, 3, 29)) == ["00:00-07:00"]


def test_a_closed_date_removes_the_part_of_a_recurring_opening_that_lies_on_it():
    recurring = [{"first": "2026-07-07 22:00", "lasts": "4h", "repeat": "FREQ=WEEKLY"}]
    calendar = compiled({"recurring": recurring, "closed": ["2026-07-08"]})
    assert openings(calendar, date(2026, 7, 7)) == ["22:00-00:00"]
    assert openings(calendar, date(2026, 7, 8)) == []


def test_days_with_a_clock_change_have_23_and_25_hours():
    always = compiled({"weekly": {"mon-sun": ["00:00-24:00"]}})
    day = lambda text: sum(b - a for a, b in always.openings_on(date.fromisoformat(text)))  # noqa: E731
    assert (day("2026-03-29"), day("2026-10-25")) == (23 * HOUR, 25 * HOUR)


def test_an_opening_that_a_clock_change_swallows_is_no_opening():
    calendar = compiled({"weekly": {"sun": ["02:15-02:45"], "sat": ["02:15-02:45"]}})
    assert openings(calendar, date(2026, 3, 28)) == ["02:15-02:45"]
    assert openings(calendar, date(2026, 3, 29)) == ["03:15-03:45"]
    calendar = compiled({"weekly": {"sun": ["02:30-03:15"], "sat": ["02:30-03:15"]}})
    assert openings(calendar, date(2026, 3, 29)) == []
    assert calendar.closed_reason(date(2026, 3, 29)) == "no-hours"


def test_a_date_that_a_zone_skipped_has_no_opening():
    content = {"timezone": "Pacific/Apia", "weekly": {"mon-sun": ["09:00-17:00"]}}
    calendar = compiled(content, date(2011, 12, 1), date(2012, 1, 31))
    assert date(2011, 12, 30) not in calendar.open_days
    assert {date(2011, 12, 29), date(2011, 12, 31)} <= set(calendar.open_days)


def test_questions_about_instants():
    friday = to_us(at("2026-04-03 16:30"))
    assert DESK.is_open(friday)
    assert not DESK.is_open(to_us(at("2026-04-03 17:00")))
    assert DESK.next_opening(to_us(at("2026-04-03 17:00"))) == to_us(at("2026-04-07 09:00"))
    assert DESK.previous_closing(to_us(at("2026-04-07 09:00"))) == to_us(at("2026-04-03 17:00"))
    assert DESK.open_between(friday, to_us(at("2026-04-07 12:30"))) == 4 * HOUR
    assert DESK.open_between(friday, friday - 1) == 0
    expected = ((friday, to_us(at("2026-04-03 17:00"))), (to_us(at("2026-04-07 09:00")), to_us(at("2026-04-07 10:00"))))
    assert DESK.intervals(friday, to_us(at("2026-04-07 10:00"))) == expected


@pytest.mark.parametrize("within", ["4 business hours", "5 business days", "5 days", "1 month", "next business day"])
def test_a_due_time_beyond_the_cover_is_refused_never_guessed(within):
    calendar = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}}, date(2026, 1, 1), date(2026, 4, 3))
    with pytest.raises(BeyondCover) as refused:
        due_us(calendar, to_us(at("2026-04-03 16:30")), parse_duration(within))
    assert refused.value.say("en") == (
        "This calendar runs from 2026-01-01 to 2026-04-03; outside those dates no opening hours are laid down."
    )


@pytest.mark.parametrize("counting", ["rolling", "closing"])
def test_a_start_before_the_cover_is_refused(counting):
    calendar = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}}, date(2026, 4, 1), date(2026, 12, 31))
    for within in ("4 business hours", "5 business days"):
        with pytest.raises(BeyondCover):
            due_us(calendar, to_us(at("2026-03-03 16:30")), parse_duration(within), counting)


def test_the_last_instant_of_the_cover_can_still_be_due():
    calendar = compiled({"weekly": {"mon-fri": ["09:00-24:00"]}}, date(2026, 1, 1), date(2026, 4, 3))
    assert falls_due(calendar, "2026-04-03 23:00", "1 business hour") == "Sat 2026-04-04 00:00"


def test_beyond_its_cover_a_version_takes_the_next_one_published():
    first = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}}, date(2026, 1, 1), date(2026, 4, 3))
    later = compiled({"weekly": {"mon-fri": ["08:00-12:00"]}, "holidays": "NL"}, date(2026, 3, 1), date(2026, 12, 31))
    joined = first.followed_by(later)
    assert falls_due(joined, "2026-04-03 16:30", "4 business hours") == "Tue 2026-04-07 11:30"
    assert openings(joined, date(2026, 3, 2)) == ["09:00-17:00"]
    assert joined.covers == (date(2026, 1, 1), date(2026, 12, 31))
    assert joined.seams == ((to_us(at("2026-04-04 00:00")), later.sha256),)
    assert joined.closed_reason(date(2026, 4, 6)) == "easter-monday"
    assert joined.sha256 not in (first.sha256, later.sha256)


def test_versions_that_leave_a_gap_or_change_zone_do_not_join():
    first = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}}, date(2026, 1, 1), date(2026, 4, 3))
    gap = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}}, date(2026, 4, 5), date(2026, 12, 31))
    other = compiled({"timezone": "UTC", "weekly": {"mon": ["09:00-17:00"]}}, date(2026, 1, 1), date(2026, 12, 31))
    with pytest.raises(BeyondCover):
        first.followed_by(gap)
    with pytest.raises(OtherZone):
        first.followed_by(other)
    assert first.followed_by(first) is first


def test_the_hash_covers_the_dates_the_publication_and_the_version_of_tzdata():
    document = DESK.document()
    assert DESK.sha256 == sha256_hex(canonical_json(document))
    assert document["tzdata"] == TZDATA_VERSION
    rules = CalendarRules.from_mapping({"timezone": "Europe/Amsterdam", "weekly": {"mon": ["09:00-17:00"]}})
    published = datetime(2026, 1, 1, tzinfo=UTC)
    plain = compile_calendar(rules, date(2026, 1, 1), date(2028, 1, 1))
    hashes = {
        plain.sha256,
        compile_calendar(rules, date(2026, 1, 1), date(2028, 1, 2)).sha256,
        compile_calendar(rules, date(2026, 1, 1), date(2028, 1, 1), published).sha256,
    }
    assert len(hashes) == 3
    assert compile_calendar(rules, date(2026, 1, 1), date(2028, 1, 1)).sha256 == plain.sha256


def test_a_calendar_is_calculated_with_from_what_was_written_out():
    again = CompiledCalendar.from_document(DESK.document(), DESK.sha256)
    assert again.sha256 == DESK.sha256
    assert falls_due(again, "2026-04-03 16:30", "4 business hours") == "Tue 2026-04-07 12:30"
    assert falls_due(again, "2026-03-24 21:00", "5 days") == "Sun 2026-03-29 21:00"


def test_a_calendar_that_does_not_match_its_hash_is_refused():
    document = DESK.document()
    document["days"][0][1][0][1] += 1
    with pytest.raises(TamperedCalendar):
        CompiledCalendar.from_document(document, DESK.sha256)
    with pytest.raises(TamperedCalendar):
        CompiledCalendar.from_document({"format": "something else"})


def test_a_version_to_publish_covers_at_least_24_months():
    rules = CalendarRules.from_mapping({"timezone": "Europe/Amsterdam", "weekly": {"mon": ["09:00-17:00"]}})
    published = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(CoverTooShort) as refused:
        compile_calendar(rules, date(2026, 1, 1), date(2027, 12, 30), published)
    assert refused.value.way_out("nl") == "Laat hem doorlopen tot en met 2027-12-31."
    assert compile_calendar(rules, date(2026, 1, 1), date(2027, 12, 31), published).published == published


def test_the_cover_ends_at_its_last_midnight():
    assert from_us(DESK.begins) == at("2025-01-01 00:00")
    assert from_us(DESK.ends) == at("2029-01-01 00:00")
