"""Clocks side by side: for which words a clock runs and how soon it falls due, whatever way the file says it.

Cases are not compared by their text but by what they come to: for every combination of words that either version
asks about, the term that each of them gives. So a case that moves, splits or falls away is seen for what it does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from waarborg.promises.rules.agreement.frame import Conditions
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Case, Clock, Promise
from waarborg.promises.rules.agreement.terms import Choice
from waarborg.promises.rules.difference.sides import COUNTED, OPEN_HOURS, Counted, Sides
from waarborg.promises.rules.difference.verdicts import Verdict, directed

OTHER = ""  # any word that neither version names
MOST_COMBINATIONS = 2048
Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Outcome:
    """Under these words (of each property; left out where any word will do) the term that held and that will."""

    words: Words
    old: Counted | None
    new: Counted | None
    verdict: Verdict


def outcomes(sides: Sides) -> list[Outcome] | None:
    """What differs, or None where there are too many combinations to try."""
    before, after = sides.before, sides.after
    if before is None or after is None or before.clock is None or after.clock is None:
        return []
    names = _asked(before) | _asked(after)
    words = {name: _words(name, before, after, sides) for name in sorted(names)}
    if prod(map(len, words.values())) > MOST_COMBINATIONS:
        return None
    found: dict[tuple[Counted | None, Counted | None], list[tuple[str, ...]]] = {}
    nowhere: set[tuple[str, ...]] = set()
    for combination in product(*words.values()):
        said = dict(zip(words, combination, strict=True))
        pair = (_term(before, sides.old, said), _term(after, sides.new, said))
        if pair == (None, None):
            nowhere.add(combination)
        elif not _same(pair, sides):
            found.setdefault(pair, []).append(combination)
    told = []
    for (old, new), combinations in found.items():
        verdict = directed(sides.sooner(old, new), sides.sign)
        for box in _boxes(combinations):
            told.append(Outcome(_limits(box, words, nowhere), old, new, verdict))
    return told


def _limits(box: list[frozenset[str]], words: Mapping[str, tuple[str, ...]], nowhere: set[tuple[str, ...]]) -> Words:
    """The properties that matter: not those of which every word is meant, or is where no clock ever ran."""
    limits: dict[str, frozenset[str]] = {}
    for number, (name, every) in enumerate(words.items()):
        missing = frozenset(every) - box[number]
        if missing and not nowhere.issuperset(product(*box[:number], missing, *box[number + 1 :])):
            limits[name] = box[number]
    return limits


def _same(pair: tuple[Counted | None, Counted | None], sides: Sides) -> bool:
    old, new = pair
    if old is None or new is None:
        return old is new
    calendars = old.kind not in OPEN_HOURS or (
        old.calendar == new.calendar and sides.same_calendar(old.calendar, new.calendar)
    )
    return old.term == new.term and calendars and (old.kind not in COUNTED or old.counting == new.counting)


def _conditions(promise: Promise) -> Iterator[Conditions]:
    yield promise.if_ or {}
    yield promise.unless or {}
    for case in (promise.clock and promise.clock.cases) or ():
        yield case.if_ or {}


def _asked(promise: Promise) -> set[str]:
    return {name for conditions in _conditions(promise) for name in conditions}


def _words(name: str, before: Promise, after: Promise, sides: Sides) -> tuple[str, ...]:
    """Every word that matters; a scheme of both versions is a closed list, elsewhere there is always another word."""
    found = {
        word
        for promise in (before, after)
        for conditions in _conditions(promise)
        if name in conditions
        for word in conditions[name].words
    }
    schemes = [agreement.schemes[name] for agreement in (sides.old, sides.new) if name in agreement.schemes]
    if len(schemes) < 2:
        return (*sorted(found), OTHER)
    return tuple(sorted(found.union(*(scheme.values for scheme in schemes))))


def _term(promise: Promise, agreement: Agreement, said: Mapping[str, str]) -> Counted | None:
    """The term under these words; None where no clock runs."""
    clock = promise.clock
    if clock is None or not _fits(promise.if_, said) or (promise.unless and _fits(promise.unless, said)):
        return None
    for case in _cases(clock):
        if _fits(case.if_, said):
            within = case.within
            if within.kind == "none":
                return None
            counting = agreement.counting_of(promise, case) or "rolling"
            calendar = agreement.calendar_of(promise, case) if within.kind in OPEN_HOURS else None
            return Counted(within, calendar, counting)
    return None


def _cases(clock: Clock) -> Iterable[Case]:
    if clock.cases is not None:
        return clock.cases
    return (Case(within=clock.within or "unstated"),) if clock.within or not clock.every else ()


def _fits(conditions: Conditions | None, said: Mapping[str, str]) -> bool:
    return all(_takes(choice, said[name]) for name, choice in (conditions or {}).items())


def _takes(choice: Choice, word: str) -> bool:
    return choice.fits(word or None)


def _boxes(combinations: list[tuple[str, ...]]) -> Iterator[list[frozenset[str]]]:
    """Combinations as few boxes: per property the words of which every combination is meant."""
    if not combinations or not combinations[0]:
        yield []
        return
    rest: dict[str, list[tuple[str, ...]]] = {}
    for first, *others in combinations:
        rest.setdefault(first, []).append(tuple(others))
    alike: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for first, others_of in rest.items():
        alike.setdefault(tuple(others_of), []).append(first)
    for tail, firsts in alike.items():
        for box in _boxes(list(tail)):
            yield [frozenset(firsts), *box]
