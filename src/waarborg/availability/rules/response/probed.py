"""Response times out of probe results: only an answer that was good has a time; the others are downtime."""

from collections.abc import Iterable, Iterator

from waarborg.availability.rules.probing import Result


def samples(results: Iterable[Result]) -> Iterator[tuple[int, int]]:
    """(instant in microseconds, nanoseconds) of every good probe."""
    return ((one.start, (one.end - one.start) * 1000) for one in results if one.good)
