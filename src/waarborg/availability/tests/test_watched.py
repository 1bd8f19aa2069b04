"""Working out step by step, while results come in, says the same as working out everything at the end."""

import random

import pytest

from waarborg.availability.rules.probing import Probing, Result
from waarborg.availability.rules.timeline import Transition, transitions_of
from waarborg.availability.rules.watched import Seen, reaches_back, settled, watched

S = 1_000_000
MINUTE = 60 * S


def run(*marks: str, start: int = 0, every: int = MINUTE) -> list[Result]:
    """`+` good, `-` bad, ` ` nothing, one each interval; a result takes a second."""
    text = "".join(marks)
    return [Result(start + n * every, start + n * every + S, one == "+") for n, one in enumerate(text) if one != " "]


def states(found: tuple[Transition, ...]) -> list[tuple[float, str]]:
    return [(one.at / MINUTE, one.state) for one in found]


def seen(*marks: str, failures: int = 1, places: int = 1, since: int = 0) -> Seen:
    results = {number: run(one) for number, one in enumerate(marks)}
    return Seen(Probing(MINUTE, failures, places), since, results)


def test_it_goes_on_as_it_was_until_patience_runs_out() -> None:
    assert states(watched([seen("+++")], 0, 5 * MINUTE)) == [(0, "up")]
    assert states(watched([seen("+++")], 0, 6 * MINUTE)) == [(0, "up"), (2, "unknown")]
    assert states(watched([seen("++-")], 0, 4 * MINUTE)) == [(0, "up"), (1, "outage")]


def test_failures_too_few_to_count_are_not_decided_yet() -> None:
    one = seen("+++-", failures=2)
    assert states(watched([one], 0, 4 * MINUTE)) == [(0, "up")]
    assert settled([one], 4 * MINUTE) == 2 * MINUTE
    assert states(watched([seen("+++--", failures=2)], 0, 5 * MINUTE)) == [(0, "up"), (2, "outage")]


def test_what_one_probe_sees_is_an_outage_whatever_the_others_see() -> None:
    assert states(watched([seen("+++++"), seen("++--+")], 0, 5 * MINUTE)) == [(0, "up"), (1, "outage"), (4, "up")]


def test_what_one_probe_does_not_know_could_be_an_outage() -> None:
    assert states(watched([seen("++++++"), seen("++")], 0, 6 * MINUTE)) == [(0, "up"), (1, "unknown")]


def test_a_probe_counts_from_when_it_was_made_on() -> None:
    late = Seen(Probing(MINUTE), 3 * MINUTE, {0: run("+++", start=3 * MINUTE)})
    assert states(watched([seen("++++++"), late], 0, 6 * MINUTE)) == [(0, "up")]


def test_without_probes_nothing_is_known() -> None:
    assert states(watched([], 0, MINUTE)) == [(0, "unknown")]


def test_two_of_three_places_take_it_down_and_one_does_not() -> None:
    assert states(watched([seen("+-+", "+++", "+++", places=2)], 0, 3 * MINUTE)) == [(0, "up")]
    assert states(watched([seen("+-+", "+-+", "+++", places=2)], 0, 3 * MINUTE)) == [(0, "outage"), (2, "up")]


def test_late_failures_reach_back_to_the_last_good_result() -> None:
    one = Seen(Probing(MINUTE, failures=2), 0, {0: run("++- ", "+")})
    assert reaches_back([one], 3 * MINUTE) == MINUTE


@pytest.mark.parametrize("seed", range(60))
def test_step_by_step_is_the_same_as_all_at_once(seed: int) -> None:
    """Any results of several probes and places, worked out at any moments: what stands in the end is the same."""
    chance = random.Random(seed)
    probes = []
    for _ in range(chance.randint(1, 3)):
        places = chance.randint(1, 3)
        every = chance.choice([10, 30, 60]) * S
        probing = Probing(every, chance.randint(1, 3), chance.randint(1, places))
        marks = ["".join(chance.choice("+++++--- ") for _ in range(40 * MINUTE // every)) for _ in range(places)]
        results = {n: run(one, start=chance.randint(0, every), every=every) for n, one in enumerate(marks)}
        probes.append((probing, results))

    def known(at: int) -> list[Seen]:
        return [Seen(p, 0, {n: [r for r in rs if r.end <= at] for n, rs in found.items()}) for p, found in probes]

    end = 45 * MINUTE
    held: list[tuple[int, str]] = []
    begin = now = 0
    while now < end:
        now = min(now + chance.randint(5 * S, 4 * MINUTE), end)
        found = watched(known(now), begin, now)
        held = [one for one in held if one[0] < begin] + [(one.at, one.state) for one in found]
        begin = max(begin, settled(known(now), now))
    assert transitions_of(held) == watched(known(end), 0, end)
