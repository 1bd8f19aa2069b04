"""Which version of a calendar a clock counts in: frozen, live, and beyond its cover."""

from datetime import date

import pytest

from waarborg.kernel.calendars import BeyondCover
from waarborg.promises.rules.replay import Calendars, NoSuchCalendar, explain
from waarborg.promises.rules.tests.replay_tickets import at, clock, compiled, log, play, run, said

OLD = compiled("2026-01-01 00:00", weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL")
CLOSED = compiled("2026-06-02 12:00", weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL", closed=["2026-06-03"])
LONGER = compiled("2026-06-02 12:00", weekly={"mon-sun": ["00:00-24:00"]}, holidays="none")
REPORTED = ("2026-06-02 10:00", "reported")


def test_frozen_keeps_the_calendar_published_at_the_start():
    calendars = Calendars({"desk": [CLOSED, OLD]})
    found = run(clock("8 business hours"), log(REPORTED), "2026-06-02 15:00", calendars=calendars)
    assert (said(found.due_us), said(found.published_us)) == ("2026-06-03 10:00", "2026-01-01 00:00")
    later = run(clock("8 business hours"), log(("2026-06-02 13:00", "reported")), calendars=calendars)
    assert (said(later.due_us), said(later.published_us)) == ("2026-06-04 13:00", "2026-06-02 12:00")


def test_live_takes_the_newest_and_shows_the_change():
    calendars = Calendars({"desk": [OLD, CLOSED]})
    terms = clock("8 business hours", running="live")
    assert said(run(terms, log(REPORTED), "2026-06-02 11:00", calendars=calendars).due_us) == "2026-06-03 10:00"
    found = run(terms, log(REPORTED), "2026-06-02 15:00", calendars=calendars)
    (change,) = found.changes
    assert (said(found.due_us), change.cause, said(change.at_us)) == (
        "2026-06-04 10:00",
        "calendar",
        "2026-06-02 12:00",
    )


def test_a_live_calendar_that_puts_the_due_time_in_the_past_breaks_at_its_publication():
    calendars = Calendars({"desk": [OLD, LONGER]})
    found = run(
        clock("8 business hours", running="live"),
        log(("2026-06-01 16:00", "reported")),
        "2026-06-02 13:00",
        calendars=calendars,
    )
    assert (found.verdict, found.by_raise, said(found.broken_us)) == ("broken", True, "2026-06-02 12:00")


def test_a_live_calendar_never_unbreaks():
    calendars = Calendars({"desk": [OLD, CLOSED]})
    found = run(clock("1 business hour", running="live"), log(REPORTED), "2026-06-02 15:00", calendars=calendars)
    assert (found.verdict, found.changes) == ("broken", ())


def test_a_frozen_run_that_stopped_is_not_touched_by_a_publication():
    calendars = Calendars({"desk": [OLD, CLOSED]})
    entries = log(REPORTED, ("2026-06-02 11:00", "resolved"))
    assert run(clock(running="live"), entries, "2026-06-05 10:00", calendars=calendars).changes == ()


def test_a_calendar_published_later_than_the_instant_asked_about_is_not_known():
    calendars = Calendars({"desk": [OLD, CLOSED]})
    terms = clock("8 business hours", running="live")
    only_old = play(terms, log(REPORTED), "2026-06-02 11:00", calendars=Calendars({"desk": [OLD]}))
    assert play(terms, log(REPORTED), "2026-06-02 11:00", calendars=calendars) == only_old


def test_a_date_beyond_the_cover_takes_the_next_version_and_says_so():
    short = compiled("2026-01-01 00:00", until=date(2026, 6, 5), weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL")
    following = compiled("2026-06-04 12:00", weekly={"mon-fri": ["10:00-12:00"]}, holidays="NL")
    calendars = Calendars({"desk": [short, following]})
    timeline = play(
        clock("16 business hours"), log(("2026-06-04 11:00", "reported")), "2026-06-04 12:00", calendars=calendars
    )
    assert said(timeline.runs[0].due_us) == "2026-06-08 12:00"
    lines = explain(timeline, "nl").lines
    assert any("latere versie van de kalender" in line for line in lines)


def test_a_due_time_beyond_all_hours_published_is_not_there_yet():
    short = compiled(until=date(2026, 6, 5), weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL")
    timeline = play(
        clock("40 business hours"), log(REPORTED), "2026-06-04 12:00", calendars=Calendars({"desk": [short]})
    )
    assert (timeline.runs[0].due_us, timeline.runs[0].verdict) == (None, None)
    assert "nog niet gepubliceerd" in explain(timeline, "nl").lines[-1]
    assert "not published yet" in explain(timeline, "en").lines[-1]


def test_a_start_before_the_calendar_begins_is_refused():
    with pytest.raises(BeyondCover):
        play(clock(), log(("2019-06-02 10:00", "reported")))


def test_a_calendar_that_nobody_published_is_refused_by_name():
    with pytest.raises(NoSuchCalendar) as refused:
        play(clock(calendar="night"), log(REPORTED))
    assert "night" in refused.value.say("nl") and "support.solve" in refused.value.say("en")


def test_hours_elapsed_need_no_calendar():
    assert said(run(clock("4h", calendar=None), log(REPORTED), calendars=Calendars({})).due_us) == "2026-06-02 14:00"


@pytest.mark.parametrize(
    ("start", "due"),
    [("2026-10-25T01:30+02:00", "2026-10-25T04:30+01:00"), ("2026-03-29T01:30+01:00", "2026-03-29T06:30+02:00")],
)
def test_hours_elapsed_go_through_the_night_the_clocks_change(start, due):
    assert said(run(clock("4h"), log((start, "reported"))).due_us) == said(at(due))
