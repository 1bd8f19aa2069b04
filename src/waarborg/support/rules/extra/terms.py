"""Until when extra support can be asked for, and what it costs: by the rule of the agreement itself (PX-86)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.instants import to_us
from waarborg.kernel.lead_times import Latest, latest_announcement
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.applying import roles_of

BOOK, STARTS = "support.extra-support.book", "support.extra-support.starts"
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Right:
    """Who may book (dotted roles; none: everybody who may ask), how long before it begins, and how that is counted."""

    promise: str
    roles: frozenset[str]
    leads: tuple[str, ...]
    counting: str
    words: Mapping[str, str]


def right(agreement: Agreement) -> Right | None:
    """None where the agreement does not offer it."""
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule is None or promise.offered or BOOK not in rule.act or rule.allowed != "whenever":
            continue
        moments = rule.latest.items if rule.latest else ()
        leads = tuple(str(one.amount) for one in moments if one.anchor == STARTS and one.relation == "before")
        words = {lang: promise.say(lang) for lang in ("nl", "en")}
        return Right(name, roles_of(agreement, rule.who), leads, rule.counting or "rolling", words)
    return None


def latest_request(found: Right, calendar: CompiledCalendar, starts: datetime) -> Latest | None:
    """The last moment to ask for support that begins at `starts`: the earliest of all terms; None without a term.

    Raises as kernel.lead_times.latest_announcement.
    """
    moments = [latest_announcement(calendar, starts, lead, counting=found.counting) for lead in found.leads]
    return min(moments, key=lambda one: one.at, default=None)


def is_office_hours(calendar: CompiledCalendar, starts: datetime, ends: datetime) -> bool:
    """Whether the whole stretch lies in opening hours, so that nothing extra is needed."""
    begin, end = to_us(starts), to_us(ends)
    return calendar.opened(end) - calendar.opened(begin) == end - begin


def cost(minutes: int, an_hour: Decimal) -> Decimal:
    """To the minute, in cents: 180 minutes at 125 are 375.00."""
    return (an_hour * minutes / 60).quantize(_CENT, ROUND_HALF_UP)
