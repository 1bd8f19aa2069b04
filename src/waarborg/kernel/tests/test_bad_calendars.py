"""What cannot be meant is refused, with its place and the way out, in both languages."""

import pytest

from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.errors import BadInput

DESK = {"timezone": "Europe/Amsterdam", "weekly": {"mon-fri": ["09:00-17:00"]}, "holidays": "NL"}
REFUSED = [
    ({"weekly": {"mon": ["09:00-24:30"]}}, "no-such-time", "weekly.mon[0]", "only an end can be 24:00"),
    ({"weekly": {"mon": ["24:00-24:00"]}}, "no-such-time", "weekly.mon[0]", "only an end can be 24:00"),
    ({"weekly": {"mon": ["09:60-10:00"]}}, "no-such-time", "weekly.mon[0]", "00:00 to 23:59"),
    ({"weekly": {"mon": ["17:00-09:00"]}}, "hours-reversed", "weekly.mon[0]", "write 17:00-24:00 and, on the next day"),
    (
        {"weekly": {"fri": ["09:00-12:00", "22:00-06:00"]}},
        "hours-reversed",
        "weekly.fri[1]",
        "22:00-24:00 and, on the next day, 00:00-06:00",
    ),
    ({"weekly": {"mon": ["22:00-00:00"]}}, "midnight-is-start", "weekly.mon[0]", "write 22:00-24:00"),
    ({"weekly": {"mon": ["09:00-09:00"]}}, "hours-empty", "weekly.mon[0]", "00:00-24:00 for the whole day"),
    ({"weekly": {"mon": ["09:00-12:30", "12:00-17:00"]}}, "hours-overlap", "weekly.mon", "one opening"),
    ({"weekly": {"mon": ["9-17"]}}, "hours-unreadable", "weekly.mon[0]", "09:00-17:00"),
    ({"weekly": {"mon": [900]}}, "hours-unreadable", "weekly.mon[0]", "09:00-17:00"),
    ({"weekly": {"mon": "09:00-17:00"}}, "wrong-shape", "weekly.mon", '["09:00-12:30", "13:30-17:00"]'),
    ({"weekly": ["09:00-17:00"]}, "wrong-shape", "weekly", "mon-fri"),
    ({"weekly": {"maandag": ["09:00-17:00"]}}, "unknown-weekday", "weekly", "mon-fri"),
    ({"weekly": {"fri-mon": ["09:00-17:00"]}}, "unknown-weekday", "weekly", "mon-fri"),
    ({"weekly": {"mon-fri": ["09:00-17:00"], "wed": ["09:00-12:00"]}}, "weekday-twice", "weekly.wed", "once"),
    ({"holidays": "BE"}, "kernel.holidays.unknown-preset", "holidays", "NL, NL+5mei5, NL-ATW, TARGET"),
    ({"holidays": {"preset": "BE"}}, "kernel.holidays.unknown-preset", "holidays.preset", "NL-ATW"),
    (
        {"holidays": {"preset": "NL", "except": ["pinkster"]}},
        "kernel.holidays.unknown-holiday",
        "holidays.except[0]",
        "whit-monday",
    ),
    ({"holidays": 3}, "wrong-shape", "holidays", "NL"),
    ({"closed": ["31-12-2026"]}, "kernel.date.unreadable", "closed[0]", "2026-12-31"),
    ({"closed": ["2026-02-30"]}, "kernel.date.unreadable", "closed[0]", "2026-12-31"),
    ({"closed": ["0026-12-31"]}, "kernel.instant.out-of-range", "closed[0]", "Check the year"),
    ({"closed": "2026-12-31"}, "wrong-shape", "closed", "[2026-12-31]"),
    ({"open": {"2026-12-24": []}}, "wrong-shape", "open.2026-12-24", "or closed"),
    ({"open": ["2026-12-24"]}, "wrong-shape", "open", "2026-12-24"),
    (
        {"closed": ["2026-12-24"], "open": {"2026-12-24": ["09:00-12:00"]}},
        "closed-and-open",
        "open.2026-12-24",
        "one of the two",
    ),
    ({"timezone": "Europe/Amsterdm"}, "kernel.zone.unknown", "timezone", "Europe/Amsterdam"),
    ({"timezone": "../../etc/passwd"}, "kernel.zone.unknown", "timezone", "Europe/Amsterdam"),
    ({"timezone": ["UTC"]}, "kernel.zone.unknown", "timezone", "IANA list"),
    ({"wekly": {}}, "unknown-key", "", "weekly"),
    ({"weekly": {}}, "never-open", "", "at least one opening"),
    (
        {"recurring": [{"first": "2026-07-07 22:00", "lasts": "4h"}]},
        "wrong-shape",
        "recurring[0].repeat",
        "FREQ=WEEKLY",
    ),
    (
        {"recurring": [{"first": "tuesday", "lasts": "4h", "repeat": "FREQ=WEEKLY"}]},
        "wrong-shape",
        "recurring[0].first",
        "2026-07-07 22:00",
    ),
    (
        {"recurring": [{"first": "2026-07-07 25:00", "lasts": "4h", "repeat": "FREQ=WEEKLY"}]},
        "wrong-shape",
        "recurring[0].first",
        "2026-07-07 22:00",
    ),
    (
        {"recurring": [{"first": "2026-07-07 22:00", "lasts": "4 business hours", "repeat": "FREQ=WEEKLY"}]},
        "wrong-shape",
        "recurring[0].lasts",
        "4h",
    ),
    (
        {"recurring": [{"first": "2026-07-07 22:00", "lasts": "0h", "repeat": "FREQ=WEEKLY"}]},
        "kernel.duration.zero",
        "recurring[0].lasts",
        "none",
    ),
    (
        {"recurring": [{"first": "2026-07-07 22:00", "lasts": "4h", "repeat": "weekly"}]},
        "repeat-unreadable",
        "recurring[0].repeat",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU",
    ),
    ({"changes": [{"weekly": {"mon": ["09:00-17:00"]}}]}, "kernel.date.unreadable", "changes[0].from", "2026-12-31"),
    (
        {"changes": [{"from": "2027-01-01", "weekly": {"mon": ["17:00-09:00"]}}]},
        "hours-reversed",
        "changes[0].weekly.mon[0]",
        "next day",
    ),
    (
        {"changes": [{"from": "2027-01-01"}, {"from": "2027-01-01"}]},
        "changes-out-of-order",
        "changes[1]",
        "order of date",
    ),
    (
        {"open": {"2027-05-05": ["09:00-12:00"]}, "changes": [{"from": "2027-01-01", "closed": ["2027-05-05"]}]},
        "closed-and-open",
        "changes[0]",
        "one of the two",
    ),
]


@pytest.mark.parametrize(("change", "code", "path", "way_out"), REFUSED)
def test_refused_with_place_and_way_out(change, code, path, way_out):
    with pytest.raises(BadInput) as refused:
        CalendarRules.from_mapping(DESK | change)
    problem = refused.value
    assert problem.code == (code if code.startswith("kernel.") else f"kernel.calendar.{code}")
    assert problem.path == path
    assert way_out in problem.way_out("en")
    assert problem.say("nl") != problem.say("en")
    assert problem.way_out("nl")


@pytest.mark.parametrize("content", [None, [], "desk", 3])
def test_what_is_not_a_calendar_at_all_is_refused(content):
    with pytest.raises(BadInput):
        CalendarRules.from_mapping(content)


def test_the_zone_may_come_from_around_the_calendar_but_not_from_nowhere():
    content = {"weekly": {"mon": ["09:00-17:00"]}}
    assert CalendarRules.from_mapping(content, timezone="Europe/Amsterdam").timezone == "Europe/Amsterdam"
    with pytest.raises(BadInput) as refused:
        CalendarRules.from_mapping(content)
    assert refused.value.path == "timezone"


def test_touching_openings_and_openings_out_of_order_are_allowed():
    rules = CalendarRules.from_mapping(DESK | {"weekly": {"mon": ["12:00-17:00", "09:00-12:00"]}})
    assert rules.weekly[0] == ((540, 720), (720, 1020))


def test_keys_given_as_null_are_absent():
    rules = CalendarRules.from_mapping(DESK | {"closed": None, "open": None, "recurring": None, "holidays": None})
    assert rules.closed == frozenset()
    assert rules.holidays.preset is None


def test_the_agreements_own_words_are_left_to_the_agreement():
    rules = CalendarRules.from_mapping(DESK | {"nl": "kantooruren", "en": "office hours", "deviations": "announced"})
    assert rules == CalendarRules.from_mapping(DESK)
    assert hash(rules) == hash(CalendarRules.from_mapping(DESK))
