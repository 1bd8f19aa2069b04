"""Whether a wave is well: the share of its requests that failed, against the share that was stated before (SO-32)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

UNKNOWN: Final = "unknown"
HEALTHY: Final = "healthy"
UNHEALTHY: Final = "unhealthy"
VERDICTS: Final = (UNKNOWN, HEALTHY, UNHEALTHY)


@dataclass(frozen=True, slots=True)
class Bounds:
    """`most`: the largest share of requests that may fail, between 0 and 1. `least`: with fewer requests than this
    nothing is said, for one failure among three requests is no rate."""

    most: Fraction
    least: int = 100


def rate(requests: int, failed: int) -> Fraction | None:
    """The share that failed; None where nothing was asked."""
    return Fraction(failed, requests) if requests else None


def judge(requests: int, failed: int, bounds: Bounds) -> str:
    """Exactly the stated share is still well. Raises ValueError for counts that cannot be."""
    if not 0 <= failed <= requests:
        raise ValueError(f"{failed} of {requests} requests cannot have failed")
    found = rate(requests, failed)
    if found is None or requests < bounds.least:
        return UNKNOWN
    return UNHEALTHY if found > bounds.most else HEALTHY
