"""Which clocks can have run on a subject at all, from the kinds and words of its entries: most tickets meet half.

Left out is only what a replay would show to have no run: nothing started it, or the words that it asks for were never
said. Whatever is not as plain as that is replayed.
"""

from collections.abc import Iterable, Sequence

from waarborg.promises.rules.replay import ClockTerms, Entry
from waarborg.promises.rules.replay.terms import STATE, Condition
from waarborg.promises.rules.standing import Standing, Versions

MOST_KEPT = 10_000
Clocks = Sequence[tuple[str, Versions]]


class Possible:
    """The clocks of one kind of subject under one agreement; `all` of them by promise, in order."""

    def __init__(self, standing: Standing, subject_kind: str) -> None:
        self.all: Clocks = tuple(standing.terms_about(subject_kind).items())
        terms = [one for _, versions in self.all for _, one in versions if one is not None]
        self.starts = frozenset[str]().union(*(one.from_events for one in terms))
        self.names = frozenset(condition.name for one in terms for condition in _asked(one))
        self._kept: dict[frozenset[str | tuple[str, str]], Clocks] = {}

    def among(self, entries: Iterable[Entry]) -> Clocks:
        """Those that can have a run, given all entries of a subject and of what stands above it."""
        seen: set[str | tuple[str, str]] = set()
        for entry in entries:
            if entry.kind in self.starts:
                seen.add(entry.kind)
            if entry.properties:
                seen.update(pair for pair in entry.properties.items() if pair[0] in self.names)
        key = frozenset(seen)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = tuple(one for one in self.all if any(_can_run(terms, key) for _, terms in one[1]))
        return self._kept[key]


def _can_run(terms: ClockTerms | None, seen: frozenset[str | tuple[str, str]]) -> bool:
    if terms is None or (terms.from_events and seen.isdisjoint(terms.from_events)):
        return False
    stood_in_for = {word.name for word in terms.schemes}
    if not _can_fit(terms.conditions, seen, stood_in_for):
        return False
    if terms.every is not None:
        return True
    return any(one.within.kind != "none" and _can_fit(one.when, seen, stood_in_for) for one in terms.cases)


def _can_fit(conditions: Iterable[Condition], seen: frozenset[str | tuple[str, str]], stood_in_for: set[str]) -> bool:
    """Whether words that were said can make all of these fit; a state, and what a scheme may mean otherwise, can."""
    return all(
        one.negated
        or one.name == STATE
        or one.name in stood_in_for
        or any((one.name, word) in seen for word in one.words)
        for one in conditions
    )


def _asked(terms: ClockTerms) -> Iterable[Condition]:
    yield from terms.conditions
    for case in terms.cases:
        yield from case.when
