"""One test for each production of the grammar in docs/algorithms/durations.md, and for each way of going wrong."""

import re
from pathlib import Path

import pytest

from waarborg.kernel.durations import (
    Duration,
    DurationTooLong,
    FractionRefused,
    MinutesOrMonths,
    NegativeDuration,
    UnreadableDuration,
    ZeroDuration,
    parse_duration,
)
from waarborg.kernel.zones import HOUR, MINUTE, SECOND

PRODUCTIONS = {
    "elapsed": [
        ("4h", Duration("elapsed", 4 * HOUR), "4 uur", "4 hours"),
        ("1 h", Duration("elapsed", HOUR), "1 uur", "1 hour"),
        ("90min", Duration("elapsed", 90 * MINUTE), "90 minuten", "90 minutes"),
        ("30s", Duration("elapsed", 30 * SECOND), "30 seconden", "30 seconds"),
        ("48 hours", Duration("elapsed", 48 * HOUR), "48 uur", "48 hours"),
        ("1 minute", Duration("elapsed", MINUTE), "1 minuut", "1 minute"),
        ("5 seconds", Duration("elapsed", 5 * SECOND), "5 seconden", "5 seconds"),
    ],
    "business-time": [
        ("4 business hours", Duration("business-time", 4 * HOUR), "4 werkuren", "4 business hours"),
        ("1 business hour", Duration("business-time", HOUR), "1 werkuur", "1 business hour"),
        ("30 business minutes", Duration("business-time", 30 * MINUTE), "30 werkminuten", "30 business minutes"),
    ],
    "business-days": [
        ("5 business days", Duration("business-days", 5), "5 werkdagen", "5 business days"),
        ("1 business day", Duration("business-days", 1), "1 werkdag", "1 business day"),
    ],
    "half-day": [("0.5 business days", Duration("half-business-day", 1), "een halve werkdag", "half a business day")],
    "business-weeks": [
        ("1 business week", Duration("business-days", 5), "1 werkweek", "1 business week"),
        ("2 business weeks", Duration("business-days", 10), "2 werkweken", "2 business weeks"),
    ],
    "relative-day": [
        ("same business day", Duration("same-business-day"), "dezelfde werkdag", "the same business day"),
        ("next business day", Duration("next-business-day"), "de volgende werkdag", "the next business day"),
    ],
    "days": [
        ("5 days", Duration("days", 5), "5 dagen", "5 days"),
        ("1 day", Duration("days", 1), "1 dag", "1 day"),
        ("2 weeks", Duration("days", 14), "2 weken", "2 weeks"),
    ],
    "months": [
        ("2 months", Duration("months", 2), "2 maanden", "2 months"),
        ("1 month", Duration("months", 1), "1 maand", "1 month"),
        ("1 year", Duration("months", 12), "1 jaar", "1 year"),
        ("2 years", Duration("months", 24), "2 jaar", "2 years"),
    ],
    "calendar-months": [
        ("1 calendar month", Duration("to-end-of-months", 1), "1 hele kalendermaand", "1 whole calendar month"),
        ("2 calendar months", Duration("to-end-of-months", 2), "2 hele kalendermaanden", "2 whole calendar months"),
    ],
    "no-term": [
        ("none", Duration("none"), "geen termijn", "no term"),
        ("unstated", Duration("unstated"), "geen vaste termijn", "no stated term"),
    ],
    "method": [
        ("method notice", Duration("method", method="notice"), "volgens de methode notice", "by the method notice")
    ],
}
CASES = [(name, *case) for name, cases in PRODUCTIONS.items() for case in cases]


@pytest.mark.parametrize(("production", "text", "expected", "nl", "en"), CASES)
def test_production(production, text, expected, nl, en):
    found = parse_duration(text)
    assert found == expected
    assert (found.say("nl"), found.say("en")) == (nl, en)


def test_every_production_of_the_published_grammar_is_tested():
    page = Path(__file__).parents[4] / "docs" / "algorithms" / "durations.md"
    grammar = re.search(r"```ebnf\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)[1]
    duration = re.search(r"^duration\s*=(.*?);", grammar, re.DOTALL | re.MULTILINE)[1]
    assert {name.strip() for name in duration.split("|")} == set(PRODUCTIONS)


@pytest.mark.parametrize("text", ["0h", "0 business hours", "0 days", "0 months"])
def test_zero_is_refused(text):
    with pytest.raises(ZeroDuration) as refused:
        parse_duration(text)
    assert refused.value.say("nl") == f"De termijn “{text}” duurt niets."


def test_only_a_moment_may_say_no_time_at_all():
    assert parse_duration("0h", zero=True) == Duration("elapsed", 0)
    with pytest.raises(ZeroDuration):
        parse_duration("0 days", zero=True)


@pytest.mark.parametrize("text", ["-4h", "-5 business days"])
def test_a_negative_duration_is_refused(text):
    with pytest.raises(NegativeDuration) as refused:
        parse_duration(text)
    assert f"“{text[1:]} notice of ...”" in refused.value.way_out("en")


@pytest.mark.parametrize(
    "text", ["1.5 business days", "0.5 business weeks", "1.5h", "0,5 business days", "0.25 business days", "2.5 days"]
)
def test_other_fractions_are_refused(text):
    with pytest.raises(FractionRefused) as refused:
        parse_duration(text)
    assert "0.5 business days" in refused.value.way_out("nl")


@pytest.mark.parametrize("text", ["101 years", "2000000 h", "36526 days", "99999999999999999999 days"])
def test_more_than_a_hundred_years_is_refused(text):
    with pytest.raises(DurationTooLong):
        parse_duration(text)


def test_30m_is_refused_because_it_has_two_meanings():
    with pytest.raises(MinutesOrMonths) as refused:
        parse_duration("30m")
    assert refused.value.way_out("en") == "Write 30min or 30 months."


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("4 busines hours", "Write for example 4 business hours."),
        ("4 Business Hours", "Write for example 4 business hours."),
        ("next buisness day", "Write for example next business day."),
        ("five days", "Write for example 4h, 4 business hours, 5 business days."),
        ("04h", "Write for example 4h."),
        ("", "Write for example 4h, 4 business hours, 5 business days."),
        ("4", "Write for example 4h, 4 business hours, 5 business days."),
        ("P30D", "Write for example 4h, 4 business hours, 5 business days."),
        ("5days", "Write for example 5 days."),
        (" 4h", "Write for example 4h."),
        ("４h", "Write for example 4h, 4 business hours, 5 business days."),
        ("method Notice", "Write for example 4h, 4 business hours, 5 business days."),
    ],
)
def test_what_is_not_a_duration_is_refused_with_something_near(text, way_out):
    with pytest.raises(UnreadableDuration) as refused:
        parse_duration(text)
    assert refused.value.say("en") == f"“{text}” is not a duration."
    assert refused.value.way_out("en") == way_out


@pytest.mark.parametrize("value", [None, 4, ["4h"], {"h": 4}, True])
def test_what_is_not_text_is_refused(value):
    with pytest.raises(UnreadableDuration):
        parse_duration(value)
