"""Which customers are owed their access log each month, and which month is to be delivered when (CL-92)."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.trust.rules.months import month_before

DELIVERED: Final = "trust.log.delivered"


def owing(agreement: Agreement) -> str | None:
    """The promise in force by which the log is delivered; None where none was agreed."""
    for name, promise in agreement.promises.items():
        if promise.clock is not None and not promise.offered and DELIVERED in promise.clock.until:
            return name
    return None


def month_due(at: datetime, zone: str) -> str:
    """The month that is to be delivered now: the last one that is over where the customer is."""
    return month_before(f"{at.astimezone(ZoneInfo(zone)):%Y-%m}")
