"""Duties to bring something about every so often, of things that happen so often that they stand in no journal.

Back-ups are made for everybody at once: as entries of each customer they would be millions. Such a promise is a clock,
judged by an indicator that counts its rounds once for everybody (ADR 25) and is stated as other figures are.
"""

from functools import cache
from typing import Final

from waarborg.promises.rules.agreement.indicator_measures import OTHERWISE
from waarborg.promises.rules.agreement.promise import Measure, Promise
from waarborg.promises.rules.agreement.values import Term
from waarborg.promises.rules.registry.names import Registry

# How its figure is counted: rounds that were late, of each customer, month by month; none may be.
OVER: Final = "month"
PER: Final = "customer"


def indicator_of(promise: Promise, registry: Registry) -> str | None:
    """The indicator that judges a promise of this shape; None for every other promise."""
    clock = promise.clock
    if clock is None or clock.every is None or clock.from_ or len(clock.until) != 1:
        return None
    event = registry.find("event", clock.until[0])
    found = None if event is None or event.planned or not event.rounds else registry.find("indicator", event.rounds)
    if found is None or found.planned or promise.by != "provider" or clock.pause or clock.void or clock.cases:
        return None
    asked = {*(promise.if_ or {}), *(promise.unless or {})}
    return found.full if asked <= found.selects else None


def unjudged(promise: Promise, registry: Registry) -> str | None:
    """The name that keeps a clock from being enforced which hears what stands in no journal and is not judged so."""
    clock = promise.clock
    if clock is None or indicator_of(promise, registry) is not None:
        return None
    heard = (registry.find("event", name) for name in (*(clock.from_ or ()), *clock.until, *clock.void))
    return OTHERWISE if any(one is not None and one.rounds and not one.planned for one in heard) else None


def every_of(promise: Promise) -> str:
    """How often, as it was written: `1h`, or a word such as `month`."""
    every = promise.clock.every if promise.clock is not None else None
    return every.text if isinstance(every, Term) else str(every or "")


@cache
def measure_of(indicator: str) -> Measure:
    """What a month of such a promise comes to, as a measure: no round was late."""
    said = {"of": indicator, "over": OVER, "statistic": "count", "per": PER, "target": "<= 0"}
    return Measure.model_validate(said)
