"""Response times against a target: decided by exact counts, and not at all where the truth lies in between."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.availability.rules.response.buckets import (
    BoundsDisagree,
    BoundsOutOfOrder,
    Buckets,
    explicit,
    exponential,
)
from waarborg.availability.rules.response.figures import Promise, UnsuitableTarget, observe, respond
from waarborg.availability.rules.response.tallies import NegativeDuration, Tally, by_minute, total
from waarborg.availability.rules.targets import Unstated, length, share
from waarborg.kernel.zones import MINUTE

MS = 1_000_000
MEAN = Promise("mean", length("<= 50 ms"))
OPENING = Promise("share", share(">= 95 %"), length("<= 2 s"), sample=20)


def tally(promise, *values):
    """From (milliseconds, times)."""
    found = Tally(() if promise.threshold is None else (promise.threshold,))
    for ms, times in values:
        found.add(round(ms * MS), times)
    return found


def verdict(promise, *seen, **more):
    return respond(observe(seen, promise), promise, **more)


def test_90_of_20_and_10_of_320_are_exactly_50_and_one_more_of_80_breaks_it():
    found = verdict(MEAN, tally(MEAN, (20, 90), (320, 10)))
    assert (found.least, found.most, found.verdict) == (50 * MS, 50 * MS, "met")
    found = verdict(MEAN, tally(MEAN, (20, 90), (320, 10), (80, 1)))
    assert (found.least, found.verdict) == (Fraction(5080 * MS, 101), "broken")
    assert verdict(Promise("mean", length("< 50 ms")), tally(MEAN, (20, 90), (320, 10))).verdict == "broken"
    assert verdict(MEAN, tally(MEAN, (20, 90), (320, 10)), tally(MEAN, (50.000001, 1))).verdict == "broken"


@pytest.mark.clause("PX-66")
def test_50_of_1000_above_two_seconds_pass_and_51_fail_and_19_are_too_few():
    def opened(good, slow):
        return verdict(OPENING, tally(OPENING, (2000, good), (2000.001, slow)))

    assert (opened(950, 50).least, opened(950, 50).verdict) == (Fraction(95, 100), "met")
    assert (opened(949, 51).verdict, opened(949, 51).above) == ("broken", (51, 51))
    assert (opened(18, 1).verdict, opened(18, 1).reason) == ("not-measured", "too-few")
    assert opened(19, 1).verdict == "met"


def test_the_95th_percentile_is_decided_by_the_count_above_its_target():
    promise = Promise("p95", length("<= 2 s"))
    assert verdict(promise, tally(promise, (1, 95), (3000, 5))).verdict == "met"
    assert verdict(promise, tally(promise, (1, 94), (3000, 6))).verdict == "broken"
    largest = Promise("max", length("<= 3 s"))
    assert verdict(largest, tally(largest, (3000, 4))).verdict == "met"
    assert verdict(largest, tally(largest, (3000, 4), (3001, 1))).verdict == "broken"


def test_nothing_promised_nothing_counted_and_an_experience():
    assert verdict(Promise("mean", Unstated()), tally(MEAN, (900, 1))).verdict == "timed"
    assert (verdict(MEAN).verdict, verdict(MEAN).least) == ("not-measured", None)
    assert verdict(MEAN, tally(MEAN, (900, 1)), experience=True).verdict == "exceeded"


def test_a_histogram_without_a_bound_at_the_threshold_gives_an_interval():
    split = explicit([500 * MS, 3000 * MS], [940, 20, 40])
    found = verdict(OPENING, split)
    assert (found.least, found.most) == (Fraction(94, 100), Fraction(96, 100))
    assert (found.verdict, found.reason, found.above) == ("not-measured", "undecided", (40, 60))
    assert verdict(OPENING, explicit([500 * MS, 2000 * MS], [940, 20, 40])).verdict == "met"
    assert verdict(OPENING, explicit([500 * MS, 3000 * MS], [960, 20, 20])).verdict == "met"
    assert verdict(OPENING, explicit([500 * MS, 3000 * MS], [920, 20, 60])).verdict == "broken"


def test_what_a_histogram_says_of_its_smallest_and_largest_narrows_it():
    assert explicit([500, 3000], [940, 60, 0], least=100, most=2000).above(2000) == (0, 0)
    assert explicit([3000], [10, 0], least=2500).above(2000) == (10, 10)


def test_the_mean_of_a_histogram_is_its_sum_or_else_lies_between_its_bounds():
    counts = ([20 * MS, 320 * MS], [90, 10, 0])
    assert verdict(MEAN, explicit(*counts, sum_ns=5000 * MS)).verdict == "met"
    between = verdict(MEAN, explicit(*counts))
    assert (between.least, between.most, between.verdict) == (2 * MS, 50 * MS, "met")
    assert verdict(MEAN, explicit([20 * MS, 400 * MS], [90, 10, 0])).verdict == "not-measured"
    endless = verdict(MEAN, explicit([20 * MS], [90, 1]))
    assert (endless.most, endless.verdict) == (None, "not-measured")
    assert verdict(MEAN, explicit([60 * MS], [0, 10])).verdict == "broken"


def test_exponential_buckets_hold_the_values_that_they_are_made_of():
    counted = exponential(0, 9, [7, 2], MS, zero=1)  # up to 1024 ms, up to 2048 ms
    assert (counted.count, counted.above(1024 * MS), counted.above(1500 * MS)) == (10, (2, 2), (0, 2))
    assert exponential(3, 0, [1], 1000).buckets[0].high == 1091  # 2 ** (1/8) ms, rounded up
    assert exponential(-1, 1, [1], 1).buckets[0].low == 4


@pytest.mark.parametrize(
    ("bounds", "counts", "refusal"), [([1, 2], [1, 2], BoundsDisagree), ([2, 2], [1, 2, 3], BoundsOutOfOrder)]
)
def test_a_histogram_that_does_not_fit_together_is_refused(bounds, counts, refusal):
    with pytest.raises(refusal):
        explicit(bounds, counts)


@pytest.mark.parametrize(
    ("statistic", "target", "good"),
    [("mean", share(">= 95 %"), None), ("share", share(">= 95 %"), None), ("median", length("<= 1 s"), None),
     ("mean", length("<= 1 s"), length("<= 2 s"))],
)  # fmt: skip
def test_a_target_that_does_not_suit_is_refused(statistic, target, good):
    with pytest.raises(UnsuitableTarget):
        Promise(statistic, target, good)


def test_minutes_add_up_in_any_order_and_late_data_are_one_more():
    samples = [(0, 20 * MS), (MINUTE - 1, 320 * MS), (MINUTE, 80 * MS), (5 * MINUTE, 3000 * MS)]
    minutes = by_minute(samples, [2000 * MS])
    assert sorted(minutes) == [0, MINUTE, 5 * MINUTE]
    month = total(minutes, 0, 5 * MINUTE, [2000 * MS])
    assert (month.count, month.sum_ns, month.above) == (3, 420 * MS, {2000 * MS: 0})
    late = month.merged(minutes[5 * MINUTE])
    assert late.document() == {"count": 4, "sum_ns": 3420 * MS, "above": [[2000 * MS, 1]]}


def test_a_threshold_that_a_tally_did_not_count_leaves_everything_open():
    found = verdict(OPENING, Tally((), 100, 100 * MS), tally(OPENING, (1, 900)))
    assert (found.above, found.verdict) == ((0, 100), "not-measured")


def test_a_clock_that_jumped_back_is_refused_and_counts_nothing():
    counted = Tally((5,))
    with pytest.raises(NegativeDuration):
        counted.add(-1)
    assert counted == Tally((5,))


VALUES = st.lists(st.integers(0, 60), min_size=1, max_size=30)


@given(VALUES, st.integers(0, 60), st.integers(0, 100), st.booleans())
def test_verdicts_are_those_of_looking_at_every_request(values, bound, percent, strict):
    sign = "<" if strict else "<="
    of_mean = Promise("mean", length(f"{sign} 0.{bound:06d} ms"))
    of_share = Promise("share", share(f">= {percent} %"), length(f"{sign} 0.{bound:06d} ms"))
    counted = Tally((of_share.threshold,))
    for value in values:
        counted.add(value)
    mean = Fraction(sum(values), len(values))
    good = sum(value < bound if strict else value <= bound for value in values)
    assert (verdict(of_mean, counted).verdict == "met") == (mean < bound if strict else mean <= bound)
    assert (verdict(of_share, counted).verdict == "met") == (Fraction(good * 100, len(values)) >= percent)


@settings(max_examples=200)
@given(
    VALUES, st.lists(st.integers(1, 59), unique=True, max_size=5).map(sorted), st.integers(0, 60), st.integers(0, 100)
)
def test_a_histogram_never_says_more_than_every_request_would(values, bounds, bound, percent):
    """Whatever verdict a histogram of these values gives, the values themselves give the same."""
    edges = [-1, *bounds, 10**9]
    counts = [sum(low < value <= high for value in values) for low, high in pairwise(edges)]
    whole = explicit(bounds, counts)
    for promise in (
        Promise("share", share(f">= {percent} %"), length(f"<= 0.{bound:06d} ms")),
        Promise("mean", length(f"<= 0.{bound:06d} ms")),
    ):
        exact = tally(promise)
        for value in values:
            exact.add(value)
        found = verdict(promise, whole).verdict
        assert found in ("not-measured", verdict(promise, exact).verdict)
    least, most = whole.above(bound)
    assert least <= sum(value > bound for value in values) <= most


@given(st.lists(st.floats(0.001, 10_000), min_size=1, max_size=20), st.integers(-2, 6), st.floats(0.001, 10_000))
def test_exponential_buckets_never_say_more_either(values, scale, bound):
    from math import ceil, log2

    indexes = [ceil(log2(value) * 2.0**scale) - 1 for value in values]
    first = min(indexes)
    counts = [indexes.count(index) for index in range(first, max(indexes) + 1)]
    least, most = exponential(scale, first, counts, MS).above(round(bound * MS))
    nudge = 1 + 1e-9  # the logarithm above is a float: a value on a bound may have gone to either side
    assert least <= sum(value * nudge > bound for value in values)
    assert sum(value > bound * nudge for value in values) <= most


def test_a_foreign_histogram_is_data():
    assert explicit([5], [1, 2], sum_ns=30) == Buckets(explicit([5], [1, 2]).buckets, 30)
