"""A published agreement made ready to replay: its clocks as terms, its calendars as integers, and what moves them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.zones import LAST_YEAR
from waarborg.promises.rules.agreement import Agreement, Promise
from waarborg.promises.rules.agreement.after_end import outlasts
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.agreement.freeze import rules_of
from waarborg.promises.rules.agreement.promise import Measure
from waarborg.promises.rules.agreement.rounds import indicator_of, measure_of
from waarborg.promises.rules.agreement.scope import asked_of, is_scoped
from waarborg.promises.rules.figures import Asked, measured_by
from waarborg.promises.rules.registry import Registry
from waarborg.promises.rules.replay import ClockTerms, States
from waarborg.promises.rules.replay.calendars import YEARS_ON
from waarborg.promises.rules.replay.from_agreement import (
    CUSTOMER,
    clocks_of,
    compiled_calendars,
    runs_on,
    states_from_registry,
    terms_from,
)

YEARS_BACK = 1


@dataclass(frozen=True)
class Compiled:
    """`terms` by promise id, only of clocks that are enforced now; `kinds` the entries that can move any of them;
    `counted` the measures over these clocks that reports count. `lasting` are the promises that outlast the agreement,
    `owned` the clocks of the customer itself that run only while he has what they are about: no entry says that of
    him, so their terms do not ask it. `asked` are the figures that measures over indicators and rounds need, by
    promise.
    """

    agreement: Agreement
    sha256: str
    terms: Mapping[str, ClockTerms]
    states: States
    calendars: Mapping[str, CompiledCalendar]
    kinds: frozenset[str]
    subject_kinds: Mapping[str, str]
    counted: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    asked: Mapping[str, Asked] = field(default_factory=dict)

    @property
    def figured(self) -> frozenset[str]:
        """The measures over indicators whose figures are stated."""
        return frozenset(self.asked)

    @cached_property
    def is_scoped(self) -> bool:
        """Whether any promise holds only for who has something."""
        return is_scoped(self.agreement)

    def promise(self, promise: str) -> Promise:
        return self.agreement.promises[promise]

    def measure(self, promise: str) -> Measure | None:
        """By what the figure of a promise is judged: its measure, or that none of its rounds was late."""
        held, asked = self.promise(promise).measure, self.asked.get(promise)
        return measure_of(asked.indicator) if held is None and asked is not None else held

    def is_rounds(self, promise: str) -> bool:
        """Whether a promise is a clock whose rounds are counted apart from journals."""
        return promise in self.asked and self.promise(promise).clock is not None

    def calendar_at(self, name: str, at: datetime) -> CompiledCalendar:
        """A calendar as it is known at an instant: at least three years on. Raises KeyError."""
        return self.written_out(name, at.year + YEARS_ON)

    def written_out(self, name: str, year: int) -> CompiledCalendar:
        """A calendar to the end of a year at least: beyond what was published, carried on by its own rules, which the
        version's hash covers. The seam between the two stands in explanations. Raises KeyError."""
        calendar = self.calendars[name]
        if calendar.last.year >= min(year, LAST_YEAR):
            return calendar
        # A page counts a dozen clocks in one calendar: its rules are read from the agreement once, not for each.
        key = name, min(year, LAST_YEAR)
        if key not in self._further:
            rules = rules_of(self.agreement.calendars[name], self.agreement.timezone)
            self._further[key] = _carried_on(calendar, rules, year)
        return self._further[key]

    @cached_property
    def _further(self) -> dict[tuple[str, int], CompiledCalendar]:
        return {}


@lru_cache(maxsize=256)
def _carried_on(calendar: CompiledCalendar, rules: CalendarRules, year: int) -> CompiledCalendar:
    further = compile_calendar(rules, calendar.last + timedelta(days=1), date(min(year, LAST_YEAR), 12, 31))
    return calendar.followed_by(further)


def compile_agreement(agreement: Agreement, *, sha256: str, published: datetime, registry: Registry) -> Compiled:
    """Pure: the same agreement, publication and registry give the same result. Calendars are written out from a year
    before the publication to three years after it; beyond that `written_out` carries them on."""
    terms = {
        name: terms_from(name, agreement)
        for name in clocks_of(agreement)
        if not planned_names(name, agreement, registry) and indicator_of(agreement.promises[name], registry) is None
    }
    states = states_from_registry(registry)
    calendars = compiled_calendars(
        agreement, date(published.year - YEARS_BACK, 1, 1), date(published.year + YEARS_ON, 12, 31), published
    )
    found = {name: runs_on(name, agreement, registry) for name in terms}
    subjects = {name: subject for name, subject in found.items() if subject is not None}
    owned = frozenset(name for name in terms if subjects.get(name) == CUSTOMER and _is_owned(name, agreement))
    terms |= {name: _without_scope(terms[name], agreement) for name in owned}
    counted = frozenset(_counted(agreement, terms, registry))
    kinds = _kinds(terms.values(), states)
    lasting = frozenset(name for name, promise in agreement.promises.items() if outlasts(promise))
    asked = measured_by(agreement, registry)
    return Compiled(agreement, sha256, terms, states, calendars, kinds, subjects, counted, lasting, owned, asked)


def _is_owned(name: str, agreement: Agreement) -> bool:
    return any(asked_of(agreement.promises[name], agreement))


def _without_scope(terms: ClockTerms, agreement: Agreement) -> ClockTerms:
    asked = {kind for kind, _ in asked_of(agreement.promises[terms.promise], agreement)}
    return replace(terms, conditions=tuple(one for one in terms.conditions if one.negated or one.name not in asked))


def _counted(agreement: Agreement, terms: Mapping[str, ClockTerms], registry: Registry) -> Iterable[str]:
    for name, promise in agreement.promises.items():
        over = promise.measure.clock if promise.measure else None
        if over in terms and not promise.offered and not planned_names(name, agreement, registry):
            yield name


def _kinds(terms: Iterable[ClockTerms], states: States) -> frozenset[str]:
    """The entries that can move one of these clocks, besides those that set a property."""
    kinds: set[str] = set()
    for one in terms:
        kinds |= one.from_events | one.until_events | one.void_events | one.waiver_events | one.merge_events
        # What was taken in is told at the one that took it: its clocks are carried on there.
        kinds |= {f"{event.rpartition('.')[0]}.absorbed" for event in one.merge_events}
    for state in states.values():
        kinds |= state.opens | state.closes
    return frozenset(kinds)
