"""Which message that waited for its moment still goes, and in which words it is said that it did not (pure)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

# A message is on its way by one word of the database: whoever comes first, its moment or who takes it back.
HELD, GOING, BACK = "held", "going", "back"
Why = Literal["left", "merged", "closed", "replied", "moved", "changed"]
NOT_SENT: Final[Mapping[Why, Mapping[str, str]]] = {
    "left": {
        "nl": "wie dit schreef, mag klanten niet meer antwoorden",
        "en": "whoever wrote it may no longer answer customers",
    },
    "merged": {"nl": "deze melding is opgegaan in een andere", "en": "this ticket goes on in another one"},
    "closed": {"nl": "deze melding is intussen gesloten", "en": "this ticket was closed meanwhile"},
    "replied": {"nl": "de klant schreef intussen", "en": "the customer wrote meanwhile"},
    "moved": {"nl": "deze melding ging naar een ander team", "en": "this ticket went to another team meanwhile"},
    "changed": {"nl": "deze melding is intussen gewijzigd", "en": "this ticket changed meanwhile"},
}


def why_not(
    *, may: bool, was_live: bool, state: str, live: bool, same: bool, same_team: bool, replied: bool
) -> Why | None:
    """Why a message does not go on a ticket, None where it goes. `may`: its writer may still answer; `was_live` and
    `live`: the ticket when it was written and now, in `state`; `same`: nothing was said or changed since; `replied`:
    the customer said something since."""
    if not may:
        return "left"
    if state == "merged":
        return "merged"
    if was_live and not live:
        return "closed"
    if replied:
        return "replied"
    if not same_team:
        return "moved"
    return None if same else "changed"


def goes_at(due: datetime, at: datetime) -> datetime:
    """The instant that counts: the one that was shown, later where it became later, never before."""
    return max(due, at)
