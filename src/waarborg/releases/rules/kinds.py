"""What kinds of releases there are, what they are for, and how far one is. Pure."""

from typing import Final

LONGEST_VERSION: Final = 40
LONGEST_SUMMARY: Final = 500
LONGEST_NOTES: Final = 20_000

VERSION, PATCH = "version", "patch"
KINDS: Final = (VERSION, PATCH)
MAINTENANCE, INNOVATION = "maintenance", "innovation"
PURPOSES: Final = (INNOVATION, MAINTENANCE)
PLANNED, PUBLISHED, ACTIVATED = "planned", "published", "activated"
STATES: Final = (PLANNED, PUBLISHED, ACTIVATED)

_WORDS: Final = {
    VERSION: ("versie", "version"),
    PATCH: ("patch", "patch"),
    MAINTENANCE: ("onderhoud", "maintenance"),
    INNOVATION: ("vernieuwing", "innovation"),
    PLANNED: ("gepland", "planned"),
    PUBLISHED: ("gepubliceerd", "published"),
    ACTIVATED: ("geactiveerd", "activated"),
}


def call(word: str, lang: str) -> str:
    """A kind, purpose or state in words."""
    return _WORDS[word][0 if lang == "nl" else 1]
