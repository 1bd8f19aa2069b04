"""Rings: how soon a customer gets a new version of what it bought."""

from typing import Final

EARLY: Final = "early"
GENERAL: Final = "general"
LATE: Final = "late"
# In the order in which a new version reaches them.
RINGS: Final = (EARLY, GENERAL, LATE)
LONGEST: Final = 10

WORDS: Final[dict[str, tuple[str, str]]] = {
    EARLY: ("vroeg: als eerste een nieuwe versie", "early: a new version first"),
    GENERAL: ("gewoon: met de meeste klanten", "general: with most customers"),
    LATE: ("laat: als laatste een nieuwe versie", "late: a new version last"),
}


def words(ring: str, lang: str) -> str:
    """The ring in words."""
    return WORDS[ring][0 if lang == "nl" else 1]


def short(ring: str, lang: str) -> str:
    """The one word for it, which an import takes."""
    return words(ring, lang).partition(":")[0]
