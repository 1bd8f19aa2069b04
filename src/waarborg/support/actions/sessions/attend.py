"""Who was there: recorded by staff after the session has begun, and what it counts for (PX-58)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import local, to_us
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises.queries import desk_calendar
from waarborg.support.actions.sessions.holding import locked, note, note_enrolment
from waarborg.support.models import Enrolment, Session
from waarborg.support.permissions import KEEP_SESSIONS
from waarborg.support.rules.sessions import kinds
from waarborg.support.rules.sessions.certificates import valid_until


class NotBegun(Refusal):
    code = "support.session.not-begun"
    nl = "Wie er was, is op te schrijven zodra het is begonnen."
    en = "Who was there can be written down once it has begun."


@action("support.session.attend")
def record_attendance(session: UUID, present: Collection[UUID], *, by: Actor, at: datetime) -> Session:
    """`present` are the enrolments of those who were there; the others with a place were not. It can be corrected.

    Raises NotBegun, NotAllowed, NotFound.
    """
    permissions.require(by, KEEP_SESSIONS)
    held = locked(session)
    if held.state not in (kinds.OPEN, kinds.HELD) or held.starts_at > at:
        raise NotBegun()
    day = local(to_us(held.starts_at), desk_calendar().zone).date()
    until = valid_until(day, held.months) if held.months else None
    for one in Enrolment.objects.select_for_update().filter(session=held, state=kinds.ENROLLED).order_by("id"):
        was, one.attended = one.attended, one.id in present
        if was != one.attended:
            one.counts_until, one.changed_at = until if one.attended else None, at
            one.save()
            if one.attended or was:
                note_enrolment(one, "attended", by=by, at=at, attended=one.attended)
    if held.state == kinds.OPEN:
        held.state, held.changed_at = kinds.HELD, at
        held.save()
        note(held, "held", by=by, at=at)
    return held
