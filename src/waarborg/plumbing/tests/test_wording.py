"""Instants, terms and numbers in words, Dutch and English."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from waarborg.plumbing.web import wording

ZONE = "Europe/Amsterdam"
MINUTE = 60_000_000
HOUR = 60 * MINUTE


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


NOW = local("2026-04-07T11:42")


@pytest.mark.parametrize(
    ("at", "nl", "en"),
    [
        ("2026-04-07T12:30", "vandaag 12:30", "today 12:30"),
        ("2026-04-08T09:20", "morgen 09:20", "tomorrow 09:20"),
        ("2026-04-06T16:30", "gisteren 16:30", "yesterday 16:30"),
        ("2026-04-14T09:25", "dinsdag 14 april 09:25", "Tuesday 14 April 09:25"),
        ("2027-01-04T10:00", "maandag 4 januari 2027 10:00", "Monday 4 January 2027 10:00"),
    ],
)
def test_an_instant_is_told_from_today_on(at: str, nl: str, en: str) -> None:
    assert wording.instant(local(at), "nl", ZONE, now=NOW) == nl
    assert wording.instant(local(at), "en", ZONE, now=NOW) == en


def test_without_now_nothing_is_called_today() -> None:
    assert wording.instant(NOW, "nl", ZONE) == "dinsdag 7 april 2026 11:42"
    assert wording.instant(NOW, "en", ZONE, short=True) == "Tue 7 Apr 11:42"


def test_an_instant_is_shown_in_the_zone_of_the_reader() -> None:
    at = datetime(2026, 4, 7, 22, 30, tzinfo=UTC)
    assert wording.instant(at, "nl", ZONE, now=NOW) == "morgen 00:30"
    assert wording.instant(at, "nl", "UTC", now=NOW) == "vandaag 22:30"


def test_an_instant_without_offset_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="without offset"):
        wording.instant(datetime(2026, 4, 7, 12, 30), "nl", ZONE)


def test_the_hour_that_occurs_twice_says_which_of_the_two_it_is() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert wording.time_of_day(first, "nl", ZONE) == "02:30 (zomertijd)"
    assert wording.time_of_day(second, "nl", ZONE) == "02:30 (wintertijd)"
    assert wording.time_of_day(second, "en", ZONE) == "02:30 (winter time)"
    # Also where it is told in the zone itself, in which both have the same name.
    for at in (first, second, first.astimezone(ZoneInfo(ZONE)), second.astimezone(ZoneInfo(ZONE))):
        said = "zomertijd" if at.astimezone(UTC) == first.astimezone(UTC) else "wintertijd"
        assert wording.instant(at, "nl", ZONE) == f"zondag 25 oktober 2026 02:30 ({said})"


def test_an_hour_around_the_clock_change_that_occurs_once_is_plain() -> None:
    assert wording.time_of_day(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "nl", ZONE) == "03:30"
    assert wording.time_of_day(datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "nl", ZONE) == "03:30"


def test_deadlines_and_their_question() -> None:
    assert wording.deadline(local("2026-04-07T12:30"), "nl", ZONE, now=NOW) == "uiterlijk vandaag 12:30"
    assert wording.deadline(local("2026-04-14T09:25"), "en", ZONE, now=NOW) == "by Tuesday 14 April 09:25"
    assert wording.why(local("2026-04-07T12:30"), "nl", ZONE, now=NOW) == "Waarom dinsdag 12:30?"
    assert wording.why(local("2026-04-14T09:25"), "nl", ZONE, now=NOW) == "Waarom dinsdag 14 april 09:25?"
    assert wording.why(local("2026-04-07T12:30"), "en", ZONE, now=NOW) == "Why Tuesday 12:30?"


@pytest.mark.parametrize(
    ("start", "end", "nl", "en"),
    [
        ("2026-04-03T16:30", "2026-04-03T17:00", "vr 16:30 – 17:00", "Fri 16:30 – 17:00"),
        ("2026-04-04T00:00", "2026-04-07T00:00", "za 4 – ma 6 apr", "Sat 4 – Mon 6 Apr"),
        ("2026-04-30T00:00", "2026-05-02T00:00", "do 30 apr – vr 1 mei", "Thu 30 Apr – Fri 1 May"),
        ("2026-04-06T00:00", "2026-04-07T00:00", "ma 6 apr", "Mon 6 Apr"),
        ("2026-04-03T17:00", "2026-04-07T09:00", "vr 17:00 – di 09:00", "Fri 17:00 – Tue 09:00"),
        ("2026-04-03T22:00", "2026-04-04T00:00", "vr 22:00 – 24:00", "Fri 22:00 – 24:00"),
    ],
)
def test_a_stretch_of_a_ledger(start: str, end: str, nl: str, en: str) -> None:
    assert wording.stretch(local(start), local(end), "nl", ZONE) == nl
    assert wording.stretch(local(start), local(end), "en", ZONE) == en


def test_days_and_months() -> None:
    today = date(2026, 4, 7)
    assert wording.date_words(date(2026, 4, 8), "nl", today=today) == "morgen"
    assert wording.date_words(date(2026, 6, 1), "nl", today=today, end=True) == "tot en met maandag 1 juni"
    assert wording.date_words(date(2027, 6, 1), "en", today=today) == "Tuesday 1 June 2027"
    assert wording.month_words("2026-10", "nl") == "oktober 2026"
    assert wording.month_words(today, "en") == "April 2026"


@pytest.mark.parametrize(
    ("state", "minutes", "nl", "en"),
    [
        ("running", 318, "nog 5:18", "5:18 left"),
        ("risk", 48, "nog 0:48, krap", "0:48 left, tight"),
        ("late", 22, "te laat 0:22", "0:22 late"),
        ("broken", 22, "te laat 0:22", "0:22 late"),
        ("paused", 185, "staat stil, 3:05 over", "paused, 3:05 left"),
        ("met", 18, "na 0:18, nagekomen", "after 0:18, met"),
        ("running", 0, "nog geen minuut", "under a minute left"),
        ("late", 0, "net te laat", "just late"),
        ("running", 2263, "nog 37:43", "37:43 left"),
    ],
)
def test_the_words_of_a_clock(state: str, minutes: int, nl: str, en: str) -> None:
    assert wording.clock_words(state, minutes * MINUTE, "nl") == nl
    assert wording.clock_words(state, minutes * MINUTE, "en") == en


def test_a_clock_without_figures_says_only_how_it_stands() -> None:
    assert wording.clock_words("waived", None, "nl") == "kwijtgescholden"
    assert wording.clock_words("void", 3 * MINUTE, "en") == "void"


def test_what_is_left_is_truncated_and_never_rounded_up() -> None:
    assert wording.clock_words("running", 48 * MINUTE - 1, "nl") == "nog 0:47"


def test_many_days_left_are_counted_in_days() -> None:
    assert wording.remaining(80 * HOUR, "nl", day_us=8 * HOUR) == "10 werkdagen"
    assert wording.remaining(79 * HOUR, "nl", day_us=8 * HOUR) == "79:00"
    assert wording.remaining(30 * 24 * HOUR, "en", day_us=24 * HOUR, business=False) == "30 days"


@pytest.mark.parametrize(
    ("us", "nl", "en"),
    [
        (48 * MINUTE, "48 minuten", "48 minutes"),
        (72 * MINUTE, "1 uur en 12 minuten", "1 hour and 12 minutes"),
        (2 * HOUR, "2 uur", "2 hours"),
        (50 * HOUR, "2 dagen en 2 uur", "2 days and 2 hours"),
        (MINUTE, "1 minuut", "1 minute"),
        (7_000_000, "7 seconden", "7 seconds"),
    ],
)
def test_amounts_in_full_words(us: int, nl: str, en: str) -> None:
    assert wording.amount(us, "nl") == nl
    assert wording.amount(us, "en") == en


def test_outages_are_told_to_the_second() -> None:
    assert wording.amount_exact(6 * MINUTE + 50_000_000, "nl") == "6\u00a0min 50\u00a0s"
    assert wording.amount_exact(HOUR + 2 * MINUTE, "nl") == "1\u00a0u 2\u00a0min"
    assert wording.amount_exact(HOUR, "en") == "1\u00a0h"
    assert wording.amount_exact(0, "nl") == "0\u00a0s"


def test_percentages_are_truncated() -> None:
    assert wording.percent(99_896, 100_000, "nl") == "99,89\u00a0%"
    assert wording.percent(99_896, 100_000, "en", 1) == "99.8\u00a0%"
    assert wording.percent(9_999_999, 10_000_000, "nl") == "99,99\u00a0%"
    assert wording.percent(5, 5, "nl") == "100\u00a0%"
    with pytest.raises(ValueError, match="nothing"):
        wording.percent(0, 0, "nl")


def test_numbers_money_and_sizes() -> None:
    assert wording.number(31204, "nl") == "31.204"
    assert wording.number(31204, "en") == "31,204"
    assert wording.number(Decimal("1.999"), "nl", 2) == "1,99"
    assert wording.number(-1234, "nl") == "-1.234"
    assert wording.money(Decimal("4318.20"), "EUR", "nl") == "€\u00a04.318,20"
    assert wording.money(Decimal("-4318.2"), "EUR", "en") == "-€4,318.20"
    assert wording.size(184_320, "nl") == "184\u00a0kB"
    assert wording.size(2_150_000, "nl") == "2,1\u00a0MB"
    assert wording.size(999, "en") == "999\u00a0B"


def test_lists_and_initials() -> None:
    assert wording.enumeration(["a"], "nl") == "a"
    assert wording.enumeration(["a", "b", "c"], "nl") == "a, b en c"
    assert wording.enumeration(["a", "b"], "en") == "a and b"
    assert wording.initials("R. Specimen") == "RS"
    assert wording.initials("R.Specimen") == "RS"
    assert wording.initials("Applicatiebeheer") == "AP"
    assert wording.initials("") == "?"
