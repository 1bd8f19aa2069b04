"""What a customer bought, from which day until which, as promises about a product or module ask it. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from waarborg.catalogue import events
from waarborg.kernel.instants import civil_start

Words = Mapping[str, frozenset[str]]
# From an instant (us) until another; None for what has no end yet.
Span = tuple[int, int | None]
DAY = timedelta(days=1)
KINDS = frozenset({events.BOUGHT, events.ENDED, events.WITHDRAWN})
SUBJECT = "catalogue.purchase"
ITEM, FIRST, LAST = "bought", "bought-from", "bought-until"


@dataclass(frozen=True, slots=True)
class Purchase:
    """`item` is a product or module as kind/word; it is there from day `first` through day `last` (None: no end).
    `words` are all that concerns whoever has it, as (property, word)."""

    item: str
    first: date
    last: date | None
    words: frozenset[tuple[str, str]] = frozenset()


def words_between(bought: Iterable[Purchase], first: date, last: date) -> dict[str, frozenset[str]]:
    """By property the words of what was there on one of these days."""
    found: dict[str, set[str]] = {}
    for one in bought:
        if one.first <= last and (one.last is None or first <= one.last):
            for kind, word in one.words:
                found.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in found.items()}


def spans(bought: Iterable[Purchase], wanted: Callable[[Words], bool], zone: str) -> list[Span]:
    """When what was there was what is `wanted`: whole days in `zone`, in order, none touching the next."""
    listed = list(bought)
    days = sorted({one.first for one in listed} | {one.last + DAY for one in listed if one.last is not None})
    found: list[Span] = []
    for number, day in enumerate(days):
        if not wanted(words_between(listed, day, day)):
            continue
        begins = civil_start(day, 0, zone)
        ends = civil_start(days[number + 1], 0, zone) if number + 1 < len(days) else None
        if found and found[-1][1] == begins:
            begins = found.pop()[0]
        found.append((begins, ends))
    return found


def recorded(lines: Iterable[tuple[str, str, Mapping[str, str]]]) -> list[tuple[str, str, str | None]]:
    """From entries in order, as (kind, purchase, properties): item, first and last day (ISO) of every purchase that was
    not withdrawn, by item and first day. The last entry about a purchase says how it stands."""
    found: dict[str, tuple[str, str, str | None]] = {}
    for kind, purchase, words in lines:
        if kind == events.WITHDRAWN:
            found.pop(purchase, None)
        elif kind in KINDS and ITEM in words and FIRST in words:
            found[purchase] = words[ITEM], words[FIRST], words.get(LAST)
    return sorted(found.values(), key=lambda one: one[:2])
