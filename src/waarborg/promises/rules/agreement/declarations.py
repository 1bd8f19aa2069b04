"""Until when what the provider declares holds: pages and reports say the same."""

import datetime as dt
from calendar import monthrange

from waarborg.promises.rules.agreement.promise import Fact
from waarborg.promises.rules.agreement.values import Term


def last_day(fact: Fact, declared: dt.date) -> dt.date:
    """The last day on which a declaration holds: declared from a day that begins, twelve months end the day before."""
    ends = [] if fact.source.until is None else [fact.source.until]
    if isinstance(fact.review, Term) and fact.review.kind in ("days", "months"):
        ends.append(_after(declared, fact.review) - dt.timedelta(days=1))
    elif isinstance(fact.review, dt.date):
        ends.append(fact.review)
    return min(ends, default=dt.date.max)


def _after(day: dt.date, term: Term) -> dt.date:
    if term.kind == "days":
        return day + dt.timedelta(days=term.duration.amount)
    year, month = divmod(day.year * 12 + day.month - 1 + term.duration.amount, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
