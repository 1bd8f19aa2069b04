"""How long something was out on each local day, for a picture of ninety days and its table. Pure.

What people and probes said is shown here as it was said; the figure of a month is the agreement's own method's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waarborg.availability.rules.incidents import DEGRADED, DOWN, EFFECTS, PARTIAL
from waarborg.kernel.instants import civil_start
from waarborg.kernel.intervals import clip, measure, subtract, union

# An effect and the instants between which it lasted, in microseconds; None while it goes on.
Stretch = tuple[str, int, int | None]
Day = tuple[date, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a picture, the last one today; `edges` are their starts and the end of the last."""

    days: tuple[date, ...]
    edges: tuple[int, ...]


def span(last: date, count: int, zone: str) -> Span:
    """`count` local days up to and including `last`, however long each is (23 or 25 hours too)."""
    days = tuple(last - timedelta(days=count - 1 - number) for number in range(count))
    edges = [civil_start(day, 0, zone) for day in (*days, last + timedelta(days=1))]
    return Span(days, tuple(edges))


def by_day(stretches: Iterable[Stretch], over: Span, now: int) -> list[Day]:
    """By day and effect how long it lasted, in microseconds; at each instant the worst effect counts alone."""
    layers = _worst_alone(stretches, now)
    found: list[Day] = []
    for day, start, end in zip(over.days, over.edges, over.edges[1:], strict=False):
        lasted = {effect: measure(clip(layer, start, end)) for effect, layer in layers.items()}
        found.append((day, {effect: us for effect, us in lasted.items() if us}))
    return found


def _worst_alone(stretches: Iterable[Stretch], now: int) -> dict[str, tuple[tuple[int, int], ...]]:
    listed: Sequence[Stretch] = list(stretches)
    layers: dict[str, tuple[tuple[int, int], ...]] = {}
    worse: tuple[tuple[int, int], ...] = ()
    for effect in reversed(EFFECTS):
        own = union(*(((begin, now if end is None else end),) for kind, begin, end in listed if kind == effect))
        layers[effect] = subtract(own, worse)
        worse = union(worse, own)
    return layers


def drawn(lasted: dict[str, int]) -> tuple[str, int]:
    """The kind of a bar (plumbing.web.pictures.bars) and for how long: outages before limits."""
    if lasted.get(DOWN):
        return "out", lasted[DOWN] + lasted.get(PARTIAL, 0)
    if lasted.get(PARTIAL):
        return "part", lasted[PARTIAL]
    return ("part", lasted[DEGRADED]) if lasted.get(DEGRADED) else ("ok", 0)
