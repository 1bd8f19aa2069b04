"""A clock explains itself, in Dutch and English, to the customer and to staff."""

import pytest

from waarborg.promises.rules.replay import due_of, explain, figures, replay_absorbed
from waarborg.promises.rules.tests.replay_tickets import (
    CALENDARS,
    PARENT,
    STATES,
    TICKET,
    at,
    case,
    clock,
    every,
    log,
    play,
    warn,
)

REPORTED = ("2026-04-03 16:30", "reported")
WAITED = (("2026-04-07 09:10", "asked-back"), ("2026-04-07 10:05", "customer-replied"))
CASES = [case("2 business hours", when={"priority": "p1"}), case("8 business hours", when={"priority": "p2"})]
MINUTE = 60_000_000


def test_the_friday_before_easter_in_dutch():
    timeline = play(clock("4 business hours"), log(REPORTED))
    assert explain(timeline, "nl").lines == [
        "Gemeld vrijdag 3 april 16:30",
        "0:30 geteld tot de sluiting om 17:00",
        "Weekend en Tweede Paasdag tellen niet mee",
        "3:30 geteld op dinsdag 7 april vanaf 09:00",
        "Uiterlijk dinsdag 7 april 12:30",
    ]


def test_the_friday_before_easter_in_english():
    timeline = play(clock("4 business hours"), log(REPORTED))
    assert explain(timeline, "en").lines == [
        "Reported Friday 3 April 16:30",
        "0:30 counted until closing at 17:00",
        "Weekend and Easter Monday do not count",
        "3:30 counted on Tuesday 7 April from 09:00",
        "Due by Tuesday 7 April 12:30",
    ]


@pytest.mark.parametrize(
    ("lang", "audience", "what", "line"),
    [
        (
            "nl",
            "customer",
            "Wij wachtten op uw antwoord",
            "Wij wachtten op uw antwoord van dinsdag 7 april 09:10 tot 10:05: 0:55 telt niet",
        ),
        ("nl", "staff", "Wacht op klant", "Wacht op klant van dinsdag 7 april 09:10 tot 10:05: 0:55 telt niet"),
        (
            "en",
            "customer",
            "We waited for your answer",
            "We waited for your answer from Tuesday 7 April 09:10 to 10:05: 0:55 not counted",
        ),
        (
            "en",
            "staff",
            "Waiting for customer",
            "Waiting for customer from Tuesday 7 April 09:10 to 10:05: 0:55 not counted",
        ),
    ],
)
def test_waiting_is_told_to_whom_it_concerns(lang, audience, what, line):
    timeline = play(clock("40 business hours"), log(REPORTED, *WAITED))
    (row,) = [row for row in explain(timeline, lang, audience=audience).ledger if row.kind == "pause"]
    assert (row.what, row.line) == (what, line)


def test_the_rows_add_up_like_those_of_the_portal():
    rows = explain(play(clock("40 business hours"), log(REPORTED, *WAITED)), "nl").ledger
    assert [(row.when, row.amount) for row in rows] == [
        ("vr 3 april 16:30", ""),
        ("vr 3 april 16:30 – 17:00", "0:30"),
        ("za 4 april – ma 6 april", "telt niet"),
        ("di 7 april", "7:05"),
        ("di 7 april 09:10 – 10:05", "telt niet"),
        ("wo 8 april – vr 10 april", "24:00"),
        ("za 11 april – zo 12 april", "telt niet"),
        ("ma 13 april 09:00 – 17:00", "8:00"),
        ("di 14 april 09:00 – 09:25", "0:25"),
        ("di 14 april 09:25", "40 werkuren"),
    ]


def test_a_clock_that_stands_still_says_since_when_and_for_whom():
    timeline = play(clock("40 business hours"), log(REPORTED, WAITED[0]), "2026-04-07 11:00")
    assert explain(timeline, "nl").lines[-1] == (
        "Staat stil, wij wachten op u sinds dinsdag 7 april 09:10; de termijn schuift op"
    )
    assert explain(timeline, "en", audience="staff").lines[-1] == (
        "Paused, waiting for customer since Tuesday 7 April 09:10; the term moves on"
    )


def test_a_breach_by_raise_names_both_targets():
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}), ("2026-06-01 15:00", "reprioritised", {"priority": "p1"})
    )
    timeline = play(clock(CASES), entries)
    names = {("property", "priority"): "prioriteit", ("word", "priority=p1"): "Spoed"}
    lines = explain(timeline, "nl", phrases=lambda kind, name, lang: names.get((kind, name), "")).lines
    assert lines[-1] == (
        "Maandag 1 juni 15:00: Prioriteit werd Spoed; was uiterlijk dinsdag 2 juni 10:00, wordt uiterlijk maandag"
        " 1 juni 12:00; dat moment was al voorbij, dus niet nagekomen door de wijziging"
    )
    assert explain(timeline, "en").lines[-1] == (
        "Monday 1 June 15:00: Priority became p1; was due by Tuesday 2 June 10:00, is now due by Monday 1 June 12:00;"
        " that moment had passed already, so not met by the change"
    )


def test_a_term_that_counts_from_the_change_says_so():
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}), ("2026-06-01 14:00", "reprioritised", {"priority": "p1"})
    )
    lines = explain(play(clock(CASES, on_change="from-change"), entries), "nl").lines
    assert lines[:2] == ["Gemeld maandag 1 juni 10:00", "Telt vanaf de wijziging: maandag 1 juni 14:00"]
    assert "Uiterlijk maandag 1 juni 16:00" in lines


def test_a_due_time_that_a_raise_did_not_delay_is_reckoned_from_the_start():
    entries = log(
        ("2026-06-01 10:00", "reported", {"priority": "p2"}), ("2026-06-02 09:30", "reprioritised", {"priority": "p1"})
    )
    timeline = play(clock(CASES, on_change="from-change"), entries)
    lines = explain(timeline, "nl").lines
    assert "De eerdere termijn blijft gelden: een andere prioriteit geeft geen uitstel" in lines
    assert "Uiterlijk dinsdag 2 juni 10:00" in lines


def test_stops_reopenings_and_verdicts_are_told_in_order():
    entries = log(
        ("2026-06-01 10:00", "reported"),
        ("2026-06-01 11:00", "resolved"),
        ("2026-06-02 09:00", "reopened"),
        ("2026-06-02 10:15", "resolved"),
    )
    explained = explain(play(clock("4 business hours"), entries), "nl")
    assert [row.what for row in explained.events] == [
        "Opgelost",
        "Heropend: dezelfde klok gaat verder",
        "Opgelost, nagekomen na 2:15",
    ]
    assert any("De melding was opgelost" in line for line in explained.lines)


def test_late_is_told_with_its_size():
    entries = log(("2026-06-01 10:00", "reported"), ("2026-06-01 14:22", "resolved"))
    for level, nl in (("guarantee", "niet nagekomen, 0:22 te laat"), ("experience", "langer dan verwacht: 0:22 over")):
        explained = explain(play(clock("4 business hours", level=level), entries), "nl")
        assert explained.events[-1].what == f"Opgelost, {nl}"


def test_withdrawal_waiver_and_ceasing_are_told():
    reported = ("2026-06-01 10:00", "reported", {"priority": "p1"})
    waiver = {"data": {"promise": "support.solve"}}
    ends = [
        (("withdrawn",), "Ingetrokken: de klok vervalt"),
        (("promises.clock.waived", None, waiver), "Kwijtgescholden"),
        (("reprioritised", {"priority": "wish"}), "De belofte geldt hier niet meer: de klok vervalt"),
    ]
    for event, told in ends:
        timeline = play(clock(CASES), log(reported, ("2026-06-01 11:00", *event)))
        assert explain(timeline, "nl").events[-1].what == told


def test_a_merge_is_told_on_the_clock_that_another_ticket_carries_on():
    merge = ("2026-06-01 12:00", "merged", None, {"subjects": (TICKET, PARENT)})
    lineage = [(TICKET, log(("2026-06-01 10:00", "reported"), merge)), (PARENT, log(merge, first=2))]
    timeline = replay_absorbed(clock(), lineage, CALENDARS, states=STATES)
    assert explain(timeline, "nl").events[-1].what == "Samengevoegd: de klok loopt door op de andere melding"


def test_periods_and_dates_say_what_they_are():
    monthly = play(every("month", "trust.log.delivered", begins_us=at("2026-06-01 00:00")), [], "2026-06-02 00:00")
    assert explain(monthly, "nl").lines == [
        "De klok begint maandag 1 juni 00:00",
        "Eén keer in deze periode, uiterlijk aan het einde",
        "Uiterlijk dinsdag 30 juni 24:00",
    ]
    terms = clock("unstated", since="bundle-agreed", until="bundle-delivered", due_date="delivery")
    dates = {"dates": {"delivery": at("2026-06-11 00:00")}}
    agreed = play(terms, log(("2026-06-01 00:00", "bundle-agreed", None, dates)))
    assert explain(agreed, "en").lines[1:] == ["The date agreed", "Due by Wednesday 10 June 24:00"]


def test_without_a_run_there_is_nothing_to_explain():
    timeline = play(clock("none"), log(REPORTED))
    assert explain(timeline, "nl").lines == []
    assert figures(timeline) is None


def test_a_picture_can_be_drawn_from_what_the_kernel_knows():
    timeline = play(clock("4 business hours"), log(REPORTED))
    due = due_of(timeline, timeline.runs[0])
    assert due is not None
    assert [step.kind for step in due.steps] == ["start", "counted", "skipped", "counted", "due"]


def test_how_much_is_left_and_how_tight_it_is():
    timeline = play(clock("4 business hours", warn=(warn("75 %"),)), log(REPORTED), "2026-04-07 11:42")
    found = figures(timeline)
    assert (found.business, found.counted_us, found.remaining_us, found.tight) == (
        True,
        192 * MINUTE,
        48 * MINUTE,
        True,
    )
    earlier = figures(play(clock("4 business hours", warn=(warn("75 %"),)), log(REPORTED), "2026-04-07 09:30"))
    assert (earlier.remaining_us, earlier.tight, earlier.late_us) == (180 * MINUTE, False, None)


def test_what_is_left_stands_still_while_the_clock_does():
    terms = clock("4 business hours")
    entries = log(("2026-06-01 10:00", "reported"), ("2026-06-01 12:00", "asked-back"))
    for now in ("2026-06-01 12:00", "2026-06-03 15:00", "2026-06-06 15:00"):
        found = figures(play(terms, entries, now))
        assert (found.counted_us, found.remaining_us) == (120 * MINUTE, 120 * MINUTE)


def test_how_late_it_is_grows_in_open_time():
    found = figures(play(clock("4 business hours"), log(REPORTED), "2026-04-08 09:22"))
    assert (found.late_us, found.remaining_us) == ((270 + 22) * MINUTE, None)
