"""How far a roll-out is, and why a customer moves to another wave. Pure."""

from typing import Final

LONGEST_WHY: Final = 500

PLANNED, RUNNING, STOPPED, DONE = "planned", "running", "stopped", "done"
STATES: Final = (PLANNED, RUNNING, STOPPED, DONE)

# Why a customer moves: it asked, a legal date has to be met, or something else.
ASKED, LAW, OTHER = "asked", "law", "other"
REASONS: Final = (ASKED, LAW, OTHER)

_STATES: Final = {
    PLANNED: ("gepland", "planned"),
    RUNNING: ("loopt", "under way"),
    STOPPED: ("stilgelegd", "stopped"),
    DONE: ("klaar", "done"),
}
_REASONS: Final = {
    ASKED: ("op verzoek van de klant", "at the customer's request"),
    LAW: ("om een wettelijke datum te halen", "to meet a legal date"),
    OTHER: ("iets anders", "something else"),
}
_HEALTH: Final = {
    "unknown": ("nog niet bekend", "not known yet"),
    "healthy": ("gaat goed", "doing well"),
    "unhealthy": ("gaat niet goed", "not doing well"),
}


def call_state(state: str, lang: str) -> str:
    return _STATES[state][0 if lang == "nl" else 1]


def call_reason(reason: str, lang: str) -> str:
    return _REASONS[reason][0 if lang == "nl" else 1]


def call_health(verdict: str, lang: str) -> str:
    return _HEALTH[verdict][0 if lang == "nl" else 1]
