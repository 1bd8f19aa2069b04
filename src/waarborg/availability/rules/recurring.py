"""When maintenance that recurs happens: a rule in local time, made into instants for some months ahead. Pure.

A wall time that does not exist moves forward by the gap; of an hour that comes twice a beginning is its first and an
end its second. So a restart at 02:00 happens once in either of the nights in which the clocks change. It lasts so many
elapsed minutes, as the hours of an agreement do, or to a time on the wall: Saturday 20:00 to Sunday 06:00 is then nine
hours in March and eleven in October.
"""

from datetime import date, datetime, time, timedelta

from waarborg.kernel.calendars.repeats import parse_repeat
from waarborg.kernel.instants import civil_end, civil_start, to_us
from waarborg.kernel.intervals import Interval
from waarborg.kernel.zones import MINUTE


def occurrences(
    rule: str, first: datetime, minutes: int, zone: str, *, since: datetime, until: date, ends: time | None = None
) -> list[tuple[date, Interval]]:
    """The local days of a rule from its first time to `until`, with the instants (microseconds) of each that begins
    after `since`. A rule without an end is no trouble: it is asked no further than `until`.

    `first` is a wall time (naive); each ends after `minutes`, or at the next `ends` on the wall. What the clock takes
    away altogether is left out. Raises UnreadableRepeat, and as civil_start on an unknown zone.
    """
    found = []
    after = to_us(since)
    for day in parse_repeat(rule).dates(first.date(), until):
        begin = civil_start(day, first.time(), zone)
        if ends is None:
            end = begin + minutes * MINUTE
        else:
            end = civil_end(day + timedelta(days=int(ends <= first.time())), ends, zone)
        if begin > after and end > begin:
            found.append((day, (begin, end)))
    return found
