from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from waarborg.kernel.calendars.repeats import UnreadableRepeat, parse_repeat

WEEKDAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True)
ORDINALS = st.sampled_from(["1", "2", "-1", "+3", "5"])


@st.composite
def rules(draw):
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 5))}")
    monthly = frequency in ("MONTHLY", "YEARLY")
    by_month = frequency == "YEARLY" or draw(st.booleans())
    if by_month:
        parts.append("BYMONTH=" + ",".join(map(str, draw(st.lists(st.integers(1, 12), min_size=1, max_size=3)))))
    choice = draw(st.sampled_from(["none", "weekday", "month-day"]))
    if choice == "weekday":
        # dateutil finds nothing for a mixture such as MO,1TU: all with an ordinal, or none
        numbered = monthly and draw(st.booleans())
        parts.append("BYDAY=" + ",".join((draw(ORDINALS) if numbered else "") + day for day in draw(WEEKDAYS)))
    if choice == "month-day" and frequency != "WEEKLY":
        days = draw(st.lists(st.integers(1, 31) | st.integers(-5, -1), min_size=1, max_size=3))
        parts.append("BYMONTHDAY=" + ",".join(map(str, days)))
    ending = draw(st.sampled_from(["", "COUNT=7", "UNTIL=20270101"]))
    return ";".join([*parts, ending] if ending else parts)


@settings(max_examples=150, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(rules(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_dates_of_occurrence_agree_with_dateutil(text, first):
    last = first + timedelta(days=800)
    begin = datetime(first.year, first.month, first.day)
    theirs = rrulestr(text, dtstart=begin).between(begin, datetime(last.year, last.month, last.day), inc=True)
    assert list(parse_repeat(text).dates(first, last)) == [moment.date() for moment in theirs]


def test_a_rule_that_never_fits_ends_all_the_same():
    repeat = parse_repeat("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")
    assert list(repeat.dates(date(2026, 1, 1), date(2199, 12, 31))) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "weekly",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=99999999999",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;UNTIL=20271301",
        "FREQ=WEEKLY;UNTIL=20270101T000000Z",
        "FREQ=WEEKLY;BYSETPOS=1",
        "FREQ=WEEKLY;WKST=SU",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=YEARLY;BYDAY=1SU",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=",
        None,
        7,
    ],
)
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(UnreadableRepeat) as refused:
        parse_repeat(text)
    assert "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU" in refused.value.way_out("nl")
