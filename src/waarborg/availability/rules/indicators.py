"""Promises of availability as an agreement writes them (`measure`), turned into what the calculation takes.

    availability.component.uptime, .downtime        account(..., targets=[uptime_target(measure)], ...)
    availability.request.duration                   respond(observe(tallies, p), p)  with p = response_promise(measure)
    availability.window.open-time                   the same
    availability.maintenance.interruption           the same, over interruptions(works, spans, method, p)

`period_of` is the time a measure goes over. These names stay planned until something measures them.
"""

from collections.abc import Iterable
from typing import Final

from waarborg.availability.rules.maintenance import Work
from waarborg.availability.rules.methods import UptimeMethod
from waarborg.availability.rules.periods import Period, period
from waarborg.availability.rules.response.figures import Promise
from waarborg.availability.rules.response.tallies import Tally
from waarborg.availability.rules.targets import Length, Share, Unstated, length, of_uptime, share
from waarborg.availability.rules.timeline import WHOLE, Span, integral, weighed
from waarborg.kernel.errors import BadInput
from waarborg.promises.rules.agreement.clock_measures import PERIODS, months_of
from waarborg.promises.rules.agreement.promise import Measure

UPTIME: Final = "availability.component.uptime"
DOWNTIME: Final = "availability.component.downtime"
TIMES: Final = ("availability.request.duration", "availability.window.open-time")
INTERRUPTION: Final = "availability.maintenance.interruption"


class NotCounted(BadInput):
    code = "availability.measure.not-counted"
    nl = "“{statistic}” van {of} over “{over}” kunnen wij niet uitrekenen."
    en = "“{statistic}” of {of} over “{over}” cannot be worked out."
    nl_way_out = (
        "Kies een andere statistiek (uptime, sum, mean, share, p95, p99, max), of een periode van hele maanden."
    )
    en_way_out = "Choose another statistic (uptime, sum, mean, share, p95, p99, max), or a period of whole months."


def period_of(measure: Measure, month: str, timezone: str) -> Period:
    """The months a measure goes over of which this one is part. Raises NotCounted, UnreadableMonth, UnknownZone."""
    if measure.over not in PERIODS:
        raise _not_counted(measure)
    first, last = months_of(measure.over, month)
    return period(first, timezone, through=last)


def uptime_target(measure: Measure) -> Share | Length | Unstated:
    """What the availability or the summed downtime of a component is held against. Raises NotCounted, BadInput."""
    if (measure.of, measure.statistic) not in ((UPTIME, "uptime"), (DOWNTIME, "sum")):
        raise _not_counted(measure)
    target = of_uptime(measure.target.text)
    wanted = Share if measure.of == UPTIME else Length
    if not isinstance(target, wanted | Unstated):
        raise _not_counted(measure)
    return target


def response_promise(measure: Measure) -> Promise:
    """What a response time, or the length of interruptions, is held against. Raises NotCounted, BadInput."""
    if measure.of not in (*TIMES, INTERRUPTION):
        raise _not_counted(measure)
    text = measure.target.text
    target: Share | Length | Unstated = Unstated()
    if text != target.text:
        target = share(text) if measure.statistic == "share" else length(text)
    good = None if measure.good is None else length(measure.good.text)
    return Promise(measure.statistic, target, good, int(measure.sample or 1))


def interruptions(works: Iterable[Work], spans: Iterable[Span], method: UptimeMethod, promise: Promise) -> Tally:
    """How long each piece of maintenance interrupted the service, announced or not, as a tally in nanoseconds."""
    found = Tally(() if promise.threshold is None else (promise.threshold,))
    spans = tuple(spans)
    for work in works:
        weighted = integral(weighed(spans, dict(method.weights), work.actual))
        found.add(-(-weighted * 1000 // WHOLE))
    return found


def _not_counted(measure: Measure) -> NotCounted:
    return NotCounted(statistic=measure.statistic, of=measure.of, over=measure.over)
