"""Pauses as a promise names them: spans in which a clock stands still, as sets of half-open intervals."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import to_us
from waarborg.kernel.intervals import Intervals, union
from waarborg.kernel.zones import DAY, Offsets

FOREVER = 1 << 62  # the end of a pause that nobody has ended yet


class PauseReversed(BadInput):
    code = "kernel.pause.reversed"
    nl = "De pauze eindigt ({end}) voordat zij begint ({start})."
    en = "The pause ends ({end}) before it begins ({start})."
    nl_way_out = "Wissel begin en einde om, of laat het einde weg als de pauze nog duurt."
    en_way_out = "Swap start and end, or leave the end out while the pause lasts."


def read_pauses(pauses: Sequence[tuple[datetime, datetime | None]], now: datetime | None = None) -> Intervals:
    """The union of pauses in microseconds. An open pause lasts until `now`, or for ever where `now` is not given.

    Raises PauseReversed with the path of the pause, such as "[1]".
    """
    pairs = []
    for number, (start, end) in enumerate(pauses):
        begin = to_us(start)
        if end is None:
            pairs.append((begin, FOREVER if now is None else max(begin, to_us(now))))
            continue
        finish = to_us(end)
        if finish < begin:
            raise PauseReversed(path=f"[{number}]", start=start.isoformat(), end=end.isoformat())
        pairs.append((begin, finish))
    return union(pairs)


def paused_at(pauses: Intervals, us: int) -> bool:
    """Whether an instant lies in a pause; the instant at which a pause ends does not."""
    at = bisect_right(pauses, (us, FOREVER + 1)) - 1
    return at >= 0 and us < pauses[at][1]


def midnights_in(offsets: Offsets, begin: int, end: int) -> int:
    """How many local midnights lie in `[begin, end)`."""
    return _last_midnight(offsets, end) - _last_midnight(offsets, begin) if begin < end else 0


def _last_midnight(offsets: Offsets, before: int) -> int:
    """The number of the last local day that began before an instant."""
    day = offsets.to_wall(before) // DAY
    while offsets.start((day + 1) * DAY) < before:
        day += 1
    while offsets.start(day * DAY) >= before:
        day -= 1
    return day
