"""What people may find out about a stretch of time, and what that is called. Pure."""

from typing import Final

from waarborg.availability.rules.methods import CAUSES as CAUSES
from waarborg.availability.rules.timeline import DEGRADED, OUTAGE, PARTIAL, UNKNOWN, UP
from waarborg.availability.rules.words import said

CORRECTION: Final = "correction"
EXCLUSION: Final = "exclusion"
KINDS: Final = (CORRECTION, EXCLUSION)
STATES: Final = (UP, OUTAGE, PARTIAL, DEGRADED, UNKNOWN)
_STATE_WORDS: Final[dict[str, tuple[str, str]]] = {
    UP: ("werkte", "worked"),
    OUTAGE: ("uitval", "outage"),
    PARTIAL: ("gedeeltelijke uitval", "partial outage"),
    DEGRADED: ("trager of met beperkingen", "slower or limited"),
    UNKNOWN: ("onbekend", "unknown"),
}


def call_state(state: str, lang: str) -> str:
    """The state of a component in a word."""
    return _STATE_WORDS[state][0 if lang == "nl" else 1]


def call_cause(cause: str, lang: str) -> str:
    """The cause for which downtime is left out."""
    return said(f"cause-{cause}", lang)
