"""The worked examples of docs/algorithms/due-times.md, and what each unit means at its edges."""

import pytest

from waarborg.kernel.due import NamedMethod, NoRegularDay, UnknownCounting
from waarborg.kernel.tests.desks import ALWAYS, DESK, MORNINGS, SPLIT, at, compiled, counted, falls_due

TABLE = [
    ("2026-04-03 16:30", "4 business hours", "rolling", DESK, "Tue 2026-04-07 12:30"),
    ("2026-04-24 16:00", "4 business hours", "rolling", DESK, "Tue 2026-04-28 12:00"),
    ("2026-05-13 15:00", "4 business hours", "rolling", DESK, "Fri 2026-05-15 11:00"),
    ("2026-05-09 10:00", "30 business minutes", "rolling", DESK, "Mon 2026-05-11 09:30"),
    ("2026-05-07 16:00", "1 business hour", "rolling", DESK, "Thu 2026-05-07 17:00"),
    ("2026-12-24 10:00", "5 business days", "rolling", DESK, "Mon 2027-01-04 10:00"),
    ("2026-12-24 10:00", "5 business days", "closing", DESK, "Mon 2027-01-04 17:00"),
    ("2026-05-09 12:00", "1 business day", "rolling", DESK, "Tue 2026-05-12 09:00"),
    ("2026-05-09 12:00", "1 business day", "closing", DESK, "Mon 2026-05-11 17:00"),
    ("2026-04-02 12:00", "2 business hours", "rolling", MORNINGS, "Tue 2026-04-07 10:30"),
    ("2026-10-24T23:30:00Z", "4h", "rolling", ALWAYS, "Sun 2026-10-25 04:30"),
    ("2026-03-29T00:30:00Z", "4h", "rolling", ALWAYS, "Sun 2026-03-29 06:30"),
    # the rest of the units
    ("2026-04-03 16:30", "48h", "rolling", DESK, "Sun 2026-04-05 16:30"),
    ("2026-04-03 16:30", "1 business week", "rolling", DESK, "Mon 2026-04-13 16:30"),
    ("2026-04-03 16:30", "0.5 business days", "rolling", DESK, "Tue 2026-04-07 12:30"),
    ("2026-04-03 16:30", "0.5 business days", "rolling", SPLIT, "Tue 2026-04-07 12:00"),
    ("2026-04-03 16:30", "same business day", "rolling", DESK, "Fri 2026-04-03 17:00"),
    ("2026-04-03 17:00", "same business day", "rolling", DESK, "Tue 2026-04-07 17:00"),
    ("2026-04-03 08:00", "same business day", "rolling", DESK, "Fri 2026-04-03 17:00"),
    ("2026-04-01 13:00", "same business day", "rolling", SPLIT, "Wed 2026-04-01 17:00"),
    ("2026-04-03 16:30", "next business day", "rolling", DESK, "Tue 2026-04-07 17:00"),
    ("2026-05-09 12:00", "next business day", "rolling", DESK, "Tue 2026-05-12 17:00"),
    ("2026-03-24 21:00", "5 days", "rolling", DESK, "Sun 2026-03-29 21:00"),
    ("2026-03-24 21:00", "5 days", "closing", DESK, "Mon 2026-03-30 00:00"),
    ("2026-03-24 21:00", "2 weeks", "rolling", DESK, "Tue 2026-04-07 21:00"),
    ("2026-01-31 10:00", "1 month", "rolling", DESK, "Sat 2026-02-28 10:00"),
    ("2026-01-31 10:00", "2 months", "rolling", DESK, "Tue 2026-03-31 10:00"),
    ("2026-01-31 10:00", "1 month", "closing", DESK, "Sun 2026-03-01 00:00"),
    ("2028-02-29 10:00", "1 year", "rolling", compiled({"weekly": {"mon": ["09:00-17:00"]}}), None),
    ("2027-02-28 10:00", "1 year", "rolling", DESK, "Mon 2028-02-28 10:00"),
    ("2026-03-10 10:00", "1 calendar month", "rolling", DESK, "Fri 2026-05-01 00:00"),
    ("2026-03-01 00:00", "1 calendar month", "rolling", DESK, "Wed 2026-04-01 00:00"),
    ("2026-03-10 10:00", "2 calendar months", "rolling", DESK, "Mon 2026-06-01 00:00"),
    ("2026-03-10 10:00", "none", "rolling", DESK, None),
    ("2026-03-10 10:00", "unstated", "rolling", DESK, None),
]


@pytest.mark.parametrize(("start", "within", "counting", "calendar", "expected"), [row for row in TABLE if row[4]])
def test_worked_example(start, within, counting, calendar, expected):
    assert falls_due(calendar, start, within, counting) == expected


@pytest.mark.parametrize("within", ["none", "unstated"])
def test_without_a_term_nothing_falls_due(within):
    found = counted(DESK, "2026-03-10 10:00", within)
    assert found.at is None
    assert not found.held
    assert [step.kind for step in found.steps] == ["start"]


def test_a_year_from_29_february_ends_on_28_february():
    calendar = compiled(
        {"weekly": {"mon": ["09:00-17:00"]}}, first=at("2028-01-01 00:00").date(), last=at("2030-01-01 00:00").date()
    )
    assert falls_due(calendar, "2028-02-29 10:00", "1 year") == "Wed 2029-02-28 10:00"


def test_months_count_from_the_anchor_and_are_never_chained():
    assert falls_due(DESK, "2026-01-31 10:00", "1 month") == "Sat 2026-02-28 10:00"
    assert falls_due(DESK, "2026-01-31 10:00", "2 months") == "Tue 2026-03-31 10:00"
    assert falls_due(DESK, "2026-01-31 10:00", "3 months") == "Thu 2026-04-30 10:00"


def test_business_days_are_due_no_later_than_the_close_of_a_shorter_day():
    calendar = compiled({"weekly": {"mon-thu": ["09:00-17:00"], "fri": ["09:00-12:30"]}, "holidays": "NL"})
    assert falls_due(calendar, "2026-05-07 16:00", "1 business day") == "Fri 2026-05-08 12:30"


def test_business_days_due_before_opening_or_in_a_break_stay_as_computed():
    late = compiled({"weekly": {"mon": ["08:00-17:00"], "tue": ["10:00-17:00"]}})
    assert falls_due(late, "2026-05-04 08:30", "1 business day") == "Tue 2026-05-05 08:30"
    broken = compiled({"weekly": {"mon": ["09:00-17:00"], "tue": ["09:00-12:30", "13:30-17:00"]}})
    assert falls_due(broken, "2026-05-04 13:00", "1 business day") == "Tue 2026-05-05 13:00"


def test_half_a_business_day_is_half_of_the_longest_regular_day():
    calendar = compiled({"weekly": {"mon-thu": ["09:00-17:00"], "fri": ["09:00-12:00"]}})
    assert falls_due(calendar, "2026-05-08 09:00", "0.5 business days") == "Mon 2026-05-11 10:00"


def test_half_a_business_day_follows_the_weekly_hours_in_force():
    change = {"from": "2027-01-01", "weekly": {"mon-fri": ["08:00-18:00"]}}
    calendar = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}, "changes": [change]})
    assert falls_due(calendar, "2026-12-30 09:00", "0.5 business days") == "Wed 2026-12-30 13:00"
    assert falls_due(calendar, "2027-01-04 08:00", "0.5 business days") == "Mon 2027-01-04 13:00"


def test_half_a_business_day_needs_regular_hours():
    calendar = compiled({"recurring": [{"first": "2026-05-05 22:00", "lasts": "4h", "repeat": "FREQ=WEEKLY"}]})
    with pytest.raises(NoRegularDay):
        counted(calendar, "2026-05-04 09:00", "0.5 business days")


def test_night_shifts_written_as_two_openings_are_one_stretch_of_open_time():
    nights = compiled({"weekly": {"mon-sun": ["00:00-06:00", "22:00-24:00"]}})
    assert falls_due(nights, "2026-05-04 23:00", "4 business hours") == "Tue 2026-05-05 03:00"


def test_a_due_time_in_the_hour_that_comes_twice_is_its_second_occurrence():
    found = counted(ALWAYS, "2026-10-20 02:30", "5 days")
    assert found.at == at("2026-10-25 02:30", fold=1)


def test_a_due_time_that_does_not_exist_moves_forward_by_the_gap():
    assert falls_due(ALWAYS, "2026-03-24 02:30", "5 days") == "Sun 2026-03-29 03:30"


def test_a_named_method_is_not_for_a_calendar_to_calculate():
    with pytest.raises(NamedMethod) as refused:
        counted(DESK, "2026-03-10 10:00", "method notice")
    assert refused.value.say("en").startswith("The method “notice” calculates with data of the agreement")


def test_another_way_of_counting_is_refused():
    with pytest.raises(UnknownCounting) as refused:
        counted(DESK, "2026-03-10 10:00", "5 days", "monthly")
    assert refused.value.say("nl") == "“monthly” is geen manier van tellen."
