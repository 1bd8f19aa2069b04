"""How a chat ends, and for how long one who was seen counts as being there."""

from datetime import datetime, timedelta
from typing import Literal

End = Literal["resolved", "continued", "left"]
ENDS: dict[End, dict[str, str]] = {
    "resolved": {"nl": "opgelost in de chat", "en": "solved in the chat"},
    "continued": {"nl": "gaat verder als melding", "en": "goes on as a ticket"},
    "left": {"nl": "afgesloten door de klant", "en": "ended by the customer"},
}
# A page says every 25 seconds that it is looked at: two of those may get lost.
PRESENT = timedelta(seconds=70)
# What somebody types is said at most this often, and holds for twice as long.
TYPING_EVERY = timedelta(seconds=3)
TYPING = timedelta(seconds=6)
SEEN_EVERY = timedelta(seconds=20)


def is_present(seen: datetime | None, now: datetime) -> bool:
    return seen is not None and now - seen < PRESENT


def is_typing(typed: datetime | None, now: datetime) -> bool:
    return typed is not None and now - typed < TYPING


def subject_of(text: str) -> str:
    """What a chat is called in lists: the beginning of its first words, cut at a space."""
    words = " ".join(text.split())
    if len(words) <= 80:
        return words or "Chat"
    return words[:80].rsplit(" ", 1)[0] + "…"
