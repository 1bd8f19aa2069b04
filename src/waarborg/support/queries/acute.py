"""The number to call with a ticket in one's hand, where the agreement gives that right (PX-91)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from waarborg.kernel.instants import to_us
from waarborg.plumbing.actors import Actor
from waarborg.promises.queries import DeskCalendar
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.applying import roles_of

CALL = "support.ticket.call"


@dataclass(frozen=True, slots=True)
class Acute:
    """`phone` as it is written, `dial` as a telephone takes it; `open` whether somebody answers now."""

    phone: str
    dial: str
    open: bool


@dataclass(frozen=True, slots=True)
class Calling:
    """What an agreement says of calling about a ticket: which roles (dotted; none: all), whether the telephone is
    answered now, and when it is next (None: never, or now), in `zone`."""

    roles: frozenset[str]
    open: bool
    opens: datetime | None
    zone: str

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))


def calling(tenant: UUID, *, at: datetime) -> Calling | None:
    """None for a customer whose agreement gives nobody the right to call. One query in a unit of work."""
    bound = standing(tenant)
    if bound is None:
        return None
    version = bound.at(at)
    for promise in version.agreement.promises.values():
        rule = promise.rule
        if rule is None or promise.offered or CALL not in rule.act or rule.allowed != "whenever":
            continue
        roles = frozenset(roles_of(version.agreement, rule.who)) if rule.who else frozenset()
        hours = [version.calendar_at(name, at) for name in rule.inside]
        is_open = all(one.is_open(to_us(at)) for one in hours)
        desks = [DeskCalendar(version, name) for name in rule.inside]
        shut = [opens for one in desks if (opens := _opens(one, at)) is not None]
        zone = desks[0].zone if desks else "UTC"
        return Calling(roles, is_open, max(shut, default=None), zone)
    return None


def _opens(desk: DeskCalendar, at: datetime) -> datetime | None:
    """When it is open next; None while it is."""
    hours = desk.hours(at)
    until = hours["until"]
    return until if not hours["open"] and isinstance(until, datetime) else None


def acute(by: Actor, *, at: datetime) -> Acute | None:
    """None where no number is set, or the agreement gives this contact no right to call. One query."""
    phone = settings.SUPPORT_PHONE
    found = calling(by.tenant, at=at) if phone and by.tenant else None
    if found is None or (found.roles and not by.roles & found.roles):
        return None
    dial = "".join(one for one in phone if one.isdigit() or one == "+")
    return Acute(phone, dial, found.open)
