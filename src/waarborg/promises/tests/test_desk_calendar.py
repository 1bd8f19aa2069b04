"""The desk's hours and words, from the calendar and the schemes of the agreement that was published last."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from waarborg.promises.profiles import profile
from waarborg.promises.queries.desk_calendar import DeskCalendar
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.compiled import compile_agreement
from waarborg.promises.rules.registry import known

FRIDAY = datetime(2026, 10, 30, 15, 31, tzinfo=ZoneInfo("Europe/Amsterdam"))


def desk(name: str) -> DeskCalendar:
    agreement = load(profile(name), name=name).require()
    version = compile_agreement(agreement, sha256="", published=datetime(2026, 1, 1, tzinfo=UTC), registry=known())
    return DeskCalendar(version, agreement.defaults.calendar)


def test_a_desk_with_hours_shows_the_rest_of_today_and_the_next_open_day() -> None:
    days = [
        tuple(f"{at.astimezone(FRIDAY.tzinfo):%a %H:%M}" for at in day) for day in desk("cliendo").stretches(FRIDAY)
    ]
    assert days == [("Fri 15:31", "Fri 17:00"), ("Mon 10:00", "Mon 17:00")]
    hours = desk("cliendo").hours(FRIDAY)
    assert hours["open"] is True
    assert hours["until"] == FRIDAY.replace(hour=17, minute=0)


@pytest.mark.parametrize("name", ["24office", "superoffice"])
def test_a_desk_that_never_closes_shows_today_and_tomorrow_and_no_closing_time(name: str) -> None:
    (begin, midnight), (following, end) = desk(name).stretches(FRIDAY)
    assert (begin, midnight) == (FRIDAY, following)
    # That Saturday has twenty-four hours; the Sunday in which the clock went back was the week before.
    assert end - following == timedelta(hours=24)
    assert following.astimezone(FRIDAY.tzinfo).date() == date(2026, 10, 31)
    assert desk(name).hours(FRIDAY) == {"open": True, "until": None}


@pytest.mark.parametrize(
    ("name", "first"),
    [("appreo", ("p1", "Prioriteit 1")), ("cliendo", ("urgent", "Spoed")), ("24office", None)],
)
def test_the_most_urgent_word_is_the_agreements_own(name: str, first: tuple[str, str] | None) -> None:
    assert desk(name).most_urgent("nl") == first


def test_hours_from_now_and_days_ago_count_only_while_the_desk_is_open() -> None:
    web_care = desk("cliendo")
    # 1:29 until five o'clock, and 0:31 on Monday from ten.
    assert web_care.after(FRIDAY, 2).astimezone(FRIDAY.tzinfo) == FRIDAY.replace(month=11, day=2, hour=10, minute=31)
    # One and a half days of seven hours: 5:31 of this Friday, 4:59 of the Thursday that ended at five.
    ago = web_care.business_days_ago(FRIDAY, 1.5)
    assert ago.astimezone(FRIDAY.tzinfo) == FRIDAY.replace(day=29, hour=12, minute=1)
    # At the border of a day it is the opening, not the closing before it.
    ago = web_care.business_days_ago(FRIDAY.replace(hour=13, minute=30), 0.5)
    assert ago.astimezone(FRIDAY.tzinfo) == FRIDAY.replace(hour=10, minute=0)


def test_without_hours_they_count_by_the_clock() -> None:
    assert DeskCalendar(None).after(FRIDAY, 2) == FRIDAY + timedelta(hours=2)
    assert DeskCalendar(None).business_days_ago(FRIDAY, 1.5) == FRIDAY - timedelta(hours=36)
