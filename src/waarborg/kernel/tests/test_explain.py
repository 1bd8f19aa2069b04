"""What staff and customer read: the same lines in Dutch and English, and a ledger that adds up."""

from datetime import date
from itertools import pairwise

import pytest

from waarborg.kernel.due import due
from waarborg.kernel.explain import explain, ledger
from waarborg.kernel.tests.desks import ALWAYS, DESK, SPLIT, at, compiled, counted

FRIDAY = (DESK, "2026-04-03 16:30", "4 business hours")


def test_a_term_over_a_weekend_and_a_holiday():
    assert explain(counted(*FRIDAY), "nl") == [
        "Begint vrijdag 3 april 16:30",
        "0:30 geteld tot de sluiting om 17:00",
        "Weekend en Tweede Paasdag tellen niet mee",
        "3:30 geteld op dinsdag 7 april vanaf 09:00",
        "Uiterlijk dinsdag 7 april 12:30",
    ]
    assert explain(counted(*FRIDAY), "en") == [
        "Starts Friday 3 April 16:30",
        "0:30 counted until closing at 17:00",
        "Weekend and Easter Monday do not count",
        "3:30 counted on Tuesday 7 April from 09:00",
        "Due by Tuesday 7 April 12:30",
    ]


def test_the_ledger_adds_up_to_the_due_time():
    found = counted(DESK, "2026-04-03 16:30", "40 business hours", pauses=[("2026-04-07 09:10", "2026-04-07 10:05")])
    assert [(row.kind, row.when, row.what, row.amount) for row in ledger(found, "nl")] == [
        ("counted", "vr 3 april 16:30 – 17:00", "Tot onze sluiting", "0:30"),
        ("skipped", "za 4 april – ma 6 april", "Weekend en Tweede Paasdag, gesloten", "telt niet"),
        ("counted", "di 7 april", "09:00 – 09:10 en 10:05 – 17:00", "7:05"),
        ("pause", "di 7 april 09:10 – 10:05", "De klok stond stil", "telt niet"),
        ("counted", "wo 8 april – vr 10 april", "3 dagen van 8:00", "24:00"),
        ("skipped", "za 11 april – zo 12 april", "Weekend, gesloten", "telt niet"),
        ("counted", "ma 13 april 09:00 – 17:00", "Van opening tot sluiting", "8:00"),
        ("counted", "di 14 april 09:00 – 09:25", "Vanaf onze opening", "0:25"),
        ("due", "di 14 april 09:25", "Uiterlijk", "40 werkuren"),
    ]


def test_the_counted_steps_are_exactly_the_term():
    for calendar in (DESK, SPLIT, ALWAYS):
        found = counted(
            calendar, "2026-04-03 16:30", "40 business hours", pauses=[("2026-04-07 09:10", "2026-04-08 10:05")]
        )
        steps = [step for step in found.steps if step.kind == "counted"]
        assert sum(step.counted_us for step in steps) == found.within.amount
        assert all(step.start <= step.end for step in steps)


def test_steps_fill_the_time_from_start_to_due_without_gap_or_overlap():
    found = counted(SPLIT, "2026-04-03 16:30", "20 business hours", pauses=[("2026-04-07 09:10", "2026-04-08 10:05")])
    spans = [(step.start, step.end) for step in found.steps if step.kind in ("counted", "skipped", "pause")]
    assert spans[0][0] == found.start
    assert spans[-1][1] == found.at
    assert all(one[1] == other[0] for one, other in pairwise(spans))


def test_a_skipped_step_names_every_reason_once():
    found = counted(DESK, "2026-12-24 16:30", "1 business hour")
    skipped = next(step for step in found.steps if step.kind == "skipped")
    assert (skipped.reason_key, skipped.reasons) == ("christmas-day", ("christmas-day", "weekend"))


def test_breaks_and_nights_are_steps_but_go_without_saying():
    found = counted(SPLIT, "2026-04-07 12:00", "6 business hours")
    assert [step.reason_key for step in found.steps if step.kind == "skipped"] == ["break", "night"]
    assert explain(found, "nl") == [
        "Begint dinsdag 7 april 12:00",
        "4:00 geteld op dinsdag 7 april: 12:00–12:30 en 13:30–17:00",
        "2:00 geteld op woensdag 8 april vanaf 09:00",
        "Uiterlijk woensdag 8 april 11:00",
    ]


def test_a_start_outside_opening_hours_says_from_when_it_counts():
    assert explain(counted(DESK, "2026-04-07 20:00", "1 business hour"), "nl")[1] == (
        "Buiten openingstijd; telt vanaf woensdag 8 april 09:00"
    )
    assert explain(counted(DESK, "2026-05-09 10:00", "30 business minutes"), "en") == [
        "Starts Saturday 9 May 10:00",
        "Weekend does not count; counts from Monday 11 May 09:00",
        "0:30 counted on Monday 11 May from 09:00",
        "Due by Monday 11 May 09:30",
    ]


def test_business_days_rolling_name_the_days_and_the_years_where_they_differ():
    assert explain(counted(DESK, "2026-12-24 10:00", "5 business days"), "nl") == [
        "Begint donderdag 24 december 2026 10:00",
        "Eerste Kerstdag en weekend tellen niet mee",
        "Werkdag 1 tot en met 4: maandag 28 december 2026 tot en met donderdag 31 december 2026",
        "Nieuwjaarsdag en weekend tellen niet mee",
        "Werkdag 5: maandag 4 januari 2027",
        "Op dezelfde tijd van de dag",
        "Uiterlijk maandag 4 januari 2027 10:00",
    ]


def test_business_days_closing_say_until_closing():
    assert explain(counted(DESK, "2026-04-03 16:30", "1 business day", "closing"), "en")[-2:] == [
        "Until closing on that day",
        "Due by Tuesday 7 April 17:00",
    ]


def test_a_shorter_last_day_is_said():
    calendar = compiled({"weekly": {"mon-thu": ["09:00-17:00"], "fri": ["09:00-12:30"]}})
    assert explain(counted(calendar, "2026-05-07 16:00", "1 business day"), "nl")[-2:] == [
        "Niet later dan de sluiting van die dag",
        "Uiterlijk vrijdag 8 mei 12:30",
    ]


def test_pauses_of_business_days_say_what_they_add():
    found = counted(DESK, "2026-06-01 10:00", "5 business days", pauses=[("2026-06-02 09:59", "2026-06-02 10:01")])
    assert explain(found, "nl")[2] == "Stond stil van dinsdag 2 juni 09:59 tot 10:01, 0:02 daarvan binnen openingstijd"
    assert explain(found, "nl")[-3:] == [
        "Op dezelfde tijd van de dag",
        "0:02 erbij voor het stilstaan",
        "Uiterlijk maandag 8 juni 10:02",
    ]


def test_a_day_paused_at_its_close_is_named():
    found = counted(DESK, "2026-06-01 10:00", "1 business day", "closing", [("2026-06-02 16:59", "2026-06-02 17:01")])
    assert explain(found, "en")[1] == "Day that ended paused does not count: Tuesday 2 June"


def test_midnights_spent_paused_are_counted_out():
    found = counted(ALWAYS, "2026-06-01 10:00", "5 days", pauses=[("2026-06-02 09:59", "2026-06-04 10:01")])
    assert explain(found, "nl")[1:3] == [
        "5 dagen verder, op dezelfde tijd",
        "Stond stil van dinsdag 2 juni 09:59 tot donderdag 4 juni 10:01: 2 keer middernacht",
    ]


def test_a_clock_change_within_the_term_is_said():
    assert explain(counted(ALWAYS, "2026-03-29T00:30:00Z", "4h"), "nl") == [
        "Begint zondag 29 maart 01:30",
        "4:00 geteld, dag en nacht",
        "De klok gaat 1:00 vooruit op zondag 29 maart",
        "Uiterlijk zondag 29 maart 06:30",
    ]


def test_an_hour_that_comes_twice_names_its_offset():
    found = counted(ALWAYS, "2026-10-24T23:30:00Z", "2h")
    assert explain(found, "en")[-1] == "Due by Sunday 25 October 02:30 (UTC+1)"


def test_the_end_of_a_day_is_24_00():
    assert (
        explain(counted(DESK, "2026-03-10 10:00", "5 days", "closing"), "nl")[-1] == "Uiterlijk zondag 15 maart 24:00"
    )
    assert explain(counted(DESK, "2026-03-10 10:00", "1 calendar month"), "nl") == [
        "Begint dinsdag 10 maart 10:00",
        "Tot het einde van de volgende hele maand",
        "Uiterlijk donderdag 30 april 24:00",
    ]


@pytest.mark.parametrize(
    ("within", "line"),
    [
        ("none", "Geen termijn: er loopt geen klok"),
        ("unstated", "Geen vaste termijn: de tijd wordt gemeten en getoond, en kan niet te laat zijn"),
    ],
)
def test_without_a_term(within, line):
    assert explain(counted(DESK, "2026-03-10 10:00", within), "nl") == ["Begint dinsdag 10 maart 10:00", line]


def test_an_open_pause():
    found = counted(DESK, "2026-06-01 10:00", "4 business hours", pauses=[("2026-06-01 12:00", None)])
    assert explain(found, "nl") == [
        "Begint maandag 1 juni 10:00",
        "2:00 geteld op maandag 1 juni van 10:00 tot 12:00",
        "Staat stil sinds maandag 1 juni 12:00; de termijn schuift op",
    ]


def test_the_next_version_of_a_calendar_is_said():
    first = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}}, date(2026, 1, 1), date(2026, 4, 5))
    later = compiled({"weekly": {"mon-fri": ["08:00-12:00"]}}, date(2026, 3, 1), date(2026, 12, 31))
    found = due(first.followed_by(later), at("2026-04-03 16:30"), "2 business hours")
    assert explain(found, "nl")[-3:] == [
        "Vanaf maandag 6 april gelden de uren van een latere versie van de kalender",
        "1:30 geteld op maandag 6 april vanaf 08:00",
        "Uiterlijk maandag 6 april 09:30",
    ]


def test_another_language_reads_english():
    assert explain(counted(*FRIDAY), "de") == explain(counted(*FRIDAY), "en")
