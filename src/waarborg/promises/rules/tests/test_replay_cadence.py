"""Duties that recur: at least so often, or once in each period."""

import pytest

from waarborg.promises.rules.replay import next_attention
from waarborg.promises.rules.tests.replay_tickets import CALENDARS, at, every, kinds, log, play, run, said, warn

BACKUP = "continuity.backup.completed"
LOG = "trust.log.delivered"
FROM_JUNE = {"begins_us": at("2026-06-01 00:00")}


def verdicts(timeline):
    return [(said(found.started_us), said(found.due_us), found.verdict) for found in timeline.runs]


def test_a_duration_restarts_at_each_time_that_it_was_done():
    entries = log(("2026-06-01 03:00", BACKUP), ("2026-06-01 08:30", BACKUP))
    assert verdicts(play(every("4h", BACKUP, **FROM_JUNE), entries, "2026-06-01 09:00")) == [
        ("2026-06-01 00:00", "2026-06-01 04:00", "met"),
        ("2026-06-01 03:00", "2026-06-01 07:00", "broken"),
        ("2026-06-01 08:30", "2026-06-01 12:30", None),
    ]


def test_a_duration_missed_breaks_once_however_long_it_is_missed():
    timeline = play(every("4h", BACKUP, **FROM_JUNE), [], "2026-06-03 00:00")
    assert verdicts(timeline) == [("2026-06-01 00:00", "2026-06-01 04:00", "broken")]


def test_done_once_but_recorded_twice_is_done_once():
    entries = log(("2026-06-01 03:00", BACKUP))
    timeline = play(every("4h", BACKUP, **FROM_JUNE), [*entries, *entries], "2026-06-01 04:00")
    assert [found.verdict for found in timeline.runs] == ["met", None]


def test_without_a_beginning_a_duration_counts_from_the_first_time_it_was_done():
    entries = log(("2026-06-01 03:00", BACKUP))
    assert verdicts(play(every("4h", BACKUP), entries, "2026-06-01 04:00")) == [
        ("2026-06-01 03:00", "2026-06-01 07:00", None)
    ]


def test_one_in_each_month_due_at_its_end():
    entries = log(("2026-06-12 10:00", LOG), ("2026-08-03 10:00", LOG))
    timeline = play(every("month", LOG, **FROM_JUNE), entries, "2026-08-10 00:00")
    assert [(*found, run.month) for found, run in zip(verdicts(timeline), timeline.runs, strict=True)] == [
        ("2026-06-01 00:00", "2026-07-01 00:00", "met", "2026-06"),
        ("2026-07-01 00:00", "2026-08-01 00:00", "broken", "2026-07"),
        ("2026-08-01 00:00", "2026-09-01 00:00", "met", "2026-08"),
    ]


def test_done_twice_in_one_period_does_not_count_for_the_next():
    entries = log(("2026-06-12 10:00", LOG), ("2026-06-30 10:00", LOG))
    assert [found.verdict for found in play(every("month", LOG, **FROM_JUNE), entries, "2026-08-01 00:00:01").runs] == [
        "met",
        "broken",
        None,
    ]


def test_each_period_missed_breaks_once():
    timeline = play(every("week", LOG, **FROM_JUNE), [], "2026-06-22 00:00")
    assert verdicts(timeline) == [
        ("2026-06-01 00:00", "2026-06-08 00:00", "broken"),
        ("2026-06-08 00:00", "2026-06-15 00:00", "broken"),
        ("2026-06-15 00:00", "2026-06-22 00:00", "broken"),
        ("2026-06-22 00:00", "2026-06-29 00:00", None),
    ]


def test_done_at_the_very_end_of_a_period_is_in_time():
    entries = log(("2026-07-01 00:00", LOG))
    assert [found.verdict for found in play(every("month", LOG, **FROM_JUNE), entries).runs] == ["met", None]


@pytest.mark.parametrize(
    ("word", "end"),
    [
        ("day", "2026-11-11 00:00"),
        ("week", "2026-11-16 00:00"),
        ("month", "2026-12-01 00:00"),
        ("quarter", "2027-01-01 00:00"),
        ("year", "2027-01-01 00:00"),
    ],
)
def test_periods_end_at_local_midnight(word, end):
    terms = every(word, LOG, begins_us=at("2026-11-10 14:00"))
    assert said(run(terms, [], "2026-11-10 15:00").due_us) == end


def test_the_first_period_is_the_rest_of_the_one_in_which_it_begins():
    terms = every("quarter", LOG, begins_us=at("2026-05-20 00:00"))
    found = play(terms, [], "2026-07-02 00:00").runs
    assert [said(one.due_us) for one in found] == ["2026-07-01 00:00", "2026-10-01 00:00"]


def test_a_period_over_the_autumn_night_is_an_hour_longer():
    terms = every("month", LOG, begins_us=at("2026-10-01 00:00"))
    (found,) = play(terms, [], "2026-10-31 00:00").runs
    assert found.due_us - found.started_us == 745 * 3_600_000_000


def test_a_promise_no_longer_in_force_leaves_no_open_duty():
    terms = every("month", LOG, **FROM_JUNE, ends_us=at("2026-07-15 00:00"))
    entries = log(("2026-06-12 10:00", LOG))
    found = play(terms, entries, "2026-12-01 00:00").runs
    assert [(one.verdict, one.void_reason) for one in found] == [("met", None), ("void", "not-in-force")]


def test_a_period_missed_that_ends_with_the_promise_is_broken():
    terms = every("month", LOG, **FROM_JUNE, ends_us=at("2026-07-01 00:00"))
    assert verdicts(play(terms, [], "2026-12-01 00:00")) == [("2026-06-01 00:00", "2026-07-01 00:00", "broken")]


def test_another_version_asks_nothing_twice_in_one_period():
    versions = [
        (at("2026-06-01 00:00"), every("month", LOG)),
        (at("2026-06-20 00:00"), every("month", LOG, level="target")),
    ]
    found = play(versions, log(("2026-06-12 10:00", LOG)), "2026-07-02 00:00").runs
    assert [(one.verdict, one.terms.level) for one in found] == [("met", "guarantee"), (None, "target")]


def test_a_second_beginning_asks_nothing_twice_in_one_period():
    terms = every("month", LOG, from_events=kinds("contracts.contract.started"))
    entries = log(
        ("2026-06-01 10:00", "contracts.contract.started"),
        ("2026-06-12 10:00", LOG),
        ("2026-06-13 10:00", "contracts.contract.started"),
    )
    assert [one.verdict for one in play(terms, entries, "2026-06-20 00:00").runs] == ["met"]


def test_a_duty_may_begin_with_an_event_and_end_with_another():
    terms = every("1 month", LOG, from_events=kinds("contracts.contract.started"), void_events=kinds("contracts.ended"))
    entries = log(
        ("2026-06-01 00:00", LOG),
        ("2026-06-10 00:00", "contracts.contract.started"),
        ("2026-06-20 00:00", "contracts.ended"),
        ("2026-06-25 00:00", LOG),
    )
    assert verdicts(play(terms, entries, "2026-12-01 00:00")) == [("2026-06-10 00:00", "2026-07-10 00:00", "void")]


def test_the_scheduler_wakes_for_warning_breach_and_next_period():
    terms = every("month", LOG, **FROM_JUNE, warn=(warn("5 days before"),))
    timeline = play(terms, [], "2026-06-10 00:00")
    assert said(next_attention(timeline, timeline.as_of_us)) == "2026-06-26 00:00"
    met = play(terms, log(("2026-06-12 10:00", LOG)))
    assert said(next_attention(met, met.as_of_us)) == "2026-07-01 00:00"
    not_yet = play(every("month", LOG, **FROM_JUNE), [], "2026-05-01 00:00")
    assert (not_yet.runs, said(next_attention(not_yet, not_yet.as_of_us))) == ((), "2026-06-01 00:00")


def test_a_duration_in_business_time_restarts_too():
    entries = log(("2026-06-05 16:00", BACKUP))
    found = play(every("2 business hours", BACKUP), entries, calendars=CALENDARS).runs
    assert said(found[-1].due_us) == "2026-06-08 10:00"
