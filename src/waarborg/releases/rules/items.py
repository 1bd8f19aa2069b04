"""What a release may bring, and where it came from. Pure."""

from typing import Final

LONGEST_TITLE: Final = 150
LONGEST_TEXT: Final = 600
LONGEST_WISHES: Final = 200
# The public list shows so many; what is older stays in the archive (CL-18).
SHOWN: Final = 50

FUNCTION, IMPROVEMENT, FIX, LEGAL = "function", "improvement", "fix", "legal"
KINDS: Final = (FUNCTION, IMPROVEMENT, FIX, LEGAL)
VISION, WISH = "vision", "wish"
ORIGINS: Final = (VISION, WISH)

_WORDS: Final = {
    FUNCTION: ("nieuwe functie", "new function"),
    IMPROVEMENT: ("verbetering", "improvement"),
    FIX: ("reparatie", "fix"),
    LEGAL: ("wetswijziging", "legal change"),
    VISION: ("onze eigen koers", "our own direction"),
    WISH: ("een wens van klanten", "a wish of customers"),
}


def call(word: str, lang: str) -> str:
    """A kind or an origin in words."""
    return _WORDS[word][0 if lang == "nl" else 1]
