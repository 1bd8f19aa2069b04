"""What the file of `waarborg measure response` says, and the figure that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from waarborg.availability.rules.files import times
from waarborg.availability.rules.files.places import each, under
from waarborg.availability.rules.files.schemas import response as schema
from waarborg.availability.rules.files.shape import Missing, check
from waarborg.availability.rules.periods import Period, period
from waarborg.availability.rules.response.buckets import Buckets, explicit, exponential
from waarborg.availability.rules.response.figures import Promise, Response, observe, respond
from waarborg.availability.rules.response.tallies import Tally
from waarborg.availability.rules.targets import Length, Share, UnreadableLength, Unstated, length, share
from waarborg.availability.rules.words import ns_text
from waarborg.kernel.errors import BadInput
from waarborg.kernel.histograms import Histogram
from waarborg.kernel.zones import zone

_UNITS = {"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9}
LONGEST = 24 * 3600 * 10**9


class TooLong(BadInput):
    code = "measure.response.too-long"
    nl = "{value} {unit} is langer dan een dag; dat is geen responstijd."
    en = "{value} {unit} is longer than a day; that is no response time."
    nl_way_out = "Controleer de eenheid (unit): ns, us, ms of s."
    en_way_out = "Check the unit: ns, us, ms or s."


class ThresholdNotCounted(BadInput):
    code = "measure.response.threshold-not-counted"
    nl = "Deze minuut zegt niet hoeveel er langer duurden dan {threshold}."
    en = "This minute does not say how many took longer than {threshold}."
    nl_way_out = 'Voeg toe: "above": [{{"threshold": "{threshold}", "count": 0}}].'
    en_way_out = 'Add: "above": [{{"threshold": "{threshold}", "count": 0}}].'


class MoreThanAll(BadInput):
    code = "measure.response.more-than-all"
    nl = "Er duurden er {above} langer dan een grens, van {count} in totaal."
    en = "{above} took longer than a threshold, of {count} in all."
    nl_way_out = "Controleer de aantallen."
    en_way_out = "Check the counts."


@dataclass(frozen=True, slots=True)
class Timed:
    """The file read: the figure, a histogram of the single measurements (for quantiles), and what lay outside."""

    period: Period | None
    response: Response
    total: tuple[int, int | None]
    histogram: Histogram
    outside: int


class _Reader:
    """What the whole file shares: its unit, its promise and its period."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.unit = content.get("unit", "ms")
        self.promise = _promise(content)
        self.place = zone(under("timezone", lambda name: zone(name).name, content.get("timezone", "UTC")))
        self.period = None
        if "month" in content:
            self.period = period(content["month"], self.place.name, through=content.get("through"))
        self.thresholds = () if self.promise.threshold is None else (self.promise.threshold,)
        self.tally = Tally(self.thresholds)
        self.histogram = Histogram()
        self.outside = 0

    def ns(self, value: int | Decimal) -> int:
        """Whole nanoseconds; what a float left behind the last one is rounded to the nearest."""
        found = int((Decimal(value) * _UNITS[self.unit]).to_integral_value(ROUND_HALF_EVEN))
        if found > LONGEST:
            raise TooLong(value=value, unit=self.unit)
        return found

    def lies_outside(self, content: Mapping[str, Any]) -> bool:
        """Whether this has an instant beyond the period."""
        if "at" not in content:
            return False
        at = under("at", lambda one: times.instant(one, self.place), content["at"])
        return self.period is not None and not self.period.start <= at < self.period.end

    def sample(self, content: Any) -> None:
        if not isinstance(content, dict):
            content = {"value": content}
        value, count = under("value", self.ns, content["value"]), content.get("count", 1)
        if self.lies_outside(content):
            self.outside += count
            return
        self.tally.add(value, count)
        self.histogram.add(value, count)

    def minute(self, content: Mapping[str, Any]) -> Tally | None:
        above = {}
        for number, one in enumerate(content.get("above", ())):
            bound = under(f"above[{number}].threshold", length, f"<= {one['threshold']}")
            if one["count"] > content["count"]:
                raise MoreThanAll(above=one["count"], count=content["count"], path=f"above[{number}].count")
            above[bound.ns] = one["count"]
        for one in self.thresholds:
            if one not in above:
                raise ThresholdNotCounted(threshold=ns_text(one, "en"))
        if self.lies_outside(content):
            self.outside += content["count"]
            return None
        return Tally(self.thresholds, content["count"], content["sum_ns"], above)

    def buckets(self, content: Mapping[str, Any]) -> Buckets | None:
        sum_ns = None
        if "sum" in content:
            sum_ns = int((Decimal(content["sum"]) * _UNITS[self.unit]).to_integral_value(ROUND_HALF_EVEN))
        least, most = (under(key, self.ns, content[key]) if key in content else None for key in ("min", "max"))
        if "scale" in content:
            zero_ns = self.ns(content.get("zero_threshold", 0))
            found = exponential(
                content["scale"], content["offset"], content["counts"], _UNITS[self.unit],
                zero=content.get("zero", 0), zero_ns=zero_ns, sum_ns=sum_ns, least=least, most=most,
            )  # fmt: skip
        elif "bounds" in content:
            bounds = [under(f"bounds[{number}]", self.ns, one) for number, one in enumerate(content["bounds"])]
            found = explicit(bounds, content["counts"], sum_ns=sum_ns, least=least, most=most)
        else:
            raise Missing(key="bounds", example='"bounds": [20, 50]')
        if self.lies_outside(content):
            self.outside += found.count
            return None
        return found


def timed(content: Any) -> Timed:
    """The figure of a file. Raises BadInput with the path of the place."""
    check(content, schema())
    reader = _Reader(content)
    each("samples", content.get("samples", ()), reader.sample)
    seen: list[Tally | Buckets] = [reader.tally]
    seen += [one for one in each("minutes", content.get("minutes", ()), reader.minute) if one is not None]
    seen += [one for one in each("histograms", content.get("histograms", ()), reader.buckets) if one is not None]
    observed = observe(seen, reader.promise)
    found = respond(observed, reader.promise, experience=content.get("level") == "experience")
    whole = len(seen) == 1  # only then does our own histogram know all
    histogram = reader.histogram if whole else Histogram()
    return Timed(reader.period, found, (observed.sum_least, observed.sum_most), histogram, reader.outside)


def _promise(content: Mapping[str, Any]) -> Promise:
    target: Share | Length | Unstated = under("target", _target, content["target"])
    good = None
    if content.get("good") is not None:
        good = under("good", length, content["good"])
    elif content["statistic"] == "share":
        raise Missing(key="good", example='"good": "<= 2 s"')
    return under("target", lambda one: Promise(content["statistic"], one, good, content.get("sample", 1)), target)


def _target(text: str) -> Share | Length | Unstated:
    if text == "unstated":
        return Unstated()
    try:
        return share(text) if text.rstrip().endswith("%") else length(text)
    except UnreadableLength:
        raise UnreadableLength(text=text) from None
