"""When a clock starts, stops and is decided."""

from waarborg.promises.rules.replay import concerning
from waarborg.promises.rules.tests.replay_tickets import (
    CALENDARS,
    STATES,
    TICKET,
    at,
    case,
    clock,
    log,
    play,
    run,
    said,
)

REPORTED = ("2026-04-03 16:30", "reported")


def test_a_clock_runs_from_its_start_to_its_due_time_over_a_holiday_weekend():
    found = run(clock("4 business hours"), log(REPORTED), "2026-04-07 11:42")
    assert (said(found.started_us), said(found.due_us)) == ("2026-04-03 16:30", "2026-04-07 12:30")
    assert (found.state, found.verdict, found.decided_us, found.month) == ("running", None, None, None)


def test_stopped_before_due_is_met():
    found = run(clock(), log(REPORTED, ("2026-04-07 11:00", "resolved")))
    assert (found.state, found.verdict, said(found.stopped_us)) == ("ended", "met", "2026-04-07 11:00")
    assert (said(found.decided_us), found.month) == ("2026-04-07 11:00", "2026-04")


def test_stopped_exactly_at_due_is_met():
    assert run(clock(), log(REPORTED, ("2026-04-07 12:30", "resolved"))).verdict == "met"


def test_stopped_a_microsecond_after_due_is_broken_at_due():
    found = run(clock(), log(REPORTED, ("2026-04-07 12:30:00.000001", "resolved")))
    assert (found.verdict, said(found.broken_us), found.by_raise) == ("broken", "2026-04-07 12:30", False)
    assert said(found.stopped_us) == "2026-04-07 12:30:00.000001"


def test_it_is_not_broken_at_the_due_time_itself_and_is_right_after():
    assert run(clock(), log(REPORTED), "2026-04-07 12:30").verdict is None
    late = run(clock(), log(REPORTED), "2026-04-07 12:30:00.000001")
    assert (late.verdict, late.state, late.is_open) == ("broken", "running", True)


def test_broken_counts_in_the_month_it_fell_due_and_met_in_the_month_it_stopped():
    reported = ("2026-04-30 15:00", "reported")
    broken = run(clock("1 business hour"), log(reported, ("2026-05-04 10:00", "resolved")))
    assert (broken.month, said(broken.decided_us)) == ("2026-04", "2026-04-30 16:00")
    met = run(clock("5 business days"), log(reported, ("2026-05-04 10:00", "resolved")))
    assert (met.month, met.verdict) == ("2026-05", "met")


def test_a_month_is_a_month_of_the_promises_zone():
    found = run(clock("1h"), log(("2026-04-30 23:30", "reported"), ("2026-05-01 00:10", "resolved")))
    assert (found.verdict, found.month) == ("met", "2026-05")


def test_due_at_the_last_midnight_of_a_month_counts_in_that_month():
    terms = clock("30 days", counting="closing")
    found = run(terms, log(("2026-04-30 10:00", "reported")), "2026-06-02 10:00")
    assert said(found.due_us) == "2026-05-31 00:00"
    found = run(clock("1 calendar month"), log(("2026-04-30 10:00", "reported")), "2026-06-02 10:00")
    assert (said(found.due_us), found.verdict, found.month) == ("2026-06-01 00:00", "broken", "2026-05")


def test_a_second_report_while_one_runs_changes_nothing():
    found = run(clock(), log(REPORTED, ("2026-04-07 09:00", "reported")))
    assert said(found.started_us) == "2026-04-03 16:30"


def test_a_start_after_a_stop_is_another_run():
    terms = clock("2 business hours", since="customer-replied", until="answered", pause=False)
    entries = log(
        ("2026-06-01 10:00", "customer-replied"),
        ("2026-06-01 10:30", "customer-replied"),
        ("2026-06-01 11:00", "answered"),
        ("2026-06-02 09:00", "customer-replied"),
        ("2026-06-02 12:00", "answered"),
    )
    first, second = play(terms, entries).runs
    assert (said(first.started_us), first.verdict) == ("2026-06-01 10:00", "met")
    assert (said(second.started_us), second.verdict, second.number) == ("2026-06-02 09:00", "broken", 2)


def test_a_stop_without_a_start_is_nothing():
    assert play(clock(), log(("2026-04-03 16:30", "resolved"))).runs == ()


def test_withdrawal_voids_a_running_clock():
    found = run(clock(), log(REPORTED, ("2026-04-03 16:45", "withdrawn")), "2026-05-01 10:00")
    assert (found.state, found.verdict, found.void_reason) == ("ended", "void", "support.ticket.withdrawn")
    assert said(found.ended_us) == "2026-04-03 16:45"


def test_withdrawal_voids_a_paused_clock():
    entries = log(REPORTED, ("2026-04-03 16:40", "asked-back"), ("2026-04-03 16:45", "withdrawn"))
    assert run(clock(), entries).verdict == "void"


def test_withdrawal_leaves_what_was_met_or_broken_as_it_is():
    met = run(clock(), log(REPORTED, ("2026-04-07 11:00", "resolved"), ("2026-04-07 12:00", "withdrawn")))
    assert (met.verdict, said(met.ended_us)) == ("met", "2026-04-07 11:00")
    broken = run(clock(), log(REPORTED, ("2026-04-07 15:00", "withdrawn")), "2026-05-01 10:00")
    assert (broken.verdict, broken.state, said(broken.ended_us)) == ("broken", "ended", "2026-04-07 15:00")


def test_void_ends_it_until_the_start_comes_again():
    terms = clock("14 days", since="all-answered", until="copy-deleted", void=["reported"], pause=False)
    entries = log(
        ("2026-06-01 10:00", "all-answered"),
        ("2026-06-05 10:00", "reported"),
        ("2026-06-06 10:00", "copy-deleted"),
        ("2026-06-10 10:00", "all-answered"),
    )
    first, second = play(terms, entries).runs
    assert (first.verdict, first.stopped_us) == ("void", None)
    assert (said(second.started_us), said(second.due_us)) == ("2026-06-10 10:00", "2026-06-24 10:00")


def test_an_answer_in_the_step_that_withdraws_is_an_answer():
    terms = clock(until=["resolved", "withdrawn"])
    assert run(terms, log(REPORTED, ("2026-04-03 16:45", "withdrawn"))).verdict == "met"


def test_a_clock_without_a_figure_is_timed_and_never_broken():
    found = run(clock("unstated"), log(REPORTED), "2031-01-01 00:00")
    assert (found.due_us, found.verdict, found.state) == (None, None, "running")
    stopped = run(clock("unstated"), log(REPORTED, ("2027-01-04 10:00", "resolved")))
    assert (stopped.verdict, stopped.state, said(stopped.decided_us)) == (None, "ended", "2027-01-04 10:00")


def test_none_is_no_clock():
    assert play(clock("none"), log(REPORTED), "2027-01-01 00:00").runs == ()


def test_an_experience_figure_is_exceeded_not_broken():
    found = run(clock(level="experience"), log(REPORTED), "2026-04-08 10:00")
    assert (found.verdict, said(found.broken_us)) == ("exceeded", "2026-04-07 12:30")


def test_a_date_agreed_goes_before_the_term():
    terms = clock(
        "14 days", since="billing.invoice.received", until="billing.invoice.paid", due_date="term", by="customer"
    )
    agreed = log(("2026-06-01 10:00", "billing.invoice.received", None, {"dates": {"term": at("2026-07-01 00:00")}}))
    assert said(run(terms, agreed).due_us) == "2026-07-01 00:00"
    silent = log(("2026-06-01 10:00", "billing.invoice.received"))
    assert said(run(terms, silent).due_us) == "2026-06-15 10:00"


def test_a_date_agreed_anew_moves_the_due_time_and_is_shown():
    terms = clock("unstated", since="bundle-agreed", until="bundle-delivered", due_date="delivery")
    entries = log(
        ("2026-06-01 10:00", "bundle-agreed", None, {"dates": {"delivery": at("2026-07-01 00:00")}}),
        ("2026-06-10 10:00", "bundle-moved", None, {"dates": {"delivery": at("2026-08-01 00:00")}}),
    )
    found = run(terms, entries)
    assert said(found.due_us) == "2026-08-01 00:00"
    (change,) = found.changes
    assert (change.cause, said(change.due_before_us), said(change.due_after_us)) == (
        "date",
        "2026-07-01 00:00",
        "2026-08-01 00:00",
    )


def test_a_waiver_takes_a_breach_back_and_names_the_month_it_restates():
    waiver = ("2026-05-06 10:00", "promises.clock.waived", None, {"data": {"promise": "support.solve"}})
    found = run(clock(), log(REPORTED, ("2026-04-07 15:00", "resolved"), waiver))
    assert (found.verdict, said(found.waived_us), found.month) == ("waived", "2026-05-06 10:00", "2026-04")
    (earlier,) = found.restated
    assert (earlier.verdict, earlier.month, said(earlier.restated_us)) == ("broken", "2026-04", "2026-05-06 10:00")


def test_a_waiver_of_another_promise_or_of_a_met_clock_changes_nothing():
    other = ("2026-05-06 10:00", "promises.clock.waived", None, {"data": {"promise": "support.answer"}})
    assert run(clock(), log(REPORTED, ("2026-04-07 15:00", "resolved"), other)).verdict == "broken"
    waiver = ("2026-05-06 10:00", "promises.clock.waived", None, {"data": {"promise": "support.solve"}})
    assert run(clock(), log(REPORTED, ("2026-04-07 11:00", "resolved"), waiver)).verdict == "met"


def test_a_waived_clock_does_not_break_afterwards():
    waiver = ("2026-04-07 10:00", "promises.clock.waived", None, {"data": {"promise": "support.solve"}})
    found = run(clock(), log(REPORTED, waiver), "2026-05-01 10:00")
    assert (found.verdict, found.broken_us, said(found.decided_us)) == ("waived", None, "2026-04-07 10:00")


def test_a_waiver_can_name_an_earlier_run():
    terms = clock("1 business hour", since="customer-replied", until="answered", pause=False)
    chosen = {"data": {"promise": "support.solve", "started_us": at("2026-06-01 10:00")}}
    entries = log(
        ("2026-06-01 10:00", "customer-replied"),
        ("2026-06-01 15:00", "answered"),
        ("2026-06-02 09:00", "customer-replied"),
        ("2026-06-02 12:00", "answered"),
        ("2026-06-03 12:00", "promises.clock.waived", None, chosen),
    )
    assert [found.verdict for found in play(terms, entries).runs] == ["waived", "broken"]


def test_nothing_starts_before_the_promise_is_in_force_or_after():
    terms = clock(begins_us=at("2026-04-01 00:00"), ends_us=at("2026-05-01 00:00"))
    for moment in ("2026-03-31 10:00", "2026-05-01 10:00"):
        assert play(terms, log((moment, "reported")), "2026-06-01 10:00").runs == ()
    assert run(terms, log(REPORTED), "2026-06-01 10:00").verdict == "broken"


def test_what_happens_after_the_instant_asked_about_is_not_known_yet():
    entries = log(REPORTED, ("2026-04-07 11:00", "resolved"))
    assert play(clock(), entries, "2026-04-07 10:00") == play(clock(), entries[:1], "2026-04-07 10:00")


def test_no_entries_give_an_empty_timeline():
    assert play(clock(), []).runs == ()
    assert play(clock(), [], calendars=CALENDARS, states=STATES).current is None


def test_only_entries_about_the_ticket_or_what_stands_above_it_are_taken():
    mine, other, customer, line = TICKET, "support.ticket:9", "customers.customer:4", "contracts.line:7"
    entries = log(
        ("2026-06-01 10:00", "contracts.line.started", {"plan": "kade"}, {"subjects": (line,)}),
        ("2026-06-01 10:01", "contracts.line.started", {"plan": "haven"}, {"subjects": ("contracts.line:8", customer)}),
        ("2026-06-01 10:02", "reported", None, {"subjects": (mine, customer)}),
        ("2026-06-01 10:03", "reported", None, {"subjects": (other, customer)}),
        ("2026-06-01 10:04", "merged", None, {"subjects": (other, mine)}),
        ("2026-06-01 10:05", "data-erased", None, {"subjects": (customer,)}),
    )
    taken = concerning(entries, mine, [line, customer])
    assert [entry.sequence for entry in taken] == [1, 3, 5, 6]
    copy = concerning(entries, "continuity.debug-copy:3", [customer])
    assert [entry.sequence for entry in copy] == [2, 3, 4, 6]


def test_the_first_case_that_fits_holds():
    terms = clock([case("1h", when={"priority": "p1"}), case("4 business hours", when={"priority": ["p1", "p2"]})])
    for word, due in (("p1", "2026-04-03 17:30"), ("p2", "2026-04-07 12:30")):
        assert said(run(terms, log((*REPORTED, {"priority": word}))).due_us) == due
    assert play(terms, log((*REPORTED, {"priority": "wish"}))).runs == ()
