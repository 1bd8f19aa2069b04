"""Warnings and breaches: once for each threshold and due time, told again only when the due time moved."""

from waarborg.promises.rules.replay import Warn, next_attention, notices
from waarborg.promises.rules.tests.replay_tickets import at, case, clock, log, play, said, warn

WARNED = (warn("75 %"), warn("30 business minutes before"))
REPORTED = ("2026-04-03 16:30", "reported")
LATER = at("2027-01-01 00:00")


def told(timeline, until=LATER):
    return [(found.threshold, said(found.at_us), said(found.due_us)) for found in notices(timeline, until)]


def test_a_fraction_is_one_of_what_counts():
    timeline = play(clock("4 business hours", warn=WARNED), log(REPORTED))
    assert told(timeline) == [
        ("75 %", "2026-04-07 11:30", "2026-04-07 12:30"),
        ("30 business minutes before", "2026-04-07 12:00", "2026-04-07 12:30"),
        ("breach", "2026-04-07 12:30:00.000001", "2026-04-07 12:30"),
    ]


def test_before_due_is_counted_in_business_time():
    timeline = play(clock("1 business hour", warn=(warn("45 business minutes before"),)), log(REPORTED))
    assert told(timeline)[0] == ("45 business minutes before", "2026-04-03 16:45", "2026-04-07 09:30")


def test_hours_elapsed_may_warn_in_business_time_and_the_other_way_round():
    timeline = play(clock("24h", warn=(warn("30 business minutes before"), warn("50 %"))), log(REPORTED))
    assert told(timeline)[:2] == [
        ("30 business minutes before", "2026-04-03 16:30", "2026-04-04 16:30"),
        ("50 %", "2026-04-04 04:30", "2026-04-04 16:30"),
    ]
    timeline = play(clock("4 business hours", warn=(warn("1h before"),)), log(REPORTED))
    assert told(timeline)[0] == ("1h before", "2026-04-07 11:30", "2026-04-07 12:30")


def test_days_months_and_dates_take_the_fraction_of_the_span():
    assert told(play(clock("30 days", warn=(warn("50 %"),)), log(REPORTED)))[0][1] == "2026-04-18 16:30"
    terms = clock(
        "unstated", since="bundle-agreed", until="bundle-delivered", due_date="delivery", warn=(warn("50 %"),)
    )
    dates = {"dates": {"delivery": at("2026-06-11 00:00")}}
    assert told(play(terms, log(("2026-06-01 00:00", "bundle-agreed", None, dates))))[0][1] == "2026-06-06 00:00"


def test_a_warning_after_the_start_also_comes_without_a_figure():
    timeline = play(clock("unstated", warn=(warn("2 business days after start"),)), log(REPORTED))
    assert told(timeline) == [("2 business days after start", "2026-04-08 16:30", None)]


def test_nothing_is_told_after_the_stop():
    entries = log(REPORTED, ("2026-04-07 11:45", "resolved"))
    assert told(play(clock(warn=WARNED), entries)) == [("75 %", "2026-04-07 11:30", "2026-04-07 12:30")]
    in_time = play(clock(warn=WARNED), log(REPORTED, ("2026-04-07 12:30", "resolved")))
    assert "breach" not in [line[0] for line in told(in_time)]


def test_a_warning_comes_again_only_when_the_due_time_moved():
    entries = log(
        ("2026-06-01 10:00", "reported"),
        ("2026-06-01 13:30", "asked-back"),
        ("2026-06-01 14:30", "customer-replied"),
    )
    assert told(play(clock(warn=(warn("75 %"),)), entries)) == [
        ("75 %", "2026-06-01 13:00", "2026-06-01 14:00"),
        ("75 %", "2026-06-01 14:30", "2026-06-01 15:00"),
        ("breach", "2026-06-01 15:00:00.000001", "2026-06-01 15:00"),
    ]


def test_a_pause_that_moves_nothing_repeats_nothing():
    entries = log(
        ("2026-06-01 16:00", "reported"),
        ("2026-06-01 17:00", "asked-back"),
        ("2026-06-02 09:00", "customer-replied"),
    )
    found = notices(play(clock("2 business hours", warn=(warn("50 %"),)), entries), LATER)
    assert len({notice.key for notice in found}) == len(found) == 2


def test_a_paused_clock_warns_nobody():
    entries = log(("2026-06-01 10:00", "reported"), ("2026-06-01 12:30", "asked-back"))
    timeline = play(clock(warn=WARNED), entries, "2026-07-01 10:00")
    assert (told(timeline), next_attention(timeline, timeline.as_of_us)) == ([], None)


def test_a_breach_by_raise_is_told_at_the_change_without_a_warning():
    cases = [case("2 business hours", when={"priority": "p1"}), case("8 business hours", when={"priority": "p2"})]
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}), ("2026-06-01 15:00", "reprioritised", {"priority": "p1"})
    )
    assert told(play(clock(cases, warn=WARNED), entries)) == [("breach", "2026-06-01 15:00", "2026-06-01 12:00")]


def test_a_clock_breaks_once_whatever_happens_after():
    entries = log(
        REPORTED,
        ("2026-04-07 13:00", "asked-back"),
        ("2026-04-08 13:00", "customer-replied"),
        ("2026-04-09 13:00", "resolved"),
        ("2026-04-10 13:00", "reopened"),
    )
    lines = told(play(clock(warn=WARNED), entries))
    assert [line[0] for line in lines].count("breach") == 1
    assert lines[-1] == ("breach", "2026-04-07 12:30:00.000001", "2026-04-07 12:30")


def test_a_waiver_silences_what_was_still_to_come():
    waiver = ("2026-04-07 11:45", "promises.clock.waived", None, {"data": {"promise": "support.solve"}})
    assert [line[0] for line in told(play(clock(warn=WARNED), log(REPORTED, waiver)))] == ["75 %"]


def test_the_scheduler_is_told_the_next_instant():
    timeline = play(clock(warn=WARNED), log(REPORTED))
    moments = []
    after = timeline.as_of_us
    while (coming := next_attention(timeline, after)) is not None:
        moments.append(said(coming))
        after = coming
    assert moments == ["2026-04-07 11:30", "2026-04-07 12:00", "2026-04-07 12:30:00.000001"]


def test_at_that_instant_the_replay_shows_the_breach():
    entries = log(REPORTED)
    timeline = play(clock(), entries)
    coming = next_attention(timeline, timeline.as_of_us)
    assert coming is not None
    assert play(clock(), entries, said(coming)).runs[0].verdict == "broken"


def test_only_what_has_come_is_told():
    timeline = play(clock(warn=WARNED), log(REPORTED))
    assert [found.threshold for found in notices(timeline, at("2026-04-07 11:59"))] == ["75 %"]


def test_a_warning_names_whom_to_tell():
    timeline = play(clock(warn=(Warn("75 %", ("provider.support",), ppm=750_000),)), log(REPORTED))
    (found,) = notices(timeline, at("2026-04-07 12:00"))
    assert found.tell == ("provider.support",)
