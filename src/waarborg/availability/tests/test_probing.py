"""Outages by replay of raw probe results: what each place saw, and what that means for the component."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.availability.rules.probing import (
    Correction,
    NoReason,
    PlaceStates,
    Probing,
    Result,
    ResultReversed,
    UnsuitableProbing,
    component_transitions,
    corrected,
    place_states,
)
from waarborg.availability.rules.timeline import OUTAGE, UNKNOWN, UP, Transition, spans_of, time_in
from waarborg.availability.tests import oracle
from waarborg.availability.tests.times import S, at


def probes(pattern, every=60, took=2, start=0):
    """One result a minute: `+` good, `-` bad, a space none."""
    return [
        Result(start + number * every, start + number * every + took, sign == "+")
        for number, sign in enumerate(pattern)
        if sign != " "
    ]


def test_down_from_the_last_good_probe_before_the_failures_to_the_next_good_one():
    found = place_states(probes("++---++"), Probing(60, failures=2), start=0, until=1000)
    assert found == PlaceStates(known=((0, 360),), down=((60, 300),))


def test_a_good_probe_counts_at_its_start_and_a_bad_one_at_its_end():
    results = [Result(0, 50, True), Result(60, 90, False), Result(120, 170, True)]
    assert place_states(results, Probing(60), start=0, until=1000).down == ((0, 120),)
    unended = place_states(results[:2], Probing(60), start=0, until=1000)
    assert unended == PlaceStates(known=((0, 90),), down=((0, 90),))


def test_fewer_failures_than_agreed_are_no_outage():
    assert place_states(probes("+-+-+--+"), Probing(60, failures=3), start=0, until=1000).down == ()


def test_an_unknown_gap_cuts_an_outage():
    found = place_states(probes("+--        --+"), Probing(60, failures=2), start=0, until=1000)
    assert found == PlaceStates(known=((0, 122), (662, 780)), down=((0, 122), (662, 780)))


def test_silence_is_neither_up_nor_down():
    assert place_states([], Probing(60), start=0, until=1000) == PlaceStates((), ())
    found = component_transitions([PlaceStates((), ())], Probing(60), start=0, until=1000)
    assert found == (Transition(0, UNKNOWN),)
    assert spans_of(found, 1000) == ((), ((0, 1000),))


def test_a_component_is_down_while_so_many_places_are():
    one = PlaceStates(((0, 100),), ((10, 50),))
    two = PlaceStates(((0, 100),), ((30, 70),))
    three = PlaceStates(((0, 100),), ())
    places = [one, two, three]
    assert component_transitions(places, Probing(60, places=2), start=0, until=100) == (
        Transition(0, UP),
        Transition(30, OUTAGE),
        Transition(50, UP),
    )
    assert time_in(component_transitions(places, Probing(60), start=0, until=100), [OUTAGE], 0, 100) == ((10, 70),)


def test_it_is_unknown_only_where_the_silent_places_could_have_decided_it():
    silent, good, bad = PlaceStates((), ()), PlaceStates(((0, 100),), ()), PlaceStates(((0, 100),), ((0, 100),))

    def state(*places):
        return component_transitions(places, Probing(60, places=2), start=0, until=100)[0].state

    assert state(good, good, silent) == UP
    assert state(good, bad, silent) == UNKNOWN
    assert state(bad, bad, silent) == OUTAGE
    assert state(good, silent, silent) == UNKNOWN


def test_the_night_the_clocks_go_back_is_measured_in_elapsed_time():
    start = at("2026-10-25T02:59:50+02:00")
    results = [
        Result(start + after * S, start + after * S, good) for after, good in ((-60, True), (0, False), (25, True))
    ]
    found = place_states(results, Probing(60 * S), start=start - 3600 * S, until=start + 3600 * S)
    assert found.down == ((start - 60 * S, at("2026-10-25T02:00:15+01:00")),)


@pytest.mark.parametrize("wrong", [{"every": 0}, {"every": 60, "failures": 0}, {"every": 60, "silence": 59}])
def test_a_probing_that_cannot_be_is_refused(wrong):
    with pytest.raises(UnsuitableProbing):
        Probing(**wrong)


def test_a_result_that_ends_before_it_begins_is_refused():
    with pytest.raises(ResultReversed):
        place_states([Result(10, 9, True)], Probing(60), start=0, until=100)
    with pytest.raises(UnsuitableProbing):
        component_transitions([PlaceStates((), ())], Probing(60, places=2), start=0, until=100)


def test_a_correction_is_laid_over_what_was_measured_and_says_why():
    measured = (Transition(0, UP), Transition(30, OUTAGE), Transition(50, UP))
    found = corrected(
        measured, [Correction(20, 60, UP, "the prober's own network"), Correction(55, 70, OUTAGE, "call 7")]
    )
    assert found == (Transition(0, UP), Transition(55, OUTAGE), Transition(70, UP))
    assert corrected(measured, [Correction(35, 40, UNKNOWN, "x")]) == (
        Transition(0, UP),
        Transition(30, OUTAGE),
        Transition(35, UNKNOWN),
        Transition(40, OUTAGE),
        Transition(50, UP),
    )
    with pytest.raises(NoReason):
        corrected(measured, [Correction(20, 60, UP, " ")])


RESULTS = st.lists(
    st.builds(
        lambda start, took, good: Result(start, start + took, good),
        st.integers(0, 60),
        st.integers(0, 4),
        st.booleans(),
    ),
    max_size=20,
)


@settings(max_examples=300)
@given(RESULTS, st.integers(1, 3), st.integers(1, 12), st.randoms())
def test_a_place_is_what_looking_at_every_unit_gives_in_whatever_order_results_come(results, failures, silence, mixed):
    probing = Probing(1, failures, silence=silence)
    known, down = oracle.place(results, failures, silence, 70)
    shuffled = [*results, *results[:3]]
    random.Random(mixed.random()).shuffle(shuffled)
    found = place_states(shuffled, probing, start=0, until=70)
    assert {unit for start, end in found.known for unit in range(start, end)} == known
    assert {unit for start, end in found.down for unit in range(start, end)} == down


@given(RESULTS, st.integers(1, 3), st.integers(0, 65))
def test_a_replay_may_go_on_from_any_good_result(results, failures, cut):
    """What lies after a good result does not depend on what lay before it."""
    probing = Probing(1, failures, silence=12)
    begins = max((one.at for one in results if one.good and one.at <= cut), default=0)
    whole = place_states(results, probing, start=begins, until=70)
    assert place_states([one for one in results if one.at >= begins], probing, start=begins, until=70) == whole


PLACE = st.tuples(*[st.sets(st.integers(0, 30), max_size=25)] * 2)


@given(st.lists(PLACE, min_size=1, max_size=4), st.integers(1, 4))
def test_a_component_is_what_counting_places_at_every_unit_gives(places, needed):
    needed = min(needed, len(places))
    states = []
    for known, down in places:
        pairs = [tuple((unit, unit + 1) for unit in sorted(units)) for units in (known, known & down)]
        states.append(PlaceStates(*pairs))
    found = component_transitions(states, Probing(1, places=needed), start=0, until=31)
    for unit in range(31):
        down = sum(unit in known & bad for known, bad in places)
        silent = sum(unit not in known for known, bad in places)
        expected = OUTAGE if down >= needed else UNKNOWN if down + silent >= needed else UP
        assert [one.state for one in found if one.at <= unit][-1] == expected
