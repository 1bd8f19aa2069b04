"""Moments: an instant counted from another one, forward after an event or backward before a date or an act.

`1 month after X`, `12 months before X`, `5 days notice of X`, `next month after X`. The rules for days that begin and
days that end stand in docs/algorithms/lead-times.md.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.durations import Duration, parse_duration
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import from_us, to_us, wall
from waarborg.kernel.lead_times import latest_announcement
from waarborg.kernel.terms import add_months, due_us

EDGES = ("instant", "begins", "ends")
_MOMENT = re.compile(r"(.+?) (after|before|notice of) ([a-z][a-z0-9.:-]*)", re.ASCII)


class UnreadableMoment(BadInput):
    code = "kernel.moment.unreadable"
    nl = "“{text}” is geen moment."
    en = "“{text}” is not a moment."
    nl_way_out = "Schrijf bijvoorbeeld “1 month after ...”, “12 months before ...” of “5 days notice of ...”."
    en_way_out = "Write for example “1 month after ...”, “12 months before ...” or “5 days notice of ...”."


@dataclass(frozen=True, slots=True)
class Moment:
    """A parsed moment. `direction` is after, before, notice or next-month (without duration); `name` is as written."""

    direction: str
    name: str
    duration: Duration | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a moment counts from: an instant, a day that begins (00:00) or a day that ends (24:00)."""

    edge: str
    at: datetime | None = None
    day: date | None = None

    @classmethod
    def instant(cls, at: datetime) -> "Anchor":
        return cls("instant", at=at)

    @classmethod
    def begins(cls, day: date) -> "Anchor":
        return cls("begins", day=day)

    @classmethod
    def ends(cls, day: date) -> "Anchor":
        return cls("ends", day=day)

    def us(self, calendar: CompiledCalendar) -> int:
        """The instant it stands for, in the zone of the calendar."""
        if self.at is not None:
            return to_us(self.at)
        return edge_of(calendar, self.local_day(calendar), self.edge)

    def local_day(self, calendar: CompiledCalendar) -> date:
        """The local date it lies on; a day that ends is that day, not the next."""
        if self.day is not None:
            return self.day
        return date.fromordinal(calendar.ordinal_of(self.us(calendar)))


def edge_of(calendar: CompiledCalendar, day: date, edge: str) -> int:
    """00:00 of a local day that begins, 24:00 of one that ends. Raises BeyondCover."""
    if not calendar.first <= day <= calendar.last:
        raise calendar.beyond()
    offsets = calendar.offsets
    return offsets.end(wall(day, 1440)) if edge == "ends" else offsets.start(wall(day, 0))


def parse_moment(text: str) -> Moment:
    """A Moment from its text. Raises UnreadableMoment, or the refusal of the duration in it."""
    match = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise UnreadableMoment(text=text)
    amount, relation, name = match.groups()
    if amount == "next month":
        if relation != "after":
            raise UnreadableMoment(text=text)
        return Moment("next-month", name)
    duration = parse_duration(amount, zero=True)
    return Moment("notice" if relation == "notice of" else relation, name, duration)


def moment_at(
    calendar: CompiledCalendar,
    moment: Moment,
    anchor: Anchor,
    *,
    counting: str = "rolling",
    act_edge: str = "instant",
) -> datetime:
    """The instant a moment stands for, counted from `anchor` (the event, the date, or for a notice the act).

    Days and months are added to the local date, and the result keeps the edge of the anchor; from an instant it takes
    `act_edge`, the edge of the act that the moment allows. A notice is the latest instant to announce; ask
    `latest_announcement` where "only before it" matters. Raises BeyondCover and the refusals of durations.
    """
    duration = moment.duration
    if duration is None:
        day = anchor.local_day(calendar)
        return from_us(edge_of(calendar, add_months(day.replace(day=1), 1, calendar), "begins"))
    edge = act_edge if anchor.edge == "instant" else anchor.edge
    if duration.kind in ("days", "months") and edge != "instant":
        return from_us(edge_of(calendar, _shifted(calendar, moment, duration, anchor), edge))
    if moment.direction == "after":
        at = due_us(calendar, anchor.us(calendar), duration, counting)
        if at is None:
            raise UnreadableMoment(text=f"{duration.kind} after {moment.name}")
        return from_us(at)
    return latest_announcement(calendar, from_us(anchor.us(calendar)), duration, counting=counting).at


def _shifted(calendar: CompiledCalendar, moment: Moment, duration: Duration, anchor: Anchor) -> date:
    sign = 1 if moment.direction == "after" else -1
    day = anchor.local_day(calendar)
    if duration.kind == "months":
        return add_months(day, sign * duration.amount, calendar)
    return day + timedelta(days=sign * duration.amount)
