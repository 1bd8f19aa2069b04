"""What a plan of back-ups says: for whom, of what, how often, how long kept; and how it stands."""

import re
from datetime import datetime, timedelta
from typing import Final

SERVICE: Final = "service"
CUSTOMER: Final = "customer"
# An environment that holds nothing of customers, such as one for tests: covers nobody.
INTERNAL: Final = "internal"
SCOPES: Final = (SERVICE, CUSTOMER, INTERNAL)

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
# Seconds between two back-ups of a plan, and by how much one may be late before anybody is called.
PACES: Final = (
    5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR, 2 * _HOUR, 4 * _HOUR, 6 * _HOUR, 8 * _HOUR, 12 * _HOUR, _DAY,
    7 * _DAY,
)  # fmt: skip
PATIENCE: Final = (0, 5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR, 2 * _HOUR, 4 * _HOUR)

# In what rhythm copies are made, as promises name it (the property `pace`).
HOURLY, DAILY, WEEKLY = "hourly", "daily", "weekly"

LONGEST_KEY, LONGEST_PART, LONGEST_TEXT, LONGEST_PLACE = 40, 40, 200, 120
MOST_DAYS = 36_500
MOST_BYTES = 2**60
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")

NEW, GOOD, LATE, ENDED = "new", "good", "late", "ended"
STATES: Final = (NEW, GOOD, LATE, ENDED)
_CALLED: Final = {
    SERVICE: ("alle klanten", "all customers"),
    CUSTOMER: ("één klant", "one customer"),
    INTERNAL: ("geen klant (eigen omgeving)", "no customer (an environment of our own)"),
    NEW: ("nog geen back-up", "no back-up yet"),
    GOOD: ("op tijd", "in time"),
    LATE: ("te laat", "too late"),
    ENDED: ("beëindigd", "ended"),
}


def is_key(text: str) -> bool:
    """Whether a plan can be called so by programs: small letters, digits and hyphens between them."""
    return _KEY.fullmatch(text) is not None


def pace(every: int) -> str:
    """The rhythm of a plan: more often than once a day is hourly, less often weekly."""
    if every < _DAY:
        return HOURLY
    return DAILY if every == _DAY else WEEKLY


def due(good_at: datetime | None, made_at: datetime, every: int) -> datetime:
    """When the next good back-up is to be complete: `every` seconds after the last one was, or after the plan began."""
    return (good_at or made_at) + timedelta(seconds=every)


def state(
    *, good_at: datetime | None, made_at: datetime, ended_at: datetime | None, every: int, patience: int, now: datetime
) -> str:
    """How a plan stands. Exactly at the last moment is in time."""
    if ended_at is not None:
        return ENDED
    if now > due(good_at, made_at, every) + timedelta(seconds=patience):
        return LATE
    return GOOD if good_at is not None else NEW


def call(word: str, lang: str) -> str:
    """A scope or a state in words; `lang` is nl or en."""
    return _CALLED[word][0 if lang == "nl" else 1]
