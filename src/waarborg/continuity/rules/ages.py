"""The age of the newest copy that can be restored, at its worst over a period.

A copy is as old as what is in it (`as_of`), and can be restored from the moment that it was complete. So a copy of
02:30 that took half an hour leaves, at 03:00 of the next night, one that is 24 hours and a half old.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Copy(NamedTuple):
    """A good back-up: of which instant its content is, and when it was complete (microseconds)."""

    as_of_us: int
    completed_us: int


class Worst(NamedTuple):
    """The greatest age (microseconds) and the instant up to which it grew."""

    age_us: int
    at_us: int


def worst(copies: Iterable[Copy], *, since: int, begin: int, end: int) -> Worst | None:
    """The greatest age of the newest copy between `begin` and `end`; None where nothing was to be kept then.

    `since` is from when copies are to be made: until the first is complete, the age counts from there. Copies come in
    any order; one that was complete later but holds older content makes nothing newer.
    """
    begin = max(begin, since)
    if begin >= end:
        return None
    newest, found = since, Worst(0, begin)
    for copy in sorted(copies, key=lambda one: one.completed_us):
        if copy.completed_us > end:
            break
        if copy.completed_us > begin and copy.completed_us - newest > found.age_us:
            found = Worst(copy.completed_us - newest, copy.completed_us)
        newest = max(newest, copy.as_of_us)
    return Worst(end - newest, end) if end - newest > found.age_us else found
