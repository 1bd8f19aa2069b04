"""What a figure rests on, as rows that a customer's journal can hold: words, instants and lengths alone. Pure."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from waarborg.availability.rules.timeline import WHOLE
from waarborg.availability.rules.words import number_text
from waarborg.kernel.instants import from_us

# What a line of a journal lists by itself; how many more there were stands after them.
MOST_ROWS = 100


def instant(us: int) -> str:
    """An instant as rows have it."""
    at = from_us(us)
    return f"@{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}Z" if at.microsecond else f"@{at:%Y-%m-%dT%H:%M:%SZ}"


def lasting(us: int) -> str:
    """A length in microseconds as rows have it."""
    return f"~{us}"


def rounded_up(weighted: int) -> int:
    """Weighted time in whole microseconds, rounded up: against whom has to keep the promise."""
    return -(-weighted // WHOLE)


def stretches(word: str, found: Iterable[tuple[int, int, int]]) -> Iterator[str]:
    """A row for each stretch of downtime, with its weight where it does not count whole."""
    listed = list(found)
    for start, end, weight in listed[:MOST_ROWS]:
        row = f"{instant(start)};{instant(end)};{lasting(end - start)}"
        share = number_text(Decimal(weight * 100) / WHOLE, "en")
        yield f"{word};{row}" if weight == WHOLE else f"{word}-weighed;{row};{share}"
    if len(listed) > MOST_ROWS:
        yield f"{word}s-more;{len(listed) - MOST_ROWS}"
