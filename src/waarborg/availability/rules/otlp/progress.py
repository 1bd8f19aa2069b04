"""How far an exporter got: which of its points were counted before, so that a repeat counts once.

Of a cumulative stream the last point is kept. Of deltas the newest collections are: points that were taken together
have start and time in common, so one entry serves all series of an exporter. What is older than all that is kept is
turned away, since nobody could say whether it was counted.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from waarborg.availability.rules.otlp.increments import BASELINE, REPEATED, Increment, advance
from waarborg.availability.rules.otlp.points import Point, Rejected, Series

MOST_SERIES: Final = 2000
MOST_STREAMS: Final = 4000
COLLECTIONS: Final = 256
DAY_NS: Final = 86_400 * 10**9
_EMPTY: Final = Series((), ("", ""), "", "", ())


@dataclass(slots=True)
class Progress:
    """`last` by stream (series key and start); `series` numbers the series of deltas; `taken` is, by start and time of
    a collection, which of them were counted, as bits."""

    last: dict[tuple[str, int], Point] = field(default_factory=dict)
    series: dict[str, int] = field(default_factory=dict)
    taken: dict[tuple[int, int], int] = field(default_factory=dict)
    forgotten: int = 0

    def take(self, point: Point) -> Point | None:
        """What this point adds, as a point that holds only that; None where nothing is new. Raises Rejected."""
        return self._cumulative(point) if point.cumulative else self._delta(point)

    def _cumulative(self, point: Point) -> Point | None:
        stream = point.stream
        last = self.last.get(stream)
        if last is None and len(self.last) >= MOST_STREAMS:
            raise Rejected("more series than one exporter may have; leave attributes out by a view")
        found = advance(last, point)
        if last is None and point.start and point.time - point.start > DAY_NS:
            # A process that ran for longer before anybody listened: of which days these were is not known.
            found = Increment(BASELINE, None, point)
        if found.outcome != REPEATED and found.last is not None:
            self.last[stream] = found.last
        return found.added if found.outcome != BASELINE else None

    def _delta(self, point: Point) -> Point | None:
        if point.time <= self.forgotten:
            raise Rejected("too late: whether it was counted is not known any more")
        number = self.series.get(point.series.key)
        if number is None:
            if len(self.series) >= MOST_SERIES:
                raise Rejected("more series than one exporter may have; leave attributes out by a view")
            number = self.series[point.series.key] = len(self.series)
        collection, bit = (point.start, point.time), 1 << number
        before = self.taken.get(collection, 0)
        if before & bit:
            return None
        self.taken[collection] = before | bit
        if len(self.taken) > COLLECTIONS:
            oldest = min(self.taken, key=lambda one: one[1])
            del self.taken[oldest]
            self.forgotten = max(self.forgotten, oldest[1])
        return point


def written(progress: Progress) -> str:
    """As text, to be kept."""
    last = [
        [key, one.start, one.time, one.count, one.sum_ns, one.counts, one.bounds, one.scale, one.offset, one.zero,
         one.zero_ns]
        for (key, _), one in progress.last.items()
    ]  # fmt: skip
    taken = [[start, time, f"{bits:x}"] for (start, time), bits in progress.taken.items()]
    # Bounds are the same for most: each is written once.
    bounds: dict[Any, int] = {}
    for one in last:
        one[6] = None if one[6] is None else bounds.setdefault(one[6], len(bounds))
    whole = {"last": last, "bounds": list(bounds), "series": list(progress.series), "taken": taken}
    return json.dumps(whole | {"forgotten": progress.forgotten}, separators=(",", ":"))


def read(text: str) -> Progress:
    """From `written`. What has been kept of a stream has no attributes: only its key tells it."""
    if not text:
        return Progress()
    whole: Mapping[str, Any] = json.loads(text)
    bounds = [tuple(one) for one in whole["bounds"]]
    last = {
        (key, start): Point(
            _EMPTY, True, start, time, count, total, tuple(counts), None if at is None else bounds[at], scale, offset,
            zero, zero_ns,
        )
        for key, start, time, count, total, counts, at, scale, offset, zero, zero_ns in whole["last"]
    }  # fmt: skip
    taken = {(start, time): int(bits, 16) for start, time, bits in whole["taken"]}
    series = {key: number for number, key in enumerate(whole["series"])}
    return Progress(last, series, taken, whole["forgotten"])
