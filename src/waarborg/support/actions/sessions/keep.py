"""Planning a training, idea day or evaluation session: as a draft, on offer, changed, cancelled."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from uuid import UUID

from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import civil_start, local, to_us
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web import wording
from waarborg.promises.queries import desk_calendar
from waarborg.support.actions.sessions.enrol import fill_places
from waarborg.support.actions.sessions.holding import SessionOver, locked, note, plan_reminder, standing, tell
from waarborg.support.models import Session
from waarborg.support.permissions import KEEP_SESSIONS
from waarborg.support.rules.sessions import kinds

# A change of these is told to whoever comes.
TOLD = ("starts_at", "ends_at", "place", "link")


class NoSuchTime(BadInput):
    code = "support.session.time"
    nl = "Begin in de toekomst, eindig daarna, en laat inschrijven tot hoogstens het begin."
    en = "Begin in the future, end after that, and let people enrol until the beginning at most."


class ClosedDay(BadInput):
    """Nobody of ours works then (PX-55)."""

    code = "support.session.closed-day"
    nl = "Op {day} zijn wij gesloten."
    en = "On {day} we are closed."
    nl_way_out = "Kies een dag waarop de servicedesk open is. Er is niets gewijzigd."
    en_way_out = "Choose a day on which the service desk is open. Nothing was changed."

    @classmethod
    def of(cls, day: date) -> "ClosedDay":
        return cls(day={lang: wording.day(day, lang) for lang in ("nl", "en")})


class ForWhom(BadInput):
    code = "support.session.for-whom"
    nl = "Kies het product of de klant voor wie dit is."
    en = "Choose the product or the customer that this is for."


class FewerPlaces(BadInput):
    code = "support.session.places"
    nl = "Er zijn al {taken} plaatsen bezet."
    en = "{taken} places are taken already."
    nl_way_out = "Houd minstens zoveel plaatsen, of meld eerst mensen af."
    en_way_out = "Keep at least as many, or withdraw people first."


@dataclass(frozen=True, slots=True)
class Plan:
    """What a session is to be. `places` None: as many as come. `months`: how long having been there counts."""

    kind: str
    title_nl: str
    starts_at: datetime
    ends_at: datetime
    enrol_until: datetime
    title_en: str = ""
    about_nl: str = ""
    about_en: str = ""
    place: str = ""
    link: str = ""
    places: int | None = None
    months: int | None = None
    reach: str = kinds.CUSTOMERS
    item_id: UUID | None = None
    customer_id: UUID | None = None
    host_name: str = ""


@action("support.session.keep")
def keep_session(session: UUID | None, plan: Plan, *, by: Actor, at: datetime) -> Session:
    """Plan one (None), as a draft that nobody but staff sees, or change one; who comes hears of another time or place.

    Raises NoSuchTime, ClosedDay, ForWhom, FewerPlaces, SessionOver, NotAllowed, NotFound.
    """
    permissions.require(by, KEEP_SESSIONS)
    if by.tenant is None:
        raise permissions.NotFound()
    held = Session(tenant_id=by.tenant) if session is None else locked(session)
    if held.state not in (kinds.DRAFT, kinds.OPEN):
        raise SessionOver()
    require_sound(plan, at=at)
    if plan.places is not None and plan.places < held.taken:
        raise FewerPlaces(taken=held.taken)
    before = [getattr(held, name) for name in TOLD]
    for one in fields(plan):
        setattr(held, one.name, getattr(plan, one.name))
    held.item_id = plan.item_id if plan.reach == kinds.PRODUCT else None
    held.customer_id = plan.customer_id if plan.reach == kinds.ONE else None
    held.changed_at = at
    if session is not None:
        held.sequence += 1
    if held.state == kinds.OPEN:
        held.audience = held.reach
    held.save()
    if held.state == kinds.OPEN:
        note(held, "changed", by=by, at=at)
        if before != [getattr(held, name) for name in TOLD]:
            tell(held, standing(held), "changed", at=at)
        plan_reminder(held, at=at)
        fill_places(held, by=by, at=at)
    return held


@action("support.session.keep")
def offer_session(session: UUID, *, by: Actor, at: datetime) -> Session:
    """Show it to whom it is for, who can enrol from now on. Twice is nothing. Raises as `keep_session`."""
    permissions.require(by, KEEP_SESSIONS)
    held = locked(session)
    if held.state == kinds.OPEN:
        return held
    if held.state != kinds.DRAFT or held.starts_at <= at:
        raise SessionOver()
    held.state, held.audience, held.changed_at = kinds.OPEN, held.reach, at
    held.save()
    note(held, "offered", by=by, at=at)
    plan_reminder(held, at=at)
    return held


@action("support.session.keep")
def cancel_session(session: UUID, *, by: Actor, at: datetime) -> Session:
    """It does not take place; who would have come hears so. Raises SessionOver, NotAllowed, NotFound."""
    permissions.require(by, KEEP_SESSIONS)
    held = locked(session)
    if held.state not in (kinds.DRAFT, kinds.OPEN):
        raise SessionOver()
    was_open = held.state == kinds.OPEN
    held.state, held.changed_at = kinds.CANCELLED, at
    held.sequence += 1
    held.save()
    note(held, "cancelled", by=by, at=at)
    if was_open:
        tell(held, standing(held), "cancelled", at=at)
    return held


def require_sound(plan: Plan, *, at: datetime) -> None:
    """Raises NoSuchTime, ClosedDay, ForWhom."""
    if not (at < plan.starts_at < plan.ends_at and plan.enrol_until <= plan.starts_at):
        raise NoSuchTime()
    if (plan.reach == kinds.PRODUCT and plan.item_id is None) or (plan.reach == kinds.ONE and plan.customer_id is None):
        raise ForWhom()
    closed = closed_day(plan.starts_at)
    if closed is not None:
        raise ClosedDay.of(closed)


def closed_day(starts: datetime) -> date | None:
    """The day of `starts` in the desk's own calendar, where that has no opening on it; None where it is open, or where
    no calendar says anything about that day."""
    desk = desk_calendar()
    day = local(to_us(starts), desk.zone).date()
    if desk.version is None or desk.name is None:
        return None
    try:
        opened = desk.openings(civil_start(day, 0, desk.zone), civil_start(day + timedelta(days=1), 0, desk.zone))
    except BeyondCover:
        return None
    return None if opened else day
