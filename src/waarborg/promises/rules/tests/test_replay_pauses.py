"""What does not count: waiting for the customer, and nothing else."""

import pytest

from waarborg.promises.rules.tests.replay_tickets import WAITING, case, clock, log, run, said, spans


def waiting(*moments: str, start: str = "2026-06-01 10:00") -> list:
    """Reported, then asked back and replied by turns."""
    events = ["asked-back", "customer-replied"] * len(moments)
    return log((start, "reported"), *zip(moments, events, strict=False))


def test_business_hours_move_by_the_open_time_of_the_pause():
    found = run(clock("4 business hours"), waiting("2026-06-01 12:00", "2026-06-02 15:00"))
    assert (said(found.due_us), spans(found)) == ("2026-06-02 17:00", [("2026-06-01 12:00", "2026-06-02 15:00")])
    assert found.pauses[0].reason == WAITING


def test_business_days_move_by_the_open_time_of_the_pause():
    found = run(clock("5 business days"), waiting("2026-06-02 09:59", "2026-06-02 10:01"))
    assert said(found.due_us) == "2026-06-08 10:02"


def test_a_weekend_of_waiting_moves_nothing():
    found = run(clock("4 business hours"), waiting("2026-06-05 17:00", "2026-06-08 09:00", start="2026-06-05 15:00"))
    assert said(found.due_us) == "2026-06-08 11:00"


def test_hours_elapsed_move_by_hours_elapsed():
    found = run(clock("4h"), waiting("2026-06-01 12:00", "2026-06-02 15:00"))
    assert said(found.due_us) == "2026-06-02 17:00"


def test_calendar_days_move_by_the_midnights_spent_waiting():
    found = run(clock("5 days"), waiting("2026-06-02 23:00", "2026-06-04 01:00"))
    assert said(found.due_us) == "2026-06-08 10:00"


def test_months_never_move():
    found = run(clock("1 month"), waiting("2026-06-02 10:00", "2026-06-20 10:00"))
    assert said(found.due_us) == "2026-07-01 10:00"


def test_an_open_day_paused_at_its_close_does_not_count_when_counting_to_the_close():
    terms = clock("2 business days", counting="closing")
    assert said(run(terms, waiting("2026-06-02 16:00", "2026-06-03 10:00")).due_us) == "2026-06-04 17:00"
    assert said(run(terms, waiting("2026-06-02 10:00", "2026-06-02 16:00")).due_us) == "2026-06-03 17:00"


def test_pauses_that_overlap_count_once():
    terms = clock("8 business hours", pause_states=frozenset({WAITING, "support.ticket.on-hold"}))
    entries = log(
        ("2026-06-01 09:00", "reported"),
        ("2026-06-01 10:00", "asked-back"),
        ("2026-06-01 11:00", "held"),
        ("2026-06-01 12:00", "customer-replied"),
        ("2026-06-01 13:00", "released"),
    )
    found = run(terms, entries)
    assert (said(found.due_us), spans(found)) == ("2026-06-02 12:00", [("2026-06-01 10:00", "2026-06-01 13:00")])


def test_a_paused_clock_cannot_break():
    found = run(clock(), waiting("2026-06-01 12:00"), "2026-09-01 12:00")
    assert (found.state, found.verdict, found.breaks_us) == ("paused", None, None)
    assert (said(found.due_us), spans(found)) == ("2026-09-01 14:00", [("2026-06-01 12:00", None)])


def test_a_term_in_months_breaks_while_it_waits():
    found = run(clock("1 month"), waiting("2026-06-02 12:00"), "2026-07-02 12:00")
    assert (found.state, found.verdict, said(found.broken_us)) == ("paused", "broken", "2026-07-01 10:00")


def test_a_pause_begun_after_the_due_time_saves_nothing():
    found = run(clock(), waiting("2026-06-01 14:00:01"), "2026-06-05 12:00")
    assert (found.verdict, said(found.broken_us), found.state) == ("broken", "2026-06-01 14:00", "paused")


def test_a_question_exactly_at_the_due_time_comes_too_late():
    found = run(clock("5 business hours"), waiting("2026-06-01 15:00", "2026-06-03 10:00"), "2026-06-03 12:00")
    assert (found.verdict, said(found.broken_us)) == ("broken", "2026-06-01 15:00")
    held = run(clock("5 business hours"), waiting("2026-06-01 14:59:59", "2026-06-03 10:00"), "2026-06-03 10:00:01")
    assert (held.verdict, said(held.due_us)) == (None, "2026-06-03 10:00:01")


def test_a_solution_while_waiting_stops_the_clock():
    entries = [*waiting("2026-06-01 12:00"), *log(("2026-06-05 10:00", "resolved"), first=9)]
    early = log(("2026-06-01 11:00", "reprioritised", {"priority": "p1"}), first=5)
    for told in (entries, [*entries, *early]):
        found = run(clock(), told)
        assert (found.verdict, spans(found)) == ("met", [("2026-06-01 12:00", "2026-06-05 10:00")])
        assert said(found.due_us) == "2026-06-05 12:00"


def test_a_first_response_never_pauses():
    terms = clock("4 business hours", until="answered", pause=False)
    found = run(terms, waiting("2026-06-01 12:00", "2026-06-02 15:00"))
    assert (said(found.due_us), found.pauses) == ("2026-06-01 14:00", ())


@pytest.mark.parametrize("order", [("answered", "asked-back"), ("asked-back", "answered")])
def test_an_answer_and_a_question_in_one_step_count_the_answer_first(order):
    steps = [("2026-06-01 14:00", event) for event in order]
    entries = log(("2026-06-01 10:00", "reported"), *steps)
    answered = run(clock(until="answered", pause=False), entries, "2026-06-03 10:00")
    assert (answered.verdict, said(answered.stopped_us)) == ("met", "2026-06-01 14:00")
    solving = run(clock("5 business hours"), entries, "2026-06-03 10:00")
    assert (solving.state, spans(solving)) == ("paused", [("2026-06-01 14:00", None)])


def test_one_term_may_be_barred_from_pausing():
    terms = clock([case("4 business hours", pause_states=frozenset())])
    assert run(terms, waiting("2026-06-01 12:00", "2026-06-01 13:00")).pauses == ()


def test_pauses_are_kept_to_the_microsecond():
    found = run(
        clock(),
        waiting(
            "2026-06-01 12:00:00.000001",
            "2026-06-01 12:00:00.000003",
            "2026-06-01 12:00:30",
            "2026-06-01 12:00:30.500000",
        ),
    )
    assert said(found.due_us) == "2026-06-01 14:00:00.500002"
