"""Which runs of a clock a measure over it counts, and as what: how long each took, and whether that is good enough."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.intervals import measure as total
from waarborg.kernel.intervals import subtract, union
from waarborg.kernel.terms import due_us
from waarborg.promises.rules.agreement.clock_measures import months_of
from waarborg.promises.rules.agreement.conditions import fits
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Measure, Promise
from waarborg.promises.rules.replay import Entry, Run
from waarborg.promises.rules.standing import Standing
from waarborg.trust.rules.measures import unit_of
from waarborg.trust.rules.months import Month

Words = Mapping[str, str | None]


@dataclass(frozen=True)
class Counting:
    """A measure over a clock, in one version of the agreement; `first_month` is where its period begins."""

    promise: str
    agreement: Agreement
    first_month: str

    @cached_property
    def content(self) -> Promise:
        return self.agreement.promises[self.promise]

    @cached_property
    def measure(self) -> Measure:
        measure = self.content.measure
        if measure is None:
            raise ValueError(self.promise)
        return measure

    def is_about(self, words: Words) -> bool:
        meant = {name: self._meant(name, word, words) for name, word in words.items()}
        known = {name: meant.get(name) for name in self._asked}
        if not fits(self.content.if_, known) or not fits(self.measure.where, known):
            return False
        return not (self.content.unless and fits(self.content.unless, known))

    def counts(self, run: Run, horizon: int, plain: Mapping[str, Any]) -> dict[str, Any]:
        """What of its evidence differs in a measure: `used_us` in the measure's unit (of a run that nobody stopped what
        had passed by `horizon`), and `good` (None: not known yet) where a share is counted."""
        until = run.stopped_us if plain["stopped"] is not None else None
        found: dict[str, Any] = {"late_us": None, "good": None}
        unit = unit_of(self.measure)
        if unit == "share":
            return found | {"good": self._is_good(run, until, horizon, str(plain["verdict"]))}
        if unit == "count":
            return found
        end = horizon if until is None else until
        return found | {"business": unit == "open-time", "used_us": self._length(run, end, unit == "open-time")}

    @cached_property
    def _asked(self) -> list[str]:
        conditions = (self.content.if_, self.content.unless, self.measure.where)
        return [name for one in conditions for name in one or {}]

    def _meant(self, name: str, word: str | None, words: Words) -> str | None:
        """The word itself, or where it may not stand the one that is meant then."""
        scheme = self.agreement.schemes.get(name)
        value = scheme.values.get(word) if scheme and word is not None else None
        if value is None or not value.if_ or value.else_ is None:
            return word
        asked = {one: words.get(one) for one in value.if_}
        return word if fits(value.if_, asked) else value.else_

    def _is_good(self, run: Run, until: int | None, horizon: int, verdict: str) -> bool | None:
        good = self.measure.good
        if good is None:
            return None if verdict == "timed" else verdict == "met"
        within = parse_duration(f"{good.high} {good.unit}")
        counting = str(self.agreement.defaults.counting or "rolling")
        end = horizon if until is None else until
        due = due_us(run.version.calendar, run.started_us, within, counting, _pauses(run, end))
        if due is None:
            return None
        in_time = end < due if good.comparison == "<" else end <= due
        return None if until is None and in_time else in_time

    def _length(self, run: Run, end: int, business: bool) -> int | None:
        spans = subtract([(run.started_us, end)], _pauses(run, end))
        if not business:
            return total(spans)
        try:
            return sum(run.version.calendar.open_between(a, b) for a, b in spans)
        except BeyondCover:
            return None


def _pauses(run: Run, end: int) -> tuple[tuple[int, int], ...]:
    spans = ((one.start_us, end if one.end_us is None else min(one.end_us, end)) for one in run.pauses)
    return union([(a, b) for a, b in spans if a < b])


def countings_by_clock(standing: Standing, month: Month) -> dict[str, list[Counting]]:
    """By clock, the measures over it in the version in force at the end of the month."""
    found: dict[str, list[Counting]] = {}
    bound = standing.before(month.to_us)
    for name in sorted(bound.counted):
        measure = bound.promise(name).measure
        if measure is not None and measure.clock is not None:
            first, _ = months_of(measure.over, month.name)
            found.setdefault(measure.clock, []).append(Counting(name, bound.agreement, first))
    return found


def first_month(standing: Standing, month: Month) -> str:
    """Where the longest of these periods begins, or the month itself."""
    found = countings_by_clock(standing, month)
    return min((one.first_month for ones in found.values() for one in ones), default=month.name)


def words_at(entries: Iterable[Entry], until: int | None) -> Words:
    """The words that were set by then."""
    words: dict[str, str | None] = {}
    for entry in sorted(entries, key=lambda one: (one.at_us, one.sequence)):
        if until is None or entry.at_us <= until:
            words.update(entry.properties or {})
    return words
