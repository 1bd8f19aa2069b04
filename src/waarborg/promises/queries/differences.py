"""What changes between two published versions, in words. Made once in a process: versions never change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement import Agreement
from waarborg.promises.rules.difference import VERDICTS, Difference, Verdict, diff
from waarborg.promises.rules.difference.words import Entry, definitions_in_words, promises_in_words
from waarborg.promises.rules.registry import known

# What concerns only the provider's own people: whom it warns, and what it may agree per customer.
OURS = frozenset({"warn", "negotiable"})


@dataclass(frozen=True)
class Compared:
    """A difference as people read it. `counts`: how many promises change, by what it means for the customer."""

    difference: Difference
    promises: Sequence[Entry]
    definitions: Sequence[Entry]
    counts: Sequence[tuple[Verdict, int]]

    def __bool__(self) -> bool:
        return bool(self.promises or self.definitions)

    @property
    def same(self) -> int:
        return self.difference.same


@lru_cache(maxsize=64)
def difference(old: str, new: str) -> Difference:
    """From one version to another, by their hashes. At most two queries. Raises AgreementVersion.DoesNotExist."""
    return diff(compiled(old).agreement, compiled(new).agreement)


@lru_cache(maxsize=64)
def compared(old: str, new: str, lang: str, *, for_staff: bool) -> Compared:
    """In nl or en. Without `for_staff` nothing that is for the provider's own people only."""
    return in_words(difference(old, new), lang, for_staff=for_staff)


def in_words(found: Difference, lang: str, *, for_staff: bool = True) -> Compared:
    """A difference, also with a version that was never published."""
    registry = known()
    promises = promises_in_words(found, registry, lang)
    if not for_staff:
        promises = [told for one in promises if (told := _open(one, found)) is not None]
    counts = [(verdict, sum(one.verdict == verdict for one in promises)) for verdict in VERDICTS]
    return Compared(
        found,
        tuple(promises),
        tuple(definitions_in_words(found, registry, lang)),
        tuple((verdict, number) for verdict, number in counts if number),
    )


def _open(one: Entry, found: Difference) -> Entry | None:
    """What a customer may read of a change; None where it was and stays among ourselves."""
    hidden = [_is_internal(one.id, side) for side in (found.old, found.new)]
    if not any(hidden):
        return replace(one, changes=tuple(said for said in one.changes if said.key not in OURS))
    if all(_is_internal(one.id, side) for side in (found.old, found.new) if one.id in side.promises):
        return None
    return replace(one, old="" if hidden[0] else one.old, new="" if hidden[1] else one.new, changes=())


def _is_internal(name: str, agreement: Agreement) -> bool:
    promise = agreement.promises.get(name)
    return promise is not None and agreement.visible_of(promise) == "internal"
