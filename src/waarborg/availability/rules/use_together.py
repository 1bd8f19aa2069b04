"""The gate through which figures of use leave: of all customers, never of one that can be told apart. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from waarborg.availability.rules.response.quantiles import Span, estimate

# Of fewer customers nothing is shown, and where one of them made more than this share (percent) of all requests.
LEAST_CUSTOMERS: Final = 5
LARGEST_SHARE: Final = 80
TOO_FEW, ONE_STANDS_OUT = "too-few", "one-stands-out"
ANONYMOUS, IMPROVEMENT = "anonymous", "improvement"
_HALF, _MOST = 500, 950


@dataclass(frozen=True, slots=True)
class Together:
    """Of one part what all customers did: how many they were, their requests, and about how long (ns) the median and
    the 95th percentile are. Of what could be traced only `hidden`, the word that says why."""

    part: str
    customers: int = 0
    count: int = 0
    half: int = 0
    most: int = 0
    hidden: str = ""


def gate(parts: Mapping[str, Sequence[Sequence[Span]]]) -> list[Together]:
    """By the word of a part what its customers did, each as spans: whose they are is not handed in, and nothing that
    comes out says it."""
    return [_through(part, [one for one in customers if _count(one)]) for part, customers in sorted(parts.items())]


def _through(part: str, customers: Sequence[Sequence[Span]]) -> Together:
    if len(customers) < LEAST_CUSTOMERS:
        return Together(part, hidden=TOO_FEW)
    whole = sum(map(_count, customers))
    if max(map(_count, customers)) * 100 > whole * LARGEST_SHARE:
        return Together(part, hidden=ONE_STANDS_OUT)
    spans = _merged(one for customer in customers for one in customer)
    half, most = estimate(spans, _HALF), estimate(spans, _MOST)
    return Together(part, len(customers), whole, half or 0, most or 0)


def _count(spans: Sequence[Span]) -> int:
    return sum(count for _low, _high, count in spans)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans of one set of edges, added up; growing."""
    found: dict[tuple[int, int | None], int] = {}
    for low, high, count in spans:
        found[low, high] = found.get((low, high), 0) + count
    return [(low, high, found[low, high]) for low, high in sorted(found, key=lambda one: one[0])]
