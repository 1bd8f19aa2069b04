"""When the provider judges its staff's access anew, and whose access nobody uses."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

# Access that was not used for longer is proposed for withdrawal (AP-09).
UNUSED = timedelta(days=90)
LONGEST_MONTHS = 12


def due(last: date, months: int) -> date:
    """The same day so many months on, clipped to the last day of the month."""
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))


def is_unused(last: datetime | None, *, now: datetime) -> bool:
    """Whether somebody who may sign in never did, or longer ago than `UNUSED`."""
    return last is None or now - last > UNUSED


def still_holds(judgement: dict[str, Any] | None, roles: frozenset[str]) -> bool:
    """Whether somebody was judged as what he is now: who got another role afterwards has to be judged again."""
    return judgement is not None and frozenset(judgement["roles"]) == roles
