"""What of a day's journal of one customer looks like misuse. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# So many refusals of one person in a day are no slip of the hand.
MOST_REFUSALS: Final = 20
REFUSED: Final = "act.refused"
# Each of these once is worth a look: somebody shut an account, or showed a token that was given away already.
ALWAYS: Final = ("access.account.locked", "access.application.reuse")
KINDS: Final = (REFUSED, *ALWAYS)
CLEAR, SIGNS = "clear", "signs"


@dataclass(frozen=True, slots=True)
class Sign:
    """A kind of entry and how often it stands there."""

    kind: str
    count: int


def signs(refusals: Mapping[object, int], others: Mapping[str, int]) -> Sequence[Sign]:
    """`refusals` by person, `others` by kind: the worst of the refusals, and each kind that always counts."""
    found = [Sign(kind, others[kind]) for kind in ALWAYS if others.get(kind)]
    worst = max(refusals.values(), default=0)
    return [*([Sign(REFUSED, worst)] if worst >= MOST_REFUSALS else []), *found]
