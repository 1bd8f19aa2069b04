"""Which acts on several tickets can be set back, how long, and what of them stays (pure)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

UNDO_FOR: Final = timedelta(minutes=5)
# A message is taken back before it is sent (rules.bulk.held); a waived term is a promise given up, and stays.
CAN_BE_UNDONE: Final = ("take", "priority")
Why = Literal["gone", "changed", "over", "no-priority"]
STAYS: Final[Mapping[Why, Mapping[str, str]]] = {
    "gone": {"nl": "deze melding is er niet meer", "en": "this ticket is no longer there"},
    "changed": {
        "nl": "iemand wijzigde dit sindsdien, en dat blijft staan",
        "en": "somebody changed this since, and that stays",
    },
    "over": {"nl": "deze melding loopt niet meer", "en": "this ticket is no longer live"},
    "no-priority": {
        "nl": "deze melding had nog geen prioriteit; de nieuwe blijft staan",
        "en": "this ticket had no priority yet; the new one stays",
    },
}


def is_open(done_at: datetime, at: datetime) -> bool:
    """Whether an act of `done_at` can still be set back."""
    return at <= done_at + UNDO_FOR


def stays(act: str, was: str, now_is: str, made: str, *, live: bool) -> Why | None:
    """Why one ticket is not set back, None where it is: `was` before the act, `made` by it, `now_is` now."""
    if not live:
        return "over"
    if now_is != made:
        return "changed"
    return "no-priority" if act == "priority" and not was else None
