"""A sealed day: the root tells what there was, and proves single results without the others."""

import hashlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.availability.rules.sealing import (
    HOUR,
    Hour,
    Seal,
    Seen,
    proof,
    proves,
    rolled_hash,
    rolled_up,
    seal,
    sealed_day,
    sealed_hour,
)

INSTANTS = st.integers(0, 24 * HOUR - 1)
SEEN = st.builds(
    lambda start, took, probe, place, good: Seen(start, start + took, probe, place, good),
    INSTANTS,
    st.integers(0, 30_000_000),
    st.sampled_from(["web", "api"]),
    st.sampled_from(["ams", "fra", "lon"]),
    st.booleans(),
)
DAYS = st.lists(SEEN, min_size=1, max_size=40)


def test_an_empty_day_and_a_day_of_one_result_have_the_roots_of_rfc_6962() -> None:
    one = Seen(5, 9, "web", "ams", True)
    assert seal([]) == Seal(0, hashlib.sha256(b"").hexdigest())
    assert seal([one]) == Seal(1, hashlib.sha256(b'\x00[5,9,"web","ams",true]').hexdigest())


@settings(max_examples=60, deadline=None)
@given(DAYS, st.randoms(use_true_random=False))
def test_neither_order_nor_a_repeat_changes_a_seal_and_every_result_is_proved_by_it(day, chance) -> None:
    shuffled = [*day, chance.choice(day)]
    chance.shuffle(shuffled)
    held = seal(day)
    assert seal(shuffled) == held
    assert rolled_up(shuffled) == rolled_up(day)
    for one in day:
        assert proves(held, one, proof(shuffled, one))


@settings(max_examples=60, deadline=None)
@given(DAYS, st.data())
def test_whatever_is_changed_left_out_or_added_gives_another_seal_and_proves_nothing(day, data) -> None:
    one = data.draw(st.sampled_from(day))
    other = replace(one, good=not one.good)
    held = seal(day)
    rest = [each for each in day if each != one]
    assert seal(rest) != held
    assert seal([*rest, other]) != held or other in day
    if other not in day:
        assert not proves(held, other, proof(day, one))


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_roll_ups_lose_no_result_and_no_time(day) -> None:
    hours, whole = rolled_up(day), set(day)
    assert sum(one.count for one in hours) == len(whole)
    assert sum(one.bad for one in hours) == sum(not one.good for one in whole)
    assert sum(one.took for one in hours) == sum(one.end - one.start for one in whole if one.good)
    assert len({(one.start, one.probe, one.place) for one in hours}) == len(hours)


def test_an_hour_tells_how_many_were_bad_and_how_long_the_good_ones_took() -> None:
    day = [Seen(0, 20, "web", "ams", True), Seen(60, 100, "web", "ams", True), Seen(120, 10**7, "web", "ams", False)]
    assert rolled_up(day) == (Hour(0, "web", "ams", 3, 1, 60, 40),)


def test_the_root_of_a_day_stands_for_each_hour_its_results_and_its_roll_up() -> None:
    first, rows = sealed_hour(0, [Seen(0, 20, "web", "ams", True), Seen(60, 70, "web", "ams", False)])
    second, _ = sealed_hour(HOUR, [Seen(HOUR, HOUR + 5, "web", "ams", True)])
    day = sealed_day([first, second])
    assert (day.count, rows) == (3, (Hour(0, "web", "ams", 2, 1, 20, 20),))
    assert sealed_day([second, first]) == day
    for other in (
        replace(first, count=1),
        replace(first, root=second.root),
        replace(first, rolled=rolled_hash([replace(rows[0], took=19)])),
    ):
        assert sealed_day([other, second]).root != day.root
    assert sealed_day([first]).root != day.root
