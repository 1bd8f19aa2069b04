"""Histograms that merge: each value within one per cent, whatever the order in which they are added up."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.kernel.histograms import (
    Histogram,
    NegativeValue,
    TamperedHistogram,
    bounds_of,
    bucket_of,
    middle_of,
)

VALUES = st.lists(st.one_of(st.integers(0, 400), st.integers(0, 2**60)), max_size=40)


@given(st.integers(0, 2**80))
def test_a_bucket_holds_its_values_and_its_middle_is_within_one_per_cent(value):
    bucket = bucket_of(value)
    low, beyond = bounds_of(bucket)
    assert low <= value < beyond
    assert bucket_of(low) == bucket_of(beyond - 1) == bucket == bucket_of(beyond) - 1
    assert abs(middle_of(bucket) - value) * 100 <= value


@given(VALUES, VALUES, VALUES)
def test_merging_is_the_same_in_any_order_and_in_any_steps(one, two, three):
    a, b, c = Histogram.of(one), Histogram.of(two), Histogram.of(three)
    whole = Histogram.of([*one, *two, *three])
    assert a.merged(b).merged(c) == a.merged(b.merged(c)) == c.merged(b, a) == whole
    assert a == Histogram.of(one)


@given(VALUES.filter(bool), st.fractions(0, 1))
def test_a_quantile_is_within_one_per_cent_of_the_nearest_rank(values, share):
    rank = max(1, -(-share.numerator * len(values) // share.denominator))
    exact = sorted(values)[rank - 1]
    assert abs(Histogram.of(values).quantile(share) - exact) * 100 <= exact


@given(VALUES)
def test_what_is_stored_is_read_back(values):
    histogram = Histogram.of(values)
    assert Histogram.from_document(json.loads(json.dumps(histogram.document()))) == histogram


def test_of_nothing_there_is_no_quantile():
    assert Histogram().quantile(Fraction(1, 2)) is None


def test_a_negative_value_is_refused_and_counts_nothing():
    histogram = Histogram.of([5])
    with pytest.raises(NegativeValue):
        histogram.add(-1)
    assert histogram == Histogram.of([5])


@pytest.mark.parametrize(
    "change",
    [
        {"format": "x"},
        {"least": None},
        {"most": 9},
        {"buckets": [[5, 0]]},
        {"buckets": [[5, 1], [5, 1]]},
        {"buckets": 1},
    ],
)
def test_what_was_tampered_with_is_refused(change):
    with pytest.raises(TamperedHistogram):
        Histogram.from_document(Histogram.of([5]).document() | change)
