"""Whether a wave is well: an error rate above the stated share is not, exactly that share is."""

from fractions import Fraction

import pytest

from waarborg.releases.rules.health import Bounds, judge, rate

ONE_PERCENT = Bounds(Fraction(1, 100), least=100)


@pytest.mark.clause("SO-32")
@pytest.mark.parametrize(
    ("requests", "failed", "verdict"),
    [
        (10_000, 0, "healthy"),
        (10_000, 100, "healthy"),
        (10_000, 101, "unhealthy"),
        (100, 1, "healthy"),
        (100, 2, "unhealthy"),
        # One failure of a few requests is no rate; the wave is not called well either.
        (99, 50, "unknown"),
        (99, 0, "unknown"),
        (0, 0, "unknown"),
    ],
)
def test_above_the_stated_share_is_not_well(requests: int, failed: int, verdict: str) -> None:
    assert judge(requests, failed, ONE_PERCENT) == verdict


@pytest.mark.parametrize(("requests", "failed"), [(10, 11), (10, -1), (-1, 0)])
def test_counts_that_cannot_be_are_refused(requests: int, failed: int) -> None:
    with pytest.raises(ValueError, match="cannot have failed"):
        judge(requests, failed, ONE_PERCENT)


def test_a_rate_of_nothing_is_none() -> None:
    assert (rate(0, 0), rate(200, 3)) == (None, Fraction(3, 200))
