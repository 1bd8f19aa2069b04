"""The nightly look at the use of support: what is much is signalled once, and nothing else happens by it."""

from datetime import datetime

from waarborg.kernel.instants import to_us
from waarborg.promises.queries import desk_calendar
from waarborg.support.actions.use.signal import raise_signal
from waarborg.support.queries.use import contact_frequency, fair_use
from waarborg.support.rules import months
from waarborg.support.rules.use.compare import Compared
from waarborg.support.rules.use.figures import told

LOOK = "support.look-at-use"


def look(*, at: datetime) -> int:
    """Contacts of the month that is over, and fair use of the twelve months up to now. Answers how many were raised."""
    zone = desk_calendar().zone
    this = months.month_of(to_us(at), zone)
    last, raised = months.earlier(this), 0
    for kind, month, found in (("contact", last, contact_frequency(last, zone)), ("fair-use", this, fair_use(at))):
        for customer, (one, _organisation) in sorted(found.items()):
            if one.state == "over":
                raised += raise_signal(customer, kind, month, _figures(one), at=at) is not None
    return raised


def _figures(one: Compared) -> dict[str, str]:
    return {
        "used": told(one.used.amount),
        "expected": told(one.expected),
        "ratio": told(one.ratio),
        "size": str(one.used.size or ""),
        "customers": str(one.customers),
        "multiple": told(one.multiple),
    }
