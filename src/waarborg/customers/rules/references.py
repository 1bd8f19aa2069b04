"""Naming a customer's supplier to another customer: what the customer agreed to, and whether that still stands (CL-33).

What is named is the supplier alone. Who told us is never said, and nor is who asked.
"""

from datetime import date
from typing import Final

ASKED: Final = "asked"
CONSENTED: Final = "consented"
DECLINED: Final = "declined"
WITHDRAWN: Final = "withdrawn"
STATES: Final = (ASKED, CONSENTED, DECLINED, WITHDRAWN)

EVERYBODY: Final = "everybody"
ONE: Final = "one"
WHOM: Final = (EVERYBODY, ONE)

WORDS: Final[dict[str, tuple[str, str]]] = {
    EVERYBODY: ("iedere klant die ernaar vraagt", "every customer who asks for it"),
    ONE: ("één klant, één keer", "one customer, once"),
}
LONGEST_WHAT, LONGEST_WHERE, LONGEST_SUPPLIER = 120, 80, 150


def stands(state: str, whom: str, until: date | None, told: int, today: date) -> bool:
    """Whether the supplier may be named on `today`: agreed to, not taken back, not past its last day (`until`, that day
    included) and, for one customer alone, not named before (`told` is how often it was)."""
    if state != CONSENTED or (until is not None and today > until):
        return False
    return whom == EVERYBODY or told == 0


def words(whom: str, lang: str) -> str:
    """To whom, in words."""
    return WORDS[whom][0 if lang == "nl" else 1]
