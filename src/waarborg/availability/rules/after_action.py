"""What came when in an incident, how long it took to find out, tell, take up and recover, and where a picture puts it.
Pure; instants are microseconds.

Counted from the beginning of the outage, which for a probe is its first failure: detected is when an alarm went out or
something was told, whichever came first; told the first message; recovered the end of the last outage. Taking up is
counted from the alarm. An instant before the beginning (corrected later) counts as the beginning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

FAILED: Final = "failed"
BEGAN: Final = "began"
ALARM: Final = "alarm"
OPENED: Final = "opened"
TAKEN_UP: Final = "taken-up"
SAID: Final = "said"
LINKED: Final = "linked"
RECOVERED: Final = "recovered"
ENDED: Final = "ended"
# At one instant what causes comes before what follows.
_ORDER: Final = (FAILED, BEGAN, OPENED, ALARM, TAKEN_UP, LINKED, SAID, RECOVERED, ENDED)
_MOMENTS: Final[dict[str, tuple[str, str]]] = {
    FAILED: ("Eerste mislukte meting", "First failed probe"),
    BEGAN: ("Begin van de storing", "Start of the outage"),
    ALARM: ("Alarm gegeven", "Alarm raised"),
    OPENED: ("Storing gemeld", "Incident opened"),
    TAKEN_UP: ("Alarm bevestigd", "Alarm acknowledged"),
    SAID: ("Bericht", "Message"),
    LINKED: ("Melding gekoppeld", "Ticket linked"),
    RECOVERED: ("Hersteld", "Recovered"),
    ENDED: ("Einde gemeld", "End told"),
}
DETECT: Final = "detect"
TELL: Final = "tell"
ACKNOWLEDGE: Final = "acknowledge"
RECOVER: Final = "recover"
_SPANS: Final[dict[str, tuple[str, str]]] = {
    DETECT: ("Ontdekt na", "Detected after"),
    TELL: ("Gemeld na", "Told after"),
    ACKNOWLEDGE: ("Alarm bevestigd na", "Alarm acknowledged after"),
    RECOVER: ("Hersteld na", "Recovered after"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened; `about` is a phase, or the number of a ticket."""

    kind: str
    at: int
    about: str = ""


def call_moment(kind: str, lang: str) -> str:
    return _MOMENTS[kind][0 if lang == "nl" else 1]


def call_span(kind: str, lang: str) -> str:
    return _SPANS[kind][0 if lang == "nl" else 1]


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """By time, then cause before effect."""
    return sorted(moments, key=lambda one: (one.at, _ORDER.index(one.kind)))


def spans(moments: Iterable[Moment]) -> dict[str, int]:
    """How long each took, in microseconds; what did not happen (yet) is left out."""
    first: dict[str, int] = {}
    for one in in_order(moments):
        first.setdefault(one.kind, one.at)
    began = first.get(FAILED, first.get(BEGAN))
    if began is None:
        return {}
    found: dict[str, int] = {}
    knew = [first[kind] for kind in (ALARM, OPENED) if kind in first]
    if knew:
        found[DETECT] = max(0, min(knew) - began)
    if OPENED in first:
        found[TELL] = max(0, first[OPENED] - began)
    if ALARM in first and TAKEN_UP in first:
        found[ACKNOWLEDGE] = max(0, first[TAKEN_UP] - first[ALARM])
    if RECOVERED in first:
        found[RECOVER] = max(0, first[RECOVERED] - began)
    return found


def placed(moments: Sequence[Moment], *, apart: float = 4.0) -> list[tuple[float, int]]:
    """Where each stands in a picture: its distance from the left in percent, and the lowest row in which it is at least
    `apart` percent from the one before. `moments` are in order."""
    if not moments:
        return []
    first, long = moments[0].at, max(moments[-1].at - moments[0].at, 1)
    rows: list[float] = []
    found: list[tuple[float, int]] = []
    for one in moments:
        left = round((one.at - first) * 100 / long, 2)
        row = next((number for number, last in enumerate(rows) if left - last >= apart), len(rows))
        if row == len(rows):
            rows.append(left)
        rows[row] = left
        found.append((left, row))
    return found
