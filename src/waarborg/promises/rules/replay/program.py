"""Terms made ready to be replayed many times: what each kind of entry does, and which term holds under which words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from waarborg.kernel.durations import Duration
from waarborg.promises.rules.replay.entries import Entry, States
from waarborg.promises.rules.replay.terms import STATE, Case, ClockTerms, Condition, fits

START, STOP, VOID, MERGE, REOPEN, WAIVE = 1, 2, 4, 8, 16, 32

_KEPT = 4096
# Only these look at opening hours; other terms are counted in the promise's zone, whatever zone a calendar has.
OPEN_HOURS = frozenset(
    {"business-time", "business-days", "half-business-day", "same-business-day", "next-business-day"}
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The term that holds, with everything the clock says filled in. Two plans that are equal count alike."""

    within: Duration
    calendar: str | None
    counting: str
    pause_states: frozenset[str]

    @property
    def has_term(self) -> bool:
        return self.within.has_term


class Program:
    """Compiled terms. `roles` gives the part each kind of entry plays, `opens` and `closes` the states it moves."""

    __slots__ = (
        "_plans",
        "_seen",
        "cadence",
        "closes",
        "heard",
        "judged_states",
        "names",
        "opens",
        "restarts",
        "roles",
        "terms",
    )

    def __init__(self, terms: ClockTerms, states: States) -> None:
        self.terms = terms
        self.cadence = terms.cadence
        self.restarts = terms.every is not None and self.cadence is None
        self.roles = _roles(terms, states)
        self.names = _property_names(terms)
        self.judged_states = _judged_states(terms)
        watched = self.judged_states | terms.pause_states
        for case in terms.cases:
            watched |= case.pause_states or frozenset()
        self.opens = _moves((name, states[name].opens) for name in sorted(watched) if name in states)
        self.closes = _moves((name, states[name].closes) for name in sorted(watched) if name in states)
        self.heard = frozenset({*self.roles, *self.opens, *self.closes})
        self._plans = [_plan(terms, case) for case in _cases(terms)]
        self._seen: dict[tuple[object, ...], Plan | None] = {}

    def role(self, entry: Entry) -> int:
        """The part that an entry plays. One that is not what a recurring duty is about (`counts`) does not do it."""
        role = self.roles.get(entry.kind, 0)
        if role & STOP and self.terms.counts and not fits(self.terms.counts, entry.properties or {}, frozenset()):
            role &= ~STOP
        return role

    def plan(self, words: Mapping[str, str], open_states: Collection[str]) -> Plan | None:
        """The term that holds under these words and open states, or None where there is no clock."""
        key = (*map(words.get, self.names), *(state in open_states for state in self.judged_states))
        try:
            return self._seen[key]
        except KeyError:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            found = self._seen[key] = self._judge(words, frozenset(open_states))
            return found

    def _judge(self, said: Mapping[str, str], open_states: frozenset[str]) -> Plan | None:
        terms = self.terms
        words = _scheme_words(terms, said, open_states)
        if not fits(terms.conditions, words, open_states):
            return None
        if terms.exceptions and fits(terms.exceptions, words, open_states):
            return None
        for case, plan in zip(_cases(terms), self._plans, strict=True):
            if fits(case.when, words, open_states):
                return None if plan.within.kind == "none" else plan
        return None


_programs: dict[tuple[int, int], tuple[Program, ClockTerms, States]] = {}


def program_for(terms: ClockTerms, states: States) -> Program:
    """The program of these terms, made once. Keyed by identity, since hashing terms costs more than replaying them."""
    found = _programs.get((id(terms), id(states)))
    if found is None:
        if len(_programs) >= _KEPT:
            _programs.clear()
        # The objects are kept beside the program: while they live here, their identity is nobody else's.
        found = _programs[id(terms), id(states)] = (Program(terms, states), terms, states)
    return found[0]


def hears(terms: ClockTerms, states: States, kinds: Collection[str]) -> bool:
    """Whether an entry of one of these kinds means anything to the clock, beyond the words and dates that it says."""
    return not program_for(terms, states).heard.isdisjoint(kinds)


def _cases(terms: ClockTerms) -> tuple[Case, ...]:
    if terms.every is None:
        return terms.cases
    within = Duration(kind="unstated") if terms.cadence else terms.every
    return (Case(within=within),)  # type: ignore[arg-type]


def _plan(terms: ClockTerms, case: Case) -> Plan:
    return Plan(
        within=case.within,
        calendar=(case.calendar or terms.calendar) if case.within.kind in OPEN_HOURS else None,
        counting=case.counting or terms.counting,
        pause_states=terms.pause_states if case.pause_states is None else case.pause_states,
    )


def _roles(terms: ClockTerms, states: States) -> dict[str, int]:
    roles: dict[str, int] = {}

    def give(kinds: Collection[str], role: int) -> None:
        for kind in kinds:
            roles[kind] = roles.get(kind, 0) | role

    give(terms.from_events, START)
    give(terms.until_events, STOP)
    give(terms.void_events, VOID)
    give(terms.merge_events, MERGE)
    give(terms.waiver_events, WAIVE)
    for opens, closes in states.values():
        # Leaving a state that `until` entered reopens the clock.
        if not opens.isdisjoint(terms.until_events):
            give(closes - terms.until_events - terms.void_events, REOPEN)
    return roles


def _conditions(terms: ClockTerms) -> list[Condition]:
    found = [*terms.conditions, *terms.exceptions]
    for case in terms.cases:
        found.extend(case.when)
    for word in terms.schemes:
        found.extend(word.when)
    return found


def _property_names(terms: ClockTerms) -> tuple[str, ...]:
    names = {condition.name for condition in _conditions(terms)} - {STATE}
    return tuple(sorted(names | {word.name for word in terms.schemes if word.name in names}))


def _judged_states(terms: ClockTerms) -> frozenset[str]:
    judged = frozenset[str]()
    for condition in _conditions(terms):
        if condition.name == STATE:
            judged |= condition.words
    return judged


def _moves(states: object) -> dict[str, tuple[str, ...]]:
    moves: dict[str, tuple[str, ...]] = {}
    for name, kinds in states:  # type: ignore[attr-defined]
        for kind in kinds:
            moves[kind] = (*moves.get(kind, ()), name)
    return moves


def _scheme_words(terms: ClockTerms, said: Mapping[str, str], open_states: frozenset[str]) -> Mapping[str, str]:
    """The words as the schemes mean them: a p1 that this plan does not have is the word that stands in its place."""
    if not terms.schemes:
        return said
    words = dict(said)
    for _ in terms.schemes:  # a word may stand in for a word that is conditional itself
        moved = False
        for word in terms.schemes:
            if words.get(word.name) == word.word and not fits(word.when, words, open_states):
                words[word.name] = word.otherwise
                moved = True
        if not moved:
            break
    return words
