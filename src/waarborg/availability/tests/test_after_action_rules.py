"""The course of an incident: in order, with the times between, and where a picture puts each moment."""

from waarborg.availability.rules.after_action import (
    ACKNOWLEDGE,
    ALARM,
    BEGAN,
    DETECT,
    ENDED,
    FAILED,
    LINKED,
    OPENED,
    RECOVER,
    RECOVERED,
    SAID,
    TAKEN_UP,
    TELL,
    Moment,
    in_order,
    placed,
    spans,
)

MINUTE = 60_000_000
COURSE = [
    Moment(ENDED, 50 * MINUTE),
    Moment(FAILED, 0),
    Moment(OPENED, 6 * MINUTE),
    Moment(ALARM, 2 * MINUTE),
    Moment(TAKEN_UP, 5 * MINUTE),
    Moment(LINKED, 6 * MINUTE, "W-1"),
    Moment(SAID, 20 * MINUTE),
    Moment(RECOVERED, 48 * MINUTE),
]


def test_each_time_is_counted_from_the_first_failure_and_taking_up_from_the_alarm() -> None:
    assert spans(COURSE) == {DETECT: 2 * MINUTE, TELL: 6 * MINUTE, ACKNOWLEDGE: 3 * MINUTE, RECOVER: 48 * MINUTE}


def test_what_did_not_happen_is_left_out_and_what_was_known_sooner_took_no_time() -> None:
    assert spans([Moment(BEGAN, 5 * MINUTE), Moment(OPENED, 3 * MINUTE)]) == {DETECT: 0, TELL: 0}
    assert spans([Moment(BEGAN, 0)]) == {}
    assert spans([Moment(OPENED, 0)]) == {}
    # Somebody told of it before the alarm went out.
    told = [Moment(BEGAN, 0), Moment(OPENED, MINUTE), Moment(ALARM, 2 * MINUTE)]
    assert spans(told) == {DETECT: MINUTE, TELL: MINUTE}


def test_moments_stand_by_time_and_at_one_instant_cause_before_effect() -> None:
    assert [one.kind for one in in_order(COURSE)] == [FAILED, ALARM, TAKEN_UP, OPENED, LINKED, SAID, RECOVERED, ENDED]


def test_what_would_lie_over_another_stands_a_row_lower() -> None:
    assert placed(in_order(COURSE)) == [
        (0.0, 0), (4.0, 0), (10.0, 0), (12.0, 1), (12.0, 2), (40.0, 0), (96.0, 0), (100.0, 0)
    ]  # fmt: skip
    assert placed([Moment(BEGAN, 7)]) == [(0.0, 0)]
    assert placed([]) == []
