"""The terms of one clock, as replay reads them: plain frozen values, free of how an agreement file is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from waarborg.kernel.durations import Duration

Level: TypeAlias = Literal["guarantee", "target", "experience"]
Cadence: TypeAlias = Literal["day", "week", "month", "quarter", "year"]

STATE = "state"
WAIVED = "promises.clock.waived"


@dataclass(frozen=True, slots=True)
class Condition:
    """Property `name` is one of `words` (negated: is none of them). The name "state" asks which states are open."""

    name: str
    words: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A term and when it holds. What is None is taken from the clock; `pause_states` narrows where this term pauses."""

    within: Duration
    when: tuple[Condition, ...] = ()
    calendar: str | None = None
    counting: str | None = None
    pause_states: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class SchemeWord:
    """A word of a scheme that exists only under conditions: where they fail, `otherwise` is meant."""

    name: str
    word: str
    when: tuple[Condition, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Warn:
    """When to warn, and whom: at a fraction of the term (ppm), a duration before due, or a duration after the start.

    `text` is the threshold as written; it is part of the key that keeps a warning from being given twice.
    """

    text: str
    tell: tuple[str, ...] = ()
    ppm: int | None = None
    before: Duration | None = None
    after: Duration | None = None


@dataclass(frozen=True, slots=True)
class ClockTerms:
    """A clock promise. Events and states are full registry names; the first case that fits gives the term.

    `every` is a duration (restarts at each `until`) or a word (one in each period of `timezone`); a clock with `every`
    has no cases. `due_date` names a date agreed per case, which then goes before `cases`. `begins_us` and `ends_us`
    bound when the promise is in force: nothing starts outside them. `void_events` include what ends the subject, such
    as withdrawal; `merge_events` are those among them that spare the subject merged into. Of a duty that recurs by
    itself `counts` say which of the `until` events do it: those whose own words fit, such as the purpose of a release.
    """

    promise: str
    from_events: frozenset[str]
    until_events: frozenset[str]
    timezone: str
    level: Level = "guarantee"
    by: Literal["provider", "customer"] = "provider"
    cases: tuple[Case, ...] = ()
    every: Duration | Cadence | None = None
    due_date: str | None = None
    pause_states: frozenset[str] = frozenset()
    void_events: frozenset[str] = frozenset()
    merge_events: frozenset[str] = frozenset()
    waiver_events: frozenset[str] = frozenset({WAIVED})
    conditions: tuple[Condition, ...] = ()
    exceptions: tuple[Condition, ...] = ()
    counts: tuple[Condition, ...] = ()
    schemes: tuple[SchemeWord, ...] = ()
    calendar: str | None = None
    counting: str = "rolling"
    running: Literal["frozen", "live"] = "frozen"
    on_change: Literal["from-start", "from-change"] = "from-start"
    warn: tuple[Warn, ...] = ()
    begins_us: int | None = None
    ends_us: int | None = None
    version: str = ""
    texts: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def cadence(self) -> Cadence | None:
        return self.every if isinstance(self.every, str) else None


def fits(conditions: tuple[Condition, ...], words: Mapping[str, str], open_states: frozenset[str] | set[str]) -> bool:
    """All must fit; none at all fits always. A property that nobody set is none of any words."""
    for condition in conditions:
        if condition.name == STATE:
            found = not condition.words.isdisjoint(open_states)
        else:
            found = words.get(condition.name) in condition.words
        if found is condition.negated:
            return False
    return True
