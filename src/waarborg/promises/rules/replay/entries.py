"""What a clock is replayed from: entries of the journal, and the states that their kinds open and close."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from waarborg.kernel.instants import parse_instant, to_us

ROBOT = "robot"

_in_order = attrgetter("at_us", "sequence")
_total_order = attrgetter("at_us", "sequence", "kind", "subjects")


# A property of this name and the date's tells an instant that was agreed: "date:delivery".
DATE = "date:"


def dates_of(properties: Mapping[str, str] | None) -> dict[str, int] | None:
    """The dates among the properties of an entry, as instants (us); None for none."""
    told = {name: word for name, word in (properties or {}).items() if name.startswith(DATE)}
    return {name.removeprefix(DATE): to_us(parse_instant(word)) for name, word in told.items()} or None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened.

    `at_us` is when it happened, not when it was recorded; `sequence` orders entries of one instant. `subjects` names
    every subject it concerns as `kind:id`, its own first. `properties` are the words that it sets, `dates` instants
    (us) that it agrees, `data` what only the entry's own kind reads. `actor_kind` "robot" is an auto-reply or a bot.
    """

    at_us: int
    sequence: int
    kind: str
    subjects: tuple[str, ...] = ()
    properties: Mapping[str, str] | None = None
    actor_kind: str = "staff"
    dates: Mapping[str, int] | None = None
    data: Mapping[str, Any] | None = None


class StateEvents(NamedTuple):
    """The events that open and that close a state."""

    opens: frozenset[str]
    closes: frozenset[str]


States: TypeAlias = Mapping[str, StateEvents]


def states_from(declared: Mapping[str, tuple[Iterable[str], Iterable[str]]]) -> States:
    """States from plain lists: `{"support.ticket.solved": (["support.ticket.resolved"], [..reopened])}`."""
    return {name: StateEvents(frozenset(opens), frozenset(closes)) for name, (opens, closes) in declared.items()}


def ordered(entries: Iterable[Entry], until: int | None = None) -> list[Entry]:
    """By (at, sequence), each once, and none that happened after `until`.

    Entries of two tenants may share a sequence number; kind and subjects then decide, so that the same set of entries
    gives the same order however it was handed in.
    """
    found = sorted(entries, key=_in_order)
    if until is not None and found and found[-1].at_us > until:
        found = [entry for entry in found if entry.at_us <= until]
    for one, other in pairwise(found):
        if one.at_us == other.at_us and one.sequence == other.sequence:
            return _without_repeats(sorted(found, key=_total_order))
    return found


def _without_repeats(found: Sequence[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    for entry in found:
        repeat = any(
            entry == other
            for other in reversed(kept[-4:])
            if (other.at_us, other.sequence) == (entry.at_us, entry.sequence)
        )
        if not repeat:
            kept.append(entry)
    return kept


def concerning(entries: Iterable[Entry], subject: str, above: Iterable[str] = ()) -> list[Entry]:
    """The entries that a clock on `subject` is replayed from; `above`: what stands above it (line, customer, service).

    An entry that names the subject counts. One that names only what stands above it counts too, unless it is about
    somebody else: the report of another ticket names the same customer, and starts no clock here.
    """
    line = frozenset((subject, *above))
    kinds = {name.partition(":")[0] for name in line}
    return [
        entry
        for entry in entries
        if subject in entry.subjects
        or (
            not line.isdisjoint(entry.subjects)
            and all(name in line or name.partition(":")[0] not in kinds for name in entry.subjects)
        )
    ]
