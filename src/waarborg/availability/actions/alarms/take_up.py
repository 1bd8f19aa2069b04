"""Taking an alarm up: by its page, by the link of a call, or by a program that answers for who was called."""

from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.alarms.raising import NOTE, note
from waarborg.availability.actions.alarms.refusals import AlarmOver, CallGone, TakenUp
from waarborg.availability.events import TAKEN_UP
from waarborg.availability.models import Alarm, AlarmCall
from waarborg.availability.permissions import TAKE_UP
from waarborg.availability.queries import alarms as reading
from waarborg.availability.queries.rosters import Moment
from waarborg.customers.queries import standing
from waarborg.plumbing import jobs
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.templatetags.waarborg import zone_of

PAGE, LINK = "page", "link"


@action("availability.alarm.acknowledge")
def take_up(alarm: UUID, *, how: str = PAGE, by: Actor, at: datetime) -> Alarm:
    """From now on `by` works on it: nobody else is called. Of two at once one wins.

    Raises NotAllowed, NotFound, TakenUp, AlarmOver.
    """
    require(by, TAKE_UP)
    changed = Alarm.objects.filter(id=alarm, acknowledged_at=None, ended_at=None).update(
        acknowledged_at=at, acknowledged_by=by.person, acknowledged_how=how, next_at=None
    )
    held: Alarm | None = Alarm.objects.select_related("policy").filter(id=alarm).first()
    if held is None:
        raise NotFound()
    if not changed:
        if held.acknowledged_at is not None:
            raise TakenUp(at=Moment(held.acknowledged_at, zone_of()))
        raise AlarmOver()
    note(TAKEN_UP, held, by=by, at=at, how=how)
    if held.trial:
        # It has shown what it was for.
        held.ended_at = at
        held.save(update_fields=["ended_at"])
    else:
        jobs.enqueue(NOTE, {"alarm": held.id})
    return held


def called(token: str, *, at: datetime) -> tuple[AlarmCall, Actor]:
    """The call that a token answers, and who answers it. In the desk's scope. Raises CallGone."""
    identifier = reading.call_of(token)
    call: AlarmCall | None = (
        AlarmCall.objects.select_related("alarm", "alarm__policy").filter(id=identifier).first() if identifier else None
    )
    if call is None or at - call.at > reading.LASTS:
        raise CallGone()
    who = standing(tenant=call.tenant_id, person=call.person_id, at=at)
    if who is None:
        raise CallGone()
    return call, Actor(kind="staff", tenant=who.tenant, person=who.person, name=who.name, roles=who.roles)
