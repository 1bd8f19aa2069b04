"""Reopening continues the original clock; merging keeps one timeline for each ticket."""

from waarborg.promises.rules.replay import Calendars, replay
from waarborg.promises.rules.replay.merge import merged, replay_absorbed
from waarborg.promises.rules.tests.replay_tickets import (
    CALENDARS,
    PARENT,
    STATES,
    TICKET,
    at,
    case,
    clock,
    log,
    play,
    run,
    said,
    spans,
)


def test_reopening_goes_on_with_the_resolved_span_as_a_pause():
    entries = log(
        ("2026-06-01 10:00", "reported"),
        ("2026-06-01 12:00", "resolved"),
        ("2026-06-02 15:00", "reopened"),
    )
    found = run(clock(), entries)
    assert (found.state, found.verdict, said(found.due_us)) == ("running", None, "2026-06-02 17:00")
    assert (spans(found), found.pauses[0].reason) == ([("2026-06-01 12:00", "2026-06-02 15:00")], "resolved")
    assert (found.reopenings, said(found.first_stopped_us), found.stopped_us) == (1, "2026-06-01 12:00", None)


def test_reopening_restates_the_month_of_the_first_verdict():
    entries = log(
        ("2026-05-29 10:00", "reported"),
        ("2026-05-29 12:00", "resolved"),
        ("2026-06-02 15:00", "reopened"),
        ("2026-06-02 16:00", "resolved"),
    )
    found = run(clock(), entries)
    assert (found.verdict, found.month, [said(stop) for stop in found.stops_us]) == (
        "met",
        "2026-06",
        ["2026-05-29 12:00", "2026-06-02 16:00"],
    )
    (earlier,) = found.restated
    assert (earlier.verdict, earlier.month, said(earlier.restated_us)) == ("met", "2026-05", "2026-06-02 15:00")


def test_a_reopened_clock_can_break():
    entries = log(("2026-06-01 10:00", "reported"), ("2026-06-01 12:00", "resolved"), ("2026-06-02 15:00", "reopened"))
    found = run(clock(), entries, "2026-06-03 10:00")
    assert (found.verdict, said(found.broken_us)) == ("broken", "2026-06-02 17:00")


def test_reopening_never_unbreaks():
    entries = log(("2026-06-01 10:00", "reported"), ("2026-06-01 16:00", "resolved"), ("2026-06-01 16:30", "reopened"))
    found = run(clock(), entries)
    assert (found.verdict, found.is_open, said(found.due_us)) == ("broken", True, "2026-06-01 14:00")
    assert found.restated == ()


def test_waiting_while_resolved_is_one_pause():
    entries = log(
        ("2026-06-01 10:00", "reported"),
        ("2026-06-01 11:00", "asked-back"),
        ("2026-06-01 12:00", "resolved"),
        ("2026-06-01 13:00", "reopened"),
        ("2026-06-01 14:00", "asked-back"),
        ("2026-06-01 15:00", "customer-replied"),
    )
    assert said(run(clock(), entries).due_us) == "2026-06-01 17:00"


def test_a_term_in_months_that_passed_while_resolved_breaks_at_the_reopening():
    entries = log(("2026-06-01 10:00", "reported"), ("2026-06-20 10:00", "resolved"), ("2026-07-10 10:00", "reopened"))
    found = run(clock("1 month"), entries)
    assert (found.verdict, said(found.broken_us), said(found.due_us)) == (
        "broken",
        "2026-07-10 10:00",
        "2026-07-01 10:00",
    )


def test_reopened_at_the_due_time_itself_it_can_still_be_met_in_that_instant():
    story = [("2026-06-01 10:00", "reported"), ("2026-06-20 12:00", "resolved"), ("2026-07-01 10:00", "reopened")]
    found = run(clock("1 month"), log(*story), "2026-07-01 10:00")
    assert (said(found.due_us), found.verdict, found.broken_us) == ("2026-07-01 10:00", None, None)
    found = run(clock("1 month"), log(*story, ("2026-07-01 10:00", "resolved")), "2026-07-02 10:00")
    assert (found.verdict, said(found.stopped_us)) == ("met", "2026-07-01 10:00")


def test_a_change_made_while_resolved_holds_from_the_reopening():
    cases = [case("2 business hours", when={"priority": "p1"}), case("8 business hours", when={"priority": "p2"})]
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}),
        ("2026-06-01 11:00", "resolved"),
        ("2026-06-01 12:00", "reprioritised", {"priority": "p1"}),
        ("2026-06-01 13:00", "reopened"),
    )
    found = run(clock(cases), entries)
    assert (said(found.due_us), said(found.changes[0].at_us)) == ("2026-06-01 14:00", "2026-06-01 13:00")


def test_a_withdrawn_ticket_does_not_come_back_by_reopening():
    entries = log(("2026-06-01 10:00", "reported"), ("2026-06-01 11:00", "withdrawn"), ("2026-06-01 12:00", "reopened"))
    assert run(clock(), entries).verdict == "void"


def test_reopening_does_not_touch_the_first_answer():
    entries = log(
        ("2026-06-01 10:00", "reported"),
        ("2026-06-01 11:00", "answered"),
        ("2026-06-01 12:00", "resolved"),
        ("2026-06-01 13:00", "reopened"),
    )
    found = run(clock(until="answered", pause=False), entries)
    assert (found.verdict, said(found.stopped_us), found.reopenings) == ("met", "2026-06-01 11:00", 0)


# ---- merging ----------------------------------------------------------------------------------------------
ABOVE = {"subjects": (PARENT,)}
MERGE = ("2026-06-01 12:00", "merged", None, {"subjects": (TICKET, PARENT)})
CHILD = log(("2026-06-01 09:30", "reported"), MERGE)
PARENTS = log(("2026-06-01 10:00", "reported", None, ABOVE), MERGE, first=11)


def on_parent(entries, now=None, terms=None):
    """The parent's own timeline, and the one it keeps for the child."""
    until = None if now is None else at(now)
    terms = terms or clock()
    own = replay(terms, entries, CALENDARS, states=STATES, now=until, subject=PARENT)
    lineage = [(TICKET, CHILD), (PARENT, entries)]
    return own, replay_absorbed(terms, lineage, CALENDARS, states=STATES, now=until)


def test_a_merge_voids_the_running_clock_of_the_ticket_that_goes():
    found = run(clock(), CHILD, "2026-06-02 10:00")
    assert (found.verdict, found.void_reason) == ("void", "support.ticket.merged")


def test_a_merge_does_not_void_the_clock_of_the_ticket_that_takes_it_in():
    own, _ = on_parent(PARENTS)
    assert own.runs[0].verdict is None


def test_the_parent_shows_the_smallest_due_time():
    own, absorbed = on_parent(PARENTS)
    both = merged([own, absorbed])
    assert (said(own.runs[0].due_us), said(absorbed.runs[0].due_us)) == ("2026-06-01 14:00", "2026-06-01 13:30")
    assert (said(both.due_us), both.leading, len(both.runs)) == ("2026-06-01 13:30", absorbed.runs[0], 2)


def test_later_pauses_touch_all_timelines():
    later = log(
        ("2026-06-01 13:00", "asked-back", None, ABOVE), ("2026-06-01 14:00", "customer-replied", None, ABOVE), first=21
    )
    own, absorbed = on_parent([*PARENTS, *later])
    assert [said(timeline.runs[0].due_us) for timeline in (own, absorbed)] == ["2026-06-01 15:00", "2026-06-01 14:30"]


def test_earlier_pauses_of_the_parent_do_not_touch_the_child():
    earlier = log(
        ("2026-06-01 10:30", "asked-back", None, ABOVE), ("2026-06-01 11:00", "customer-replied", None, ABOVE)
    )
    own, absorbed = on_parent([*earlier, *PARENTS])
    assert [said(timeline.runs[0].due_us) for timeline in (own, absorbed)] == ["2026-06-01 14:30", "2026-06-01 13:30"]


def test_an_answer_on_the_parent_stops_all_timelines():
    own, absorbed = on_parent([*PARENTS, *log(("2026-06-01 13:45", "resolved", None, ABOVE), first=21)])
    assert [timeline.runs[0].verdict for timeline in (own, absorbed)] == ["met", "broken"]


def test_what_was_broken_before_the_merge_stays_with_the_ticket_that_went():
    terms = clock("1 business hour")
    child = play(terms, CHILD)
    own, absorbed = on_parent(PARENTS, terms=terms)
    assert (child.runs[0].verdict, absorbed.runs, own.runs[0].verdict) == ("broken", (), "broken")


def test_withdrawing_the_parent_ends_all_timelines():
    own, absorbed = on_parent([*PARENTS, *log(("2026-06-01 12:30", "withdrawn", None, ABOVE), first=21)])
    assert [timeline.runs[0].verdict for timeline in (own, absorbed)] == ["void", "void"]


def test_a_ticket_merged_twice_is_followed_to_the_end():
    third = "support.ticket:3"
    again = ("2026-06-01 13:00", "merged", None, {"subjects": (PARENT, third)})
    top = {"subjects": (third,)}
    lineage = [
        (TICKET, CHILD),
        (PARENT, [*PARENTS, *log(again, first=21)]),
        (third, log(again, ("2026-06-01 13:15", "resolved", None, top), first=21)),
    ]
    found = replay_absorbed(clock(), lineage, CALENDARS, states=STATES)
    assert (found.runs[0].verdict, said(found.runs[0].stopped_us)) == ("met", "2026-06-01 13:15")


def test_without_a_merge_nothing_is_carried_on():
    lineage = [(TICKET, CHILD[:1]), (PARENT, PARENTS[:1])]
    found = replay_absorbed(clock(), lineage, Calendars({"desk": []}), states=STATES)
    assert found.runs == ()
    assert merged([found]).due_us is None
