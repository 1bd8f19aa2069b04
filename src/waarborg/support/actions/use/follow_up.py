"""What came of a signal: the talk was held, and something was chosen (PX-97, CL-05). It charges and refuses nothing."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.models import Enrolment, UseSignal
from waarborg.support.permissions import FOLLOW_USE
from waarborg.support.rules.sessions.kinds import STANDING
from waarborg.support.rules.use.choices import CHOICES

COURSE = "course"

DONE = {"contact": "support.contact.followed-up", "fair-use": "support.fair-use.discussed"}


class FollowedAlready(Refusal):
    code = "support.use.followed-already"
    nl = "{name} heeft dit al opgevolgd."
    en = "{name} has followed this up already."


class SayWhy(Refusal):
    code = "support.use.why"
    status = 422
    nl = "Zet erbij waarom: de klant leest het mee."
    en = "Say why: the customer reads it too."


@action("support.contact.follow-up")
def follow_up(
    signal: UseSignal, *, by: Actor, at: datetime, choice: str, reason: str, enrolment: UUID | None = None
) -> UseSignal:
    """Keep what was chosen after the talk, and why; with a course the enrolment of somebody of the customer, which no
    other choice has. Raises FollowedAlready, SayWhy, NotAllowed, NotFound."""
    permissions.require(by, FOLLOW_USE, tenant=signal.tenant_id)
    held = UseSignal.objects.select_for_update().get(id=signal.id)
    if held.followed_at is not None:
        raise FollowedAlready(name=held.followed_by)
    if choice not in CHOICES[held.kind] or not reason.strip():
        raise SayWhy(path="reason")
    held.followed_at, held.followed_by = at, by.name
    held.choice, held.reason = choice, reason.strip()
    if enrolment is not None and choice == COURSE:
        rows = Enrolment.objects.filter(tenant_id=held.tenant_id, id=enrolment, state__in=STANDING)
        held.enrolment = rows.first()
        if held.enrolment is None:
            raise permissions.NotFound()
    held.save()
    related = [held.enrolment.ref] if held.enrolment else []
    journal.record(
        DONE[held.kind], tenant=held.tenant_id, subject=held.ref, related=related, by=by, at=at, data={"choice": choice}
    )
    return held
