import pytest

from waarborg.kernel.pauses import PauseReversed
from waarborg.kernel.tests.desks import ALWAYS, DESK, counted, falls_due


def test_business_hours_move_on_by_the_open_time_of_the_pause():
    pause = [("2026-06-01 12:00", "2026-06-02 15:00")]
    assert falls_due(DESK, "2026-06-01 10:00", "4 business hours", pauses=pause) == "Tue 2026-06-02 17:00"


def test_business_days_move_on_by_the_open_time_of_the_pause():
    pause = [("2026-06-02 09:59", "2026-06-02 10:01")]
    assert falls_due(DESK, "2026-06-01 10:00", "5 business days", pauses=pause) == "Mon 2026-06-08 10:02"


def test_a_pause_outside_opening_hours_moves_no_business_unit():
    pause = [("2026-06-05 17:00", "2026-06-08 09:00")]
    assert falls_due(DESK, "2026-06-01 10:00", "5 business days", pauses=pause) == "Mon 2026-06-08 10:00"
    assert falls_due(DESK, "2026-06-05 16:00", "2 business hours", pauses=pause) == "Mon 2026-06-08 10:00"


def test_overlapping_pauses_count_once():
    pauses = [("2026-06-01 11:00", "2026-06-01 13:00"), ("2026-06-01 12:00", "2026-06-01 14:00")]
    assert falls_due(DESK, "2026-06-01 10:00", "4 business hours", pauses=pauses) == "Mon 2026-06-01 17:00"


def test_a_pause_from_before_the_start_counts_from_the_start():
    pause = [("2026-05-29 10:00", "2026-06-01 11:00")]
    assert falls_due(DESK, "2026-06-01 10:00", "1 business hour", pauses=pause) == "Mon 2026-06-01 12:00"


def test_a_pause_that_begins_at_the_due_time_changes_nothing():
    pause = [("2026-06-01 14:00", "2026-06-01 15:00")]
    assert falls_due(DESK, "2026-06-01 10:00", "4 business hours", pauses=pause) == "Mon 2026-06-01 14:00"


def test_with_closing_a_day_paused_at_its_close_does_not_count():
    at_close = [("2026-06-02 16:59", "2026-06-02 17:01")]
    before = [("2026-06-02 16:00", "2026-06-02 17:00")]
    assert falls_due(DESK, "2026-06-01 10:00", "1 business day", "closing", at_close) == "Wed 2026-06-03 17:00"
    assert falls_due(DESK, "2026-06-01 10:00", "1 business day", "closing", before) == "Tue 2026-06-02 17:00"
    assert falls_due(DESK, "2026-06-01 10:00", "next business day", pauses=at_close) == "Wed 2026-06-03 17:00"


def test_elapsed_time_moves_by_elapsed_time():
    pause = [("2026-06-01 18:00", "2026-06-02 06:00")]
    assert falls_due(DESK, "2026-06-01 10:00", "48h", pauses=pause) == "Wed 2026-06-03 22:00"


def test_calendar_days_move_by_the_midnights_spent_paused():
    over_two = [("2026-06-02 09:59", "2026-06-04 10:01")]
    within_one = [("2026-06-02 00:01", "2026-06-02 23:59")]
    assert falls_due(ALWAYS, "2026-06-01 10:00", "5 days", pauses=over_two) == "Mon 2026-06-08 10:00"
    assert falls_due(ALWAYS, "2026-06-01 10:00", "5 days", pauses=within_one) == "Sat 2026-06-06 10:00"
    assert falls_due(ALWAYS, "2026-06-01 10:00", "5 days", "closing", over_two) == "Tue 2026-06-09 00:00"


def test_months_never_move():
    pause = [("2026-06-02 00:00", "2026-06-20 00:00")]
    assert falls_due(ALWAYS, "2026-06-01 10:00", "1 month", pauses=pause) == "Wed 2026-07-01 10:00"
    assert falls_due(ALWAYS, "2026-06-01 10:00", "1 calendar month", pauses=pause) == "Sat 2026-08-01 00:00"


@pytest.mark.parametrize(
    ("within", "counting"),
    [
        ("4 business hours", "rolling"),
        ("5 business days", "rolling"),
        ("5 business days", "closing"),
        ("0.5 business days", "rolling"),
        ("next business day", "rolling"),
        ("48h", "rolling"),
        ("5 days", "rolling"),
        ("5 days", "closing"),
    ],
)
def test_an_open_pause_holds_the_term_until_it_ends(within, counting):
    held = counted(DESK, "2026-06-01 10:00", within, counting, pauses=[("2026-06-01 11:00", None)])
    assert held.at is None
    assert held.held
    assert held.steps[-1].kind == "pause"
    assert held.steps[-1].end is None
    ended = [("2026-06-01 11:00", "2026-06-03 11:00")]
    resumed = counted(DESK, "2026-06-01 10:00", within, counting, ended).at
    assert (
        counted(DESK, "2026-06-01 10:00", within, counting, [("2026-06-01 11:00", None)], "2026-06-03 11:00").at
        == resumed
    )


def test_an_open_pause_after_the_due_time_changes_nothing():
    assert (
        falls_due(DESK, "2026-06-01 10:00", "1 business hour", pauses=[("2026-06-01 12:00", None)])
        == "Mon 2026-06-01 11:00"
    )
    assert falls_due(DESK, "2026-06-01 10:00", "2 days", pauses=[("2026-06-03 09:00", None)]) == "Wed 2026-06-03 10:00"


def test_a_pause_that_ends_before_it_begins_is_refused_with_its_place():
    with pytest.raises(PauseReversed) as refused:
        counted(
            DESK,
            "2026-06-01 10:00",
            "48h",
            pauses=[("2026-06-01 11:00", "2026-06-01 12:00"), ("2026-06-02 12:00", "2026-06-02 11:00")],
        )
    assert refused.value.path == "[1]"
    assert "eindigt" in refused.value.say("nl")
    assert refused.value.way_out("nl") == "Wissel begin en einde om, of laat het einde weg als de pauze nog duurt."
