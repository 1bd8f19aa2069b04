"""Between which two lengths a quantile lies, as far as counts between fixed lengths tell."""

from collections.abc import Sequence
from typing import TypeAlias

# Requests that took longer than `low` and at most `high` (ns; None: without end).
Span: TypeAlias = tuple[int, int | None, int]


def quantile(spans: Sequence[Span], per_mille: int) -> tuple[int, int | None] | None:
    """The span in which the request lies that so many of a thousand are no longer than: 500 is the median. By nearest
    rank: of 20 requests the 95th percentile is the 19th. `spans` grow; None where there is no request.
    """
    whole = sum(count for _low, _high, count in spans)
    rank = max(1, -(-whole * per_mille // 1000))
    seen = 0
    for low, high, count in spans:
        seen += count
        if count and seen >= rank:
            return low, high
    return None


def estimate(spans: Sequence[Span], per_mille: int) -> int | None:
    """About where in its span that quantile lies (ns), as if requests lay evenly in it; the lower end of what has no
    other. For pictures and trends: no promise is judged by it. None where there is no request."""
    whole = sum(count for _low, _high, count in spans)
    rank = max(1, -(-whole * per_mille // 1000))
    seen = 0
    for low, high, count in spans:
        if count and seen + count >= rank:
            return low if high is None else low + (high - low) * (rank - seen) // count
        seen += count
    return None
