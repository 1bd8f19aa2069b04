from hypothesis import given
from hypothesis import strategies as st

from waarborg.kernel.intervals import clip, intersect, measure, subtract, union

SETS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


def points(pairs):
    return {point for start, end in pairs for point in range(start, end)}


def is_tidy(pairs):
    edges = [edge for pair in pairs for edge in pair]
    return edges == sorted(set(edges))


@given(SETS, SETS)
def test_sets_of_intervals_behave_as_sets_of_points(one, other):
    for found, expected in (
        (union(one, other), points(one) | points(other)),
        (intersect(one, other), points(one) & points(other)),
        (subtract(one, other), points(one) - points(other)),
        (clip(one, 10, 30), points(one) & set(range(10, 30))),
    ):
        assert points(found) == expected
        assert is_tidy(found)
        assert measure(found) == len(expected)


def test_intervals_that_touch_become_one_and_empty_ones_disappear():
    assert union([(1, 2), (2, 3), (5, 5), (9, 8)]) == ((1, 3),)
