"""Which article stands first: how well its words fit, then how much it is opened and how often it answered.

Words come first: use moves an article by at most a factor of 1.5, votes between 0.6 and 1.2. What few people opened is
not pushed down for it, and one angry vote does not sink an article.
"""

from dataclasses import dataclass
from math import log
from typing import Final

TITLE: Final = 8
HEADING: Final = 3
BODY: Final = 1
# What a hit is worth that was not typed so: a word that was begun, and one that was meant.
BEGUN: Final = 0.7
MEANT: Final = 0.5
# A suggestion, which nobody asked for, has this many points at least: a word of a title, or several of the text.
WORTH_OFFERING: Final = 3.0


@dataclass(frozen=True, slots=True)
class Hit:
    """`points` over the words that fit, `matched` of the `asked` words."""

    points: float
    matched: int
    asked: int


def score(hit: Hit, *, opened: int, helped: int, unhelped: int) -> float:
    """The larger, the further up. Each word that is missing costs; a question of many words need not fit whole."""
    covered = hit.matched / max(1, hit.asked)
    used = 1 + min(0.5, log(1 + opened) / 14)
    voted = 0.6 + 0.6 * (helped + 3) / (helped + unhelped + 3)
    return hit.points * (0.5 + covered) * used * voted
