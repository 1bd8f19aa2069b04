"""What an incident is: how badly a component is hit, how far we are, and what that is called. Pure."""

from collections.abc import Iterable
from typing import Final

DEGRADED: Final = "degraded"
PARTIAL: Final = "partial"
DOWN: Final = "down"
# From the least to the worst.
EFFECTS: Final = (DEGRADED, PARTIAL, DOWN)

INVESTIGATING: Final = "investigating"
IDENTIFIED: Final = "identified"
MONITORING: Final = "monitoring"
RESOLVED: Final = "resolved"
LOOKED_BACK: Final = "looked-back"
PHASES: Final = (INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED, LOOKED_BACK)
RUNNING: Final = (INVESTIGATING, IDENTIFIED, MONITORING)
# What is told while it lasts, the end among it.
TOLD: Final = (*RUNNING, RESOLVED)

_EFFECT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "": ("werkt", "works"),
    DEGRADED: ("trager of met beperkingen", "slower or limited"),
    PARTIAL: ("gedeeltelijke storing", "partial outage"),
    DOWN: ("storing", "outage"),
}
_PHASE_WORDS: Final[dict[str, tuple[str, str]]] = {
    INVESTIGATING: ("In onderzoek", "Investigating"),
    IDENTIFIED: ("Oorzaak gevonden", "Cause found"),
    MONITORING: ("Hersteld, wij kijken mee", "Repaired, we are watching"),
    RESOLVED: ("Opgelost", "Resolved"),
    LOOKED_BACK: ("Nabeschouwing", "Looking back"),
}
# How lists and pictures mark it (plumbing.web.marks).
MARKS: Final[dict[str, str]] = {"": "met", DEGRADED: "risk", PARTIAL: "broken", DOWN: "broken"}


def call_effect(effect: str, lang: str) -> str:
    """An effect in words; that of no effect is that it works."""
    return _EFFECT_WORDS[effect][0 if lang == "nl" else 1]


def call_phase(phase: str, lang: str) -> str:
    return _PHASE_WORDS[phase][0 if lang == "nl" else 1]


def worst(effects: Iterable[str]) -> str:
    """The worst of some effects; nothing where there is none."""
    return max(effects, key=lambda one: EFFECTS.index(one) if one else -1, default="")


def may_follow(now: str, then: str) -> bool:
    """Whether an update may say `then` of an incident that is at `now`.

    While it runs we may find that we were wrong, so all is open; what was resolved is only looked back upon. What comes
    back afterwards is another incident.
    """
    return then == LOOKED_BACK if now in (RESOLVED, LOOKED_BACK) else then in TOLD
