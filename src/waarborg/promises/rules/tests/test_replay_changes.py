"""A change of priority, plan or version: recomputed from the original start, and a verdict given stays."""

import pytest

from waarborg.promises.rules.replay import Calendars, SchemeWord
from waarborg.promises.rules.tests.replay_tickets import (
    CALENDARS,
    LONG,
    at,
    case,
    clock,
    compiled,
    conditions,
    log,
    play,
    run,
    said,
    spans,
)

CASES = [
    case("2 business hours", when={"priority": "p1"}),
    case("8 business hours", when={"priority": "p2"}),
    case("none"),
]


def changed(*sets: tuple[str, str], start: str = "2026-06-01 10:00", first: str = "p2") -> list:
    """Reported with a priority, then other priorities."""
    later = [(moment, "reprioritised", {"priority": word}) for moment, word in sets]
    return log((start, "reported", {"priority": first}), *later)


def test_a_raise_counts_from_the_original_start():
    found = run(clock(CASES), changed(("2026-06-01 11:00", "p1")), "2026-06-01 11:00")
    assert (said(found.due_us), said(found.counts_from_us), found.by_raise) == (
        "2026-06-01 12:00",
        "2026-06-01 10:00",
        False,
    )
    (change,) = found.changes
    assert (said(change.due_before_us), said(change.due_after_us)) == ("2026-06-02 10:00", "2026-06-01 12:00")
    assert change.said == (("priority", "p1"),)


def test_a_raise_past_the_new_due_time_breaks_at_the_change_by_raise():
    found = run(clock(CASES), changed(("2026-06-01 15:00", "p1")), "2026-06-01 15:00")
    assert (found.verdict, said(found.broken_us), found.by_raise) == ("broken", "2026-06-01 15:00", True)
    assert [said(target) for target in found.raise_targets] == ["2026-06-02 10:00", "2026-06-01 12:00"]
    assert (said(found.due_us), said(found.decided_us)) == ("2026-06-01 12:00", "2026-06-01 15:00")


def test_a_raise_exactly_at_the_new_due_time_breaks_nothing():
    entries = changed(("2026-06-01 12:00", "p1"))
    assert run(clock(CASES), entries, "2026-06-01 12:00").verdict is None
    late = run(clock(CASES), entries, "2026-06-01 12:01")
    assert (late.verdict, late.by_raise) == ("broken", False)


def test_a_lowering_gives_the_longer_term_from_the_start():
    found = run(clock(CASES), changed(("2026-06-01 11:00", "p2"), first="p1"), "2026-06-01 13:00")
    assert (said(found.due_us), found.verdict) == ("2026-06-02 10:00", None)


def test_a_lowering_never_unbreaks():
    entries = changed(("2026-06-01 13:00", "p2"), first="p1")
    found = run(clock(CASES), entries, "2026-06-01 14:00")
    assert (found.verdict, said(found.broken_us), said(found.due_us)) == (
        "broken",
        "2026-06-01 12:00",
        "2026-06-01 12:00",
    )
    assert found.changes[0].settled


def test_a_clock_broken_by_raise_stays_broken_when_lowered_again():
    found = run(clock(CASES), changed(("2026-06-01 15:00", "p1"), ("2026-06-01 15:05", "p2")), "2026-06-01 16:00")
    assert (found.verdict, found.by_raise) == ("broken", True)


def test_a_change_after_the_stop_changes_nothing():
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}),
        ("2026-06-01 15:00", "resolved"),
        ("2026-06-01 16:00", "reprioritised", {"priority": "p1"}),
    )
    found = run(clock(CASES), entries, "2026-06-05 16:00")
    assert (found.verdict, said(found.due_us), found.changes) == ("met", "2026-06-02 10:00", ())


def test_the_same_pauses_are_measured_again_in_the_new_calendar():
    cases = [
        case("4 business hours", when={"priority": "p1"}, calendar="long"),
        case("8 business hours", when={"priority": "p2"}),
    ]
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}),
        ("2026-06-01 12:00", "asked-back"),
        ("2026-06-01 18:00", "customer-replied"),
        ("2026-06-01 18:30", "reprioritised", {"priority": "p1"}),
    )
    found = run(clock(cases), entries)
    assert said(found.changes[0].due_before_us) == "2026-06-02 15:00"
    assert (said(found.due_us), found.plan.calendar) == ("2026-06-01 20:00", "long")


def test_a_pause_that_the_new_priority_does_not_allow_ends_at_the_change():
    cases = [
        case("8 business hours", when={"priority": "p1"}, pause_states=frozenset()),
        case("16 business hours", when={"priority": "p2"}),
    ]
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}),
        ("2026-06-01 12:00", "asked-back"),
        ("2026-06-01 13:00", "reprioritised", {"priority": "p1"}),
        ("2026-06-01 15:00", "customer-replied"),
    )
    found = run(clock(cases), entries)
    assert (spans(found), said(found.due_us)) == ([("2026-06-01 12:00", "2026-06-01 13:00")], "2026-06-02 11:00")


def test_a_raise_while_waiting_is_judged_with_the_pause():
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}),
        ("2026-06-01 11:00", "asked-back"),
        ("2026-06-03 11:00", "reprioritised", {"priority": "p1"}),
        ("2026-06-03 12:00", "customer-replied"),
    )
    found = run(clock(CASES), entries)
    assert (found.verdict, said(found.due_us)) == (None, "2026-06-03 13:00")


def test_from_change_counts_a_shorter_term_from_the_change():
    terms = clock(CASES, on_change="from-change")
    found = run(terms, changed(("2026-06-01 15:00", "p1")), "2026-06-01 15:30")
    assert (found.verdict, said(found.due_us), said(found.counts_from_us)) == (
        None,
        "2026-06-01 17:00",
        "2026-06-01 15:00",
    )


def test_from_change_counts_a_longer_term_from_the_start():
    terms = clock(CASES, on_change="from-change")
    found = run(terms, changed(("2026-06-01 15:00", "p1"), ("2026-06-01 16:00", "p2")), "2026-06-01 16:00")
    assert (said(found.due_us), said(found.counts_from_us)) == ("2026-06-02 10:00", "2026-06-01 10:00")


def test_from_change_never_gives_a_later_due_time_than_the_one_it_replaces():
    terms = clock(CASES, on_change="from-change")
    found = run(terms, changed(("2026-06-02 09:30", "p1")), "2026-06-02 09:30")
    assert said(found.due_us) == "2026-06-02 10:00"
    assert run(terms, changed(("2026-06-02 09:30", "p1")), "2026-06-02 10:01").verdict == "broken"


def test_from_change_leaves_out_pauses_before_the_change():
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}),
        ("2026-06-01 11:00", "asked-back"),
        ("2026-06-01 12:00", "customer-replied"),
        ("2026-06-01 13:00", "reprioritised", {"priority": "p1"}),
        ("2026-06-01 14:00", "asked-back"),
        ("2026-06-01 14:30", "customer-replied"),
    )
    assert said(run(clock(CASES, on_change="from-change"), entries).due_us) == "2026-06-01 15:30"


def test_a_clock_that_ceases_to_apply_is_void():
    found = run(clock(CASES), changed(("2026-06-01 11:00", "wish")), "2026-06-05 10:00")
    assert (found.verdict, found.state, found.void_reason) == ("void", "ended", "ceased-to-apply")


def test_a_broken_clock_that_ceases_to_apply_stays_broken():
    found = run(clock(CASES), changed(("2026-06-02 11:00", "wish")), "2026-06-05 10:00")
    assert (found.verdict, said(found.broken_us)) == ("broken", "2026-06-02 10:00")


def test_a_clock_that_begins_to_apply_counts_from_the_original_start():
    found = run(clock(CASES), changed(("2026-06-01 11:00", "p2"), first="wish"), "2026-06-01 12:00")
    assert (said(found.started_us), said(found.due_us)) == ("2026-06-01 10:00", "2026-06-02 10:00")


def test_a_clock_that_begins_to_apply_too_late_is_broken_at_that_change():
    found = run(clock(CASES), changed(("2026-06-04 11:00", "p2"), first="wish"), "2026-06-04 12:00")
    assert (found.verdict, said(found.broken_us), found.by_raise) == ("broken", "2026-06-04 11:00", True)
    assert [said(target) for target in found.raise_targets] == [None, "2026-06-02 10:00"]


def test_switching_a_condition_off_and_on_buys_no_time():
    entries = changed(("2026-06-01 11:00", "wish"), ("2026-06-01 15:00", "p2"))
    found = run(clock(CASES), entries, "2026-06-01 16:00")
    assert (said(found.due_us), found.verdict) == ("2026-06-02 10:00", None)


def test_what_was_solved_before_a_clock_applied_is_not_judged_later():
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "wish"}),
        ("2026-06-03 10:00", "resolved"),
        ("2026-06-03 11:00", "reprioritised", {"priority": "p1"}),
    )
    assert play(clock(CASES), entries, "2026-06-05 10:00").runs == ()


@pytest.mark.parametrize("how", [{"conditions": {"plan": "haven"}}, {"exceptions": {"plan": {"not": "haven"}}}])
def test_if_and_unless_are_judged_again_at_each_entry_that_sets_a_property(how):
    terms = clock(**{key: conditions(asked) for key, asked in how.items()})
    plan = {"subjects": ("contracts.line:7",)}
    entries = log(
        ("2026-05-01 10:00", "contracts.line.started", {"plan": "haven"}, plan),
        ("2026-06-01 10:00", "reported"),
        ("2026-06-01 11:00", "contracts.line.changed", {"plan": "kade"}, plan),
    )
    assert run(terms, entries[:2]).verdict is None
    assert run(terms, entries).verdict == "void"


def test_a_state_can_be_a_condition():
    terms = clock(exceptions=conditions({"state": "support.desk.crowded"}))
    entries = log(
        ("2026-06-01 10:00", "reported"),
        ("2026-06-01 11:00", "support.desk.crowding-declared"),
        ("2026-06-01 16:00", "support.desk.crowding-lifted"),
    )
    assert run(terms, entries[:2]).verdict == "void"
    again = run(terms, entries)
    assert (again.verdict, said(again.broken_us)) == ("broken", "2026-06-01 16:00")


def test_a_word_that_the_plan_does_not_have_is_the_word_in_its_place():
    terms = clock(CASES, schemes=(SchemeWord("priority", "p1", conditions({"plan": "haven"}), "p2"),))
    plan = {"subjects": ("contracts.line:7",)}
    entries = log(
        ("2026-05-01 10:00", "contracts.line.started", {"plan": "kade"}, plan),
        ("2026-06-01 10:00", "reported", {"priority": "p1"}),
        ("2026-06-01 11:00", "contracts.line.changed", {"plan": "haven"}, plan),
    )
    assert said(run(terms, entries[:2]).due_us) == "2026-06-02 10:00"
    assert said(run(terms, entries).due_us) == "2026-06-01 12:00"


def test_the_tickets_own_word_goes_before_one_from_above():
    above = {"subjects": ("contracts.line:7",)}
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p1"}),
        ("2026-06-01 10:30", "contracts.line.changed", {"priority": "p2"}, above),
    )
    assert said(run(clock(CASES), entries).due_us) == "2026-06-01 12:00"


def test_the_properties_asked_about_are_kept_with_their_instants():
    timeline = play(clock(CASES), changed(("2026-06-01 11:00", "p1")))
    assert timeline.properties == (
        (at("2026-06-01 10:00"), "priority", "p2"),
        (at("2026-06-01 11:00"), "priority", "p1"),
    )


def test_a_frozen_run_keeps_the_version_of_the_terms_under_which_it_started():
    versions = [(at("2026-01-01 00:00"), clock("8 business hours")), (at("2026-06-01 12:00"), clock("1 business hour"))]
    entries = log(("2026-06-01 10:00", "reported"))
    assert said(run(versions, entries, "2026-06-01 13:00").due_us) == "2026-06-02 10:00"
    later = log(("2026-06-01 12:00", "reported"))
    assert said(run(versions, later, "2026-06-01 12:30").due_us) == "2026-06-01 13:00"


def test_a_live_run_takes_over_a_new_version_and_breaks_at_the_change():
    live = clock("1 business hour", running="live")
    versions = [(at("2026-01-01 00:00"), clock("8 business hours", running="live")), (at("2026-06-01 12:00"), live)]
    found = run(versions, log(("2026-06-01 10:00", "reported")), "2026-06-01 12:00")
    assert (found.verdict, found.by_raise, found.changes[0].cause) == ("broken", True, "version")


def test_a_promise_withdrawn_leaves_a_frozen_run_and_ends_a_live_one():
    for running, verdict in (("frozen", "broken"), ("live", "void")):
        versions = [(at("2026-01-01 00:00"), clock(running=running)), (at("2026-06-01 12:00"), None)]
        found = run(versions, log(("2026-06-01 10:00", "reported")), "2026-06-08 12:00")
        assert found.verdict == verdict


def test_the_calendar_of_a_change_is_the_one_published_at_the_change():
    shorter = compiled("2026-06-01 11:00", weekly={"mon-fri": ["09:00-12:00"]}, holidays="NL")
    desk = compiled("2026-01-01 00:00", weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL")
    calendars = Calendars({"desk": [desk, shorter], "long": [LONG]})
    cases = [case("4 business hours", when={"priority": "p1"}), case("8 business hours", when={"priority": "p2"})]
    entries = changed(("2026-06-01 11:30", "p1"))
    unchanged = run(clock(cases), entries[:1], "2026-06-01 11:30", calendars=calendars)
    assert said(unchanged.due_us) == "2026-06-02 10:00"
    assert said(run(clock(cases), entries, calendars=calendars).due_us) == "2026-06-02 11:00"
    assert run(clock(cases), entries, calendars=CALENDARS).published_us is None
