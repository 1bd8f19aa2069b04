"""What goes along with an answer: done in the same act, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Along:
    """`to_me` or a `team` gets the ticket, never both; `priority` is a word of the customer's agreement; `whom` we wait
    for then; `why` is said of the priority, which the customer reads, and of the waiting."""

    tags: tuple[str, ...] = ()
    to_me: bool = False
    team: UUID | None = None
    priority: str = ""
    whom: str = ""
    why: str = ""

    def __bool__(self) -> bool:
        return bool(self.tags or self.to_me or self.team or self.priority or self.whom)

    @property
    def asks_why(self) -> bool:
        return bool(self.priority or self.whom)


def together(earlier: Along, later: Along) -> Along:
    """Of two texts in one answer: the labels of both; else the later one's, where it says anything."""
    given = later if later.to_me or later.team else earlier
    return replace(
        later,
        tags=_once([*earlier.tags, *later.tags]),
        to_me=given.to_me,
        team=given.team,
        priority=later.priority or earlier.priority,
        whom=later.whom or earlier.whom,
        why=later.why or earlier.why,
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
