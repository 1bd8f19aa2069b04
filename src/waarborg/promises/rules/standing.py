"""What binds a customer over time, ready to replay: pure, so that a report can be checked without a database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache, partial

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.instants import to_us
from waarborg.promises.rules.agreement.scope import concerns
from waarborg.promises.rules.bought import Purchase, Span, spans
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.replay import Calendars, ClockTerms, States, hears
from waarborg.promises.rules.replay.from_agreement import CUSTOMER

Versions = Sequence[tuple[int, ClockTerms | None]]


@dataclass(frozen=True)
class Standing:
    """The versions that bind a customer, oldest first, each from an instant on; the `gaps` in which none does, because
    the agreement ended; and what he `bought`, where a promise asks for it."""

    versions: tuple[tuple[int, Compiled], ...]
    gaps: tuple[Span, ...] = ()
    bought: tuple[Purchase, ...] = ()

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset().union(*(one.kinds for _, one in self.versions))

    @cached_property
    def of_customer(self) -> frozenset[str]:
        """The kinds of entries that clocks of the customer itself hear, whatever their first subject is."""
        found: set[str] = set()
        for versions in self.terms_about(CUSTOMER).values():
            for _, terms in versions:
                if terms is not None:
                    found |= terms.from_events | terms.until_events | terms.void_events
        return frozenset(found)

    @cached_property
    def states(self) -> States:
        return self.versions[-1][1].states

    @cached_property
    def calendars(self) -> Calendars:
        found: dict[str, list[CompiledCalendar]] = {}
        whose: dict[int, tuple[Compiled, str]] = {}
        for _, one in self.versions:
            for name, calendar in one.calendars.items():
                found.setdefault(name, []).append(calendar)
                whose[id(calendar)] = one, name

        def carry_on(calendar: CompiledCalendar, year: int) -> CompiledCalendar:
            version, name = whose[id(calendar)]
            return version.written_out(name, year)

        return Calendars(found, carry_on)

    def terms_about(self, subject_kind: str) -> Mapping[str, Versions]:
        """By promise id, the versions of the clocks that run on subjects of this kind: after the end those alone that
        outlast it, and of promises about what is bought only while it is there."""
        if subject_kind not in self._about:
            self._about[subject_kind] = self._terms_about(subject_kind)
        return self._about[subject_kind]

    @cached_property
    def _about(self) -> dict[str, Mapping[str, Versions]]:
        return {}

    def _terms_about(self, subject_kind: str) -> Mapping[str, Versions]:
        names = {
            name for _, one in self.versions for name, subject in one.subject_kinds.items() if subject == subject_kind
        }
        found = {name: self._versions_of(name) for name in sorted(names)}
        # What the customer never had is no clock of his.
        return {name: versions for name, versions in found.items() if any(terms is not None for _, terms in versions)}

    def hearing(self, subject_kind: str, kinds: Collection[str]) -> frozenset[str]:
        """The promises about subjects of this kind to whose clocks an entry of one of these kinds means anything."""
        key = subject_kind, tuple(kinds)
        if key not in self._hearing:
            self._hearing[key] = frozenset(
                name
                for name, versions in self.terms_about(subject_kind).items()
                if any(terms is not None and hears(terms, self.states, kinds) for _, terms in versions)
            )
        return self._hearing[key]

    @cached_property
    def _hearing(self) -> dict[tuple[str, tuple[str, ...]], frozenset[str]]:
        return {}

    def _versions_of(self, name: str) -> Versions:
        found = [(since, one.terms.get(name)) for since, one in self.versions]
        for ended, _ in self.gaps:
            held = self.before(ended)
            if name not in held.lasting:
                found.append((ended, _closed(held.terms.get(name))))
        found.sort(key=lambda one: one[0])
        return self._while_owned(name, found) if any(name in one.owned for _, one in self.versions) else found

    def _while_owned(self, name: str, found: Versions) -> Versions:
        """The same, cut to the days on which the customer had what each version of the promise is about."""
        cut: list[tuple[int, ClockTerms | None]] = []
        for number, (since, terms) in enumerate(found):
            until = found[number + 1][0] if number + 1 < len(found) else None
            owned = [(since, until)]
            version = self.at_us(since)
            if terms is not None and name in version.owned:
                agreement = version.agreement
                asked = partial(concerns, agreement.promises[name], agreement)
                owned = _within(spans(self.bought, asked, agreement.timezone), since, until)
            cut += _pieces(terms, owned, since, until)
        return cut

    def before(self, us: int) -> Compiled:
        """The version in force at the last instant before `us`; before the first, the first; after an end, the one that
        ended."""
        return next((one for since, one in reversed(self.versions) if since < us), self.versions[0][1])

    def at(self, at: datetime) -> Compiled:
        """The version in force at an instant; before the first, the first; after an end, the one that ended."""
        return self.at_us(to_us(at))

    def at_us(self, us: int) -> Compiled:
        for since, one in reversed(self.versions):
            if since <= us:
                return one
        return self.versions[0][1]

    def over_since(self, us: int) -> int | None:
        """Since when (us) nothing binds at an instant; None while something does, and before anything did."""
        return next((ended for ended, again in self.gaps if ended <= us and (again is None or us < again)), None)

    def next_turn(self, us: int) -> int | None:
        """The first instant (us) after this one at which a clock of the customer itself may begin or cease."""
        found = [at for versions in self.terms_about(CUSTOMER).values() for at, _ in versions if at > us]
        return min(found, default=None)

    @cached_property
    def asks_what_is_bought(self) -> bool:
        """Whether a clock of the customer itself is about something to be bought."""
        return any(one.owned for _, one in self.versions)


def gaps_between(bindings: Sequence[tuple[int, int | None]]) -> tuple[Span, ...]:
    """The spans in which nothing binds after something did. `bindings`: from and until (us), oldest first."""
    found: list[Span] = []
    for number, (_, until) in enumerate(bindings):
        again = bindings[number + 1][0] if number + 1 < len(bindings) else None
        if until is not None and (again is None or until < again):
            found.append((until, again))
    return tuple(found)


@lru_cache(maxsize=4096)
def _closed(terms: ClockTerms | None) -> ClockTerms | None:
    """Terms that hold what runs and start nothing. Kept, because replay tells terms apart by identity.

    A duty that recurs ends with the agreement. What follows the newest version stays with the last there was.
    """
    if terms is None or terms.every is not None:
        return None
    return replace(terms, from_events=frozenset(), running="frozen")


def _within(found: Sequence[Span], since: int, until: int | None) -> list[Span]:
    """The parts of these spans that lie between two instants."""
    kept: list[Span] = []
    for begins, ends in found:
        first = max(begins, since)
        last = ends if until is None else until if ends is None else min(ends, until)
        if last is None or first < last:
            kept.append((first, last))
    return kept


def _pieces(
    terms: ClockTerms | None, owned: Sequence[Span], since: int, until: int | None
) -> list[tuple[int, ClockTerms | None]]:
    """The terms in these spans and none between them."""
    found: list[tuple[int, ClockTerms | None]] = []
    reached: int | None = since
    for begins, ends in owned:
        if reached is not None and reached < begins:
            found.append((reached, None))
        found.append((begins, terms))
        reached = ends
    if reached is not None and (until is None or reached < until):
        found.append((reached, None))
    return found
