"""When the next audit is due: twelve months after the last (AP-13)."""

from datetime import date, timedelta

from waarborg.access.rules.staff_review import due as months_on

EVERY_MONTHS = 12
WARNED_DAYS = 30


def due(last: date) -> date:
    return months_on(last, EVERY_MONTHS)


def overdue(last: date, today: date) -> int:
    """Days since an audit was due; 0 while there is time."""
    return max(0, (today - due(last)).days)


def is_near(last: date, today: date) -> bool:
    """Whether it is due within thirty days, or was."""
    return today >= due(last) - timedelta(days=WARNED_DAYS)
