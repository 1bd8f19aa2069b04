"""Cases that users of comparable products reported, S1 to S21, each with the rule that we follow."""

from datetime import date

from waarborg.promises.rules.replay import Calendars, merged, next_attention, notices, project, replay, replay_absorbed
from waarborg.promises.rules.tests.replay_tickets import (
    AMSTERDAM,
    CALENDARS,
    PARENT,
    STATES,
    TICKET,
    case,
    clock,
    compiled,
    log,
    play,
    run,
    said,
    warn,
)

CASES = [case("4 business hours", when={"priority": "p1"}), case("8 business hours", when={"priority": "p2"})]
MONDAY = ("2026-06-01 10:00", "reported", {"priority": "p2"})


def test_s1_a_priority_change_keeps_the_time_spent_waiting():
    entries = log(
        MONDAY,
        ("2026-06-01 11:00", "asked-back"),
        ("2026-06-01 13:00", "customer-replied"),
        ("2026-06-01 13:30", "reprioritised", {"priority": "p1"}),
    )
    assert said(run(clock(CASES), entries).due_us) == "2026-06-01 16:00"


def test_s2_a_raise_prints_both_targets_and_a_lowering_never_unbreaks():
    raised = ("2026-06-01 14:30", "reprioritised", {"priority": "p1"})
    lowered = ("2026-06-01 15:30", "reprioritised", {"priority": "p2"})
    found = run(clock(CASES), log(MONDAY, raised, lowered), "2026-06-01 16:00")
    assert [said(target) for target in found.raise_targets] == ["2026-06-02 10:00", "2026-06-01 14:00"]
    assert (found.verdict, found.by_raise) == ("broken", True)


def test_s3_answer_and_waiting_in_one_step_keep_the_first_response():
    entries = log(MONDAY, ("2026-06-01 13:59", "asked-back"), ("2026-06-01 13:59", "answered"))
    assert run(clock(until="answered", pause=False), entries, "2026-06-02 10:00").verdict == "met"


def test_s4_a_pause_longer_than_the_working_day_adds_working_time_only():
    friday = ("2026-06-05 16:00", "reported")
    entries = log(friday, ("2026-06-05 16:30", "asked-back"), ("2026-06-08 09:30", "customer-replied"))
    assert said(run(clock("2 business hours"), entries).due_us) == "2026-06-08 11:00"


def test_s5_any_reply_of_the_customer_resumes_whatever_the_channel():
    for channel in ("portal", "phone", "email"):
        entries = log(
            MONDAY, ("2026-06-01 11:00", "asked-back"), ("2026-06-01 12:00", "customer-replied", {"channel": channel})
        )
        assert run(clock(CASES), entries).state == "running"


def test_s6_a_reply_to_a_resolved_ticket_reopens_nothing_by_itself():
    entries = log(MONDAY, ("2026-06-01 12:00", "resolved"), ("2026-06-01 12:05", "customer-replied"))
    assert run(clock(CASES), entries, "2026-06-10 10:00").verdict == "met"


def test_s6_a_confirmed_reopening_counts_from_the_reply():
    entries = log(MONDAY, ("2026-06-01 12:00", "resolved"), ("2026-06-01 13:00", "reopened"))
    late_recorded = [*entries[:2], *log(("2026-06-01 13:00", "reopened"), first=90)]
    assert (
        said(run(clock(CASES), entries).due_us) == said(run(clock(CASES), late_recorded).due_us) == "2026-06-02 11:00"
    )


def test_s7_reopening_goes_on_with_the_original_clock_and_is_counted():
    entries = log(
        MONDAY,
        ("2026-06-01 12:00", "resolved"),
        ("2026-06-03 12:00", "reopened"),
        ("2026-06-03 13:00", "resolved"),
    )
    found = run(clock(CASES), entries)
    assert (found.reopenings, said(found.first_stopped_us), said(found.stopped_us)) == (
        1,
        "2026-06-01 12:00",
        "2026-06-03 13:00",
    )
    assert (found.verdict, said(found.due_us)) == ("met", "2026-06-04 10:00")


def test_s8_a_merged_ticket_does_not_keep_escalating():
    merge = ("2026-06-01 11:00", "merged", None, {"subjects": (TICKET, PARENT)})
    child = log(("2026-06-01 09:00", "reported"), merge)
    parent = log(("2026-06-01 10:00", "reported", None, {"subjects": (PARENT,)}), merge)
    gone = play(clock(warn=(warn("75 %"),)), child, "2026-06-05 10:00")
    assert (gone.runs[0].verdict, next_attention(gone, gone.as_of_us)) == ("void", None)
    own = replay(clock(), parent, CALENDARS, states=STATES, subject=PARENT)
    carried = replay_absorbed(clock(), [(TICKET, child), (PARENT, parent)], CALENDARS, states=STATES)
    assert said(merged([own, carried]).due_us) == "2026-06-01 13:00"


def test_s9_a_holiday_added_mid_ticket_counts_for_live_clocks_only():
    before = compiled("2026-01-01 00:00", weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL")
    after = compiled("2026-06-01 12:00", weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL", closed=["2026-06-02"])
    calendars = Calendars({"desk": [before, after]})
    for running, due in (("frozen", "2026-06-02 10:00"), ("live", "2026-06-03 10:00")):
        found = run(clock(CASES, running=running), log(MONDAY), "2026-06-01 13:00", calendars=calendars)
        assert said(found.due_us) == due


def test_s10_the_autumn_night_has_twenty_five_hours():
    entries = log(("2026-10-24 12:00", "reported"))
    assert said(run(clock("24h"), entries).due_us) == "2026-10-25 11:00"
    assert said(run(clock("1 day"), entries).due_us) == "2026-10-25 12:00"


def test_s11_two_pauses_in_one_minute_both_count():
    entries = log(
        MONDAY,
        ("2026-06-01 11:00:05", "asked-back"),
        ("2026-06-01 11:00:15", "customer-replied"),
        ("2026-06-01 11:00:40", "asked-back"),
        ("2026-06-01 11:00:55", "customer-replied"),
    )
    assert said(run(clock(CASES), entries).due_us) == "2026-06-02 10:00:25"


def test_s12_lunch_does_not_count_and_each_priority_may_have_its_own_calendar():
    split = compiled(weekly={"mon-fri": ["09:00-12:30", "13:30-17:00"]}, holidays="NL")
    always = compiled(weekly={"mon-sun": ["00:00-24:00"]}, holidays="none")
    cases = [
        case("4 business hours", when={"priority": "p1"}, calendar="always"),
        case("4 business hours", when={"priority": "p2"}),
    ]
    calendars = Calendars({"desk": [split], "always": [always]})
    friday = "2026-06-05 16:30"
    for word, due in (("p1", "2026-06-05 20:30"), ("p2", "2026-06-08 12:30")):
        found = run(clock(cases), log((friday, "reported", {"priority": word})), calendars=calendars)
        assert said(found.due_us) == due


def test_s13_holidays_are_what_the_contract_lists():
    friday = ("2027-03-25 16:00", "reported")
    lists = {"NL": "2027-03-26 10:00", "NL-ATW": "2027-03-30 10:00"}
    for preset, due in lists.items():
        desk = compiled(weekly={"mon-fri": ["09:00-17:00"]}, holidays=preset)
        found = run(clock("2 business hours"), log(friday), calendars=Calendars({"desk": [desk]}))
        assert said(found.due_us) == due


def test_s14_running_the_scheduler_again_tells_nothing_twice():
    terms = clock(CASES, warn=(warn("75 %"),))
    first = play(terms, log(MONDAY), "2026-06-02 09:00")
    told = {notice.key for notice in notices(first, first.as_of_us)}
    again = play(terms, log(MONDAY), "2026-06-02 09:30")
    assert {notice.key for notice in notices(again, again.as_of_us)} == told
    moved = play(terms, log(MONDAY, ("2026-06-01 11:00", "reprioritised", {"priority": "p1"})), "2026-06-01 13:00")
    assert not {notice.key for notice in notices(moved, moved.as_of_us)} & told


def test_s15_an_hour_before_the_breach_does_not_come_at_midnight():
    terms = clock("2 business hours", warn=(warn("1 business hour before"),))
    timeline = play(terms, log(("2026-06-01 15:30", "reported")))
    assert said(next_attention(timeline, timeline.as_of_us)) == "2026-06-01 16:30"


def test_s16_a_report_by_phone_starts_when_it_was_made_not_when_it_was_typed():
    by_phone = log(("2026-06-01 10:00", "reported", {"priority": "p2"}), first=500)
    earlier_entries = log(("2026-06-01 12:00", "contracts.line.changed", {"plan": "haven"}), first=3)
    found = run(clock(CASES), [*earlier_entries, *by_phone], "2026-06-01 13:00")
    assert said(found.started_us) == "2026-06-01 10:00"


def test_s17_an_auto_reply_or_a_robot_is_nobodys_answer():
    robot = {"actor_kind": "robot"}
    answered = log(MONDAY, ("2026-06-01 10:01", "answered", None, robot))
    assert run(clock(until="answered", pause=False), answered, "2026-06-05 10:00").verdict == "broken"
    out_of_office = log(
        MONDAY, ("2026-06-01 11:00", "asked-back"), ("2026-06-01 11:01", "customer-replied", None, robot)
    )
    assert run(clock(CASES), out_of_office).state == "paused"
    asked = log(MONDAY, ("2026-06-01 11:00", "asked-back", None, robot))
    assert run(clock(CASES), asked).state == "running"


def test_s17_what_the_system_does_by_itself_counts():
    backup = log(("2026-06-01 10:00", "reported"), ("2026-06-01 11:00", "resolved", None, {"actor_kind": "system"}))
    assert run(clock(), backup).verdict == "met"


def test_s18_flapping_conditions_buy_no_time():
    cases = [*CASES, case("none")]
    flaps = [
        (f"2026-06-01 {hour}:{minute}", "reprioritised", {"priority": word})
        for hour in range(11, 16)
        for minute, word in (("00", "wish"), ("30", "p2"))
    ]
    found = run(clock(cases), log(MONDAY, *flaps))
    assert (said(found.due_us), said(found.started_us), len(found.changes)) == (
        "2026-06-02 10:00",
        "2026-06-01 10:00",
        10,
    )


def test_s19_clocks_of_different_length_do_not_touch_each_other():
    entries = log(MONDAY, ("2026-06-01 11:00", "asked-back"), ("2026-06-01 11:30", "answered"))
    answer = run(clock("4 business hours", promise="support.answer", until="answered", pause=False), entries)
    solve = run(clock("40 business hours"), entries)
    assert (said(answer.due_us), answer.verdict, solve.state) == ("2026-06-01 14:00", "met", "paused")


def test_s20_an_out_of_office_reply_does_not_reopen():
    entries = log(
        MONDAY, ("2026-06-01 12:00", "resolved"), ("2026-06-01 12:01", "reopened", None, {"actor_kind": "robot"})
    )
    assert run(clock(CASES), entries, "2026-06-05 10:00").verdict == "met"


def test_s21_exactly_at_the_due_time_is_met():
    assert run(clock(CASES), log(MONDAY, ("2026-06-02 10:00", "resolved"))).verdict == "met"


def test_s21_a_back_dated_entry_is_replayed_in_its_place():
    late = run(clock(CASES), log(MONDAY), "2026-06-03 10:00")
    corrected = run(clock(CASES), [*log(MONDAY), *log(("2026-06-02 09:50", "resolved"), first=99)], "2026-06-03 10:00")
    assert (late.verdict, corrected.verdict) == ("broken", "met")


def test_s21_a_question_back_dated_to_before_the_due_time_pauses_in_its_place():
    question = log(("2026-06-01 16:00", "asked-back"), first=99)
    found = run(clock(CASES), [*log(MONDAY), *question], "2026-06-03 10:00")
    assert (found.verdict, found.state) == (None, "paused")


def test_an_entry_handed_in_twice_counts_once():
    entries = log(MONDAY, ("2026-06-01 11:00", "asked-back"), ("2026-06-01 12:00", "customer-replied"))
    assert project(play(clock(CASES), [*entries, *entries])) == project(play(clock(CASES), entries))


def test_a_clock_in_another_zone_counts_its_months_there():
    entries = log(("2026-06-30T23:30+00:00", "reported"), ("2026-06-30T23:40+00:00", "resolved"))
    assert run(clock("1h", timezone=AMSTERDAM), entries).month == "2026-07"
    assert run(clock("1h", timezone="UTC"), entries).month == "2026-06"


def test_due_times_reach_the_last_day_of_the_cover():
    short = compiled(until=date(2026, 6, 2), weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL")
    assert said(run(clock(CASES), log(MONDAY), calendars=Calendars({"desk": [short]})).due_us) == "2026-06-02 10:00"
