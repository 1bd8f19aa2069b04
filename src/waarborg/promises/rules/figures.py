"""Measures over an indicator: which of them are reckoned, and how a figure stands in a customer's journal.

A figure of the whole service cannot be replayed from one customer's journal. It is stated once for everybody: the same
line, with the same hash, in the journal of the provider and of each customer to whom it is promised (ADR 21).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.promises.rules.agreement.canonical import content_of
from waarborg.promises.rules.agreement.clock_measures import months_of
from waarborg.promises.rules.agreement.indicator_measures import NOW, choice_of, is_reckoned, part_of
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Measure, Promise
from waarborg.promises.rules.agreement.rounds import OVER, PER, every_of, indicator_of
from waarborg.promises.rules.agreement.terms import Target
from waarborg.promises.rules.registry import Registry

RECORDED: Final = "promises.figure.recorded"
SUBJECT: Final = "promises.figure"
_PART = "part-"
# Of what could not be told for certain: the numerator lies from the one stated to this one, or has no end.
MOST: Final = "most"
ENDLESS: Final = "endless"
# Too little of the period is known: what is missed for certain is missed, nothing else is judged.
UNSURE: Final = "unsure"
# How a promise whose rounds are counted stands at this moment: one row of each customer, in no journal.
LIVE: Final = "live"
BROKE: Final = "broken"
_ROW = "row-"
# Rows that pictures alone are drawn from: no sentence tells them.
DRAWN: Final = "draw-"
# Statistics whose denominator is the number of what was seen.
SAMPLED: Final = ("share", "mean")
# Lengths are stated in microseconds, rounded up: of a target in whole microseconds that decides the same.
MICROSECONDS: Final = {"ms": 1_000, "s": 10**6, "min": 60 * 10**6, "h": 3600 * 10**6}
_COUNT = re.compile(r"0|[1-9][0-9]{0,14}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that a promise needs: of what, over which period, of the service or of each customer, in which zone;
    `about` is empty, or says of which part, which statistic, and what is good (`about_of`)."""

    indicator: str
    over: str
    per: str
    zone: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as it was recorded: `last` is the last month of its period, or the month in which it stood so."""

    indicator: str
    over: str
    per: str
    zone: str
    first: str
    last: str
    numerator: int
    denominator: int
    parts: tuple[tuple[str, int], ...] = ()
    about: str = ""
    rows: tuple[str, ...] = ()
    version: int = 1
    replaces: str = ""
    because: str = ""

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None]:
        """Between which bounds the figure lies: the same where it is known exactly, None where it has no end."""
        said = dict(self.parts)
        if ENDLESS in said or not self.denominator:
            return self.value, None
        return self.value, Fraction(said.get(MOST, self.numerator), self.denominator)

    @property
    def statement(self) -> str:
        """The SHA-256 of what is stated: whoever was told the same figure has the same."""
        return sha256_hex(canonical_json(words_of(self)))


def words_of(one: Stated) -> dict[str, str]:
    """The properties of its line in a journal."""
    said = {
        "indicator": one.indicator,
        "over": one.over,
        "per": one.per,
        "zone": one.zone,
        "first": one.first,
        "last": one.last,
        "numerator": str(one.numerator),
        "denominator": str(one.denominator),
    }
    said |= {"about": one.about} if one.about else {}
    if one.version > 1:
        said |= {"version": str(one.version), "replaces": one.replaces, "because": one.because}
    said |= {f"{_ROW}{number:03d}": row for number, row in enumerate(one.rows, 1)}
    return said | {_PART + word: str(number) for word, number in one.parts}


def stated_in(properties: Mapping[str, str]) -> Stated | None:
    """The figure that such a line states; None where it says nothing readable."""
    said = {name: properties.get(name, "") for name in ("indicator", "over", "per", "zone", "first", "last")}
    parts = {name.removeprefix(_PART): text for name, text in properties.items() if name.startswith(_PART)}
    numbers = [properties.get("numerator", ""), properties.get("denominator", ""), *parts.values()]
    if not all(said.values()) or not all(_COUNT.fullmatch(text) for text in numbers):
        return None
    found = Stated(
        **said,
        numerator=int(numbers[0]),
        denominator=int(numbers[1]),
        parts=tuple(sorted((word, int(text)) for word, text in parts.items())),
        about=properties.get("about", ""),
        rows=tuple(text for name, text in sorted(properties.items()) if name.startswith(_ROW)),
        version=int(properties["version"]) if _COUNT.fullmatch(properties.get("version", "")) else 1,
        replaces=properties.get("replaces", ""),
        because=properties.get("because", ""),
    )
    return found


def restates(one: Stated, held: Stated) -> bool:
    """Whether a figure is the next version of one that was stated of the same period, and says so."""
    return one.version == held.version + 1 and one.replaces == held.statement and bool(one.because)


def says_the_same(held: Stated, other: Stated) -> bool:
    """Whether two figures of one period say the same, whichever version each is. One that was stated by a release that
    told nothing of what it rests on is not stated again for that alone, nor is one for what only pictures show."""
    rests, other_rests = (tuple(row for row in one.rows if not row.startswith(DRAWN)) for one in (held, other))
    return rests in ((), other_rests) and (held.numerator, held.denominator, held.parts) == (
        other.numerator,
        other.denominator,
        other.parts,
    )


def about_of(measure: Measure, agreement: Agreement) -> str:
    """What tells figures of one indicator apart: part (empty for all; a property with its word after an equals sign
    where it chooses by one), statistic, what is good and the method, each
    after a semicolon; empty for a figure that has none of these."""
    part, chosen = part_of(measure), choice_of(measure)
    part = part if chosen is None else "=".join(chosen)
    if part is None and measure.good is None:
        return ""
    said = [part or "", measure.statistic, *([measure.good.text] if measure.good else [])]
    return ";".join([*said, *([f"method {method_of(measure.method, agreement)}"] if measure.method else [])])


def method_of(name: str, agreement: Agreement) -> str:
    """The first digits of the hash of a method with all that it names: agreements that count alike share a figure."""
    method = agreement.methods[name]
    content: dict[str, Any] = {"uses": method.uses, "settings": _plain(method.settings), "zone": agreement.timezone}
    hours = method.settings.get("hours")
    if hours in agreement.calendars:
        content["hours"] = _calendar(str(hours), agreement)
    if method.settings.get("excludes"):
        # What is left out follows the agreement's own rules: of notice, of windows, of causes.
        content["rules"] = {
            name: content_of(one.rule) for name, one in agreement.promises.items() if one.rule is not None
        }
        content["calendars"] = {name: _calendar(name, agreement) for name in agreement.calendars}
    return sha256_hex(canonical_json(content))[:16]


def _calendar(name: str, agreement: Agreement) -> dict[str, Any]:
    """As it is published: there every calendar names its zone."""
    return {**content_of(agreement.calendars[name]), "timezone": agreement.timezone_of(name)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else str(value)


def about_rounds(promise: Promise, agreement: Agreement) -> str:
    """What tells rounds apart: how often, and the first digits of the hash of all that decides when one is due and what
    counts."""
    calendar = agreement.calendar_of(promise)
    content: dict[str, Any] = {"zone": agreement.timezone, "counting": agreement.counting_of(promise) or "rolling"}
    for key, asked in (("if", promise.if_), ("unless", promise.unless)):
        content[key] = {name: [sorted(one.words), one.negated] for name, one in (asked or {}).items()}
    if calendar in agreement.calendars:
        content["hours"] = _calendar(str(calendar), agreement)
    every = every_of(promise)
    return f"every {every};terms {sha256_hex(canonical_json(content | {'every': every}))[:16]}"


def measured_by(agreement: Agreement, registry: Registry) -> dict[str, Asked]:
    """Promise id -> the figure that its measure or its rounds need; what is merely offered binds nobody."""
    found: dict[str, Asked] = {}
    for name, promise in agreement.promises.items():
        rounds = indicator_of(promise, registry)
        if rounds is not None and not promise.offered:
            found[name] = Asked(rounds, OVER, PER, agreement.timezone, about_rounds(promise, agreement))
        measure = promise.measure
        if measure is None or measure.clock is not None or promise.offered:
            continue
        indicator = registry.find("indicator", measure.of)
        if indicator is not None and not indicator.planned and is_reckoned(measure, indicator):
            found[name] = Asked(measure.of, measure.over, measure.per, agreement.timezone, about_of(measure, agreement))
    return found


def reaches(target: Target, value: Fraction) -> bool:
    """Whether a figure (a share as a fraction of one, a length in microseconds) reaches what was promised; where
    nothing was, anything does."""
    unit = Fraction(1, 100) if target.unit == "%" else Fraction(MICROSECONDS.get(target.unit or "", 1))
    low, high = (None if end is None else Fraction(end) * unit for end in (target.low, target.high))
    if target.comparison == "unstated":
        return True
    if target.comparison == ">":
        return low is not None and value > low
    if target.comparison == "<":
        return high is not None and value < high
    return (low is None or value >= low) and (high is None or value <= high)


def judged(measure: Measure, one: Stated) -> bool | None:
    """Whether a stated figure reaches what was promised; None where there was nothing or too little to judge, or where
    the truth may lie on either side."""
    least, most = one.ends
    too_few = measure.sample is not None and measure.statistic in SAMPLED and one.denominator < measure.sample
    if least is None or too_few:
        return None
    sides = {reaches(measure.target, least), most is not None and reaches(measure.target, most)}
    verdict = sides.pop() if len(sides) == 1 else None
    return None if verdict and UNSURE in dict(one.parts) else verdict


def period_of(over: str, month: str) -> tuple[str, str]:
    """First and last month of the period to state in `month` (`2026-05`): the last that is over, or this month for how
    things stand now."""
    if over == NOW:
        return month, month
    before = _earlier(month)
    first, last = months_of(over, before)
    # A quarter or year under way is stated when it is over; the one before it is the last.
    return (first, last) if last == before else months_of(over, _earlier(first))


def _earlier(month: str) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 2
    return f"{number // 12}-{number % 12 + 1:02d}"
