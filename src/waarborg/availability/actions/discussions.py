"""What is to be discussed with a customer because a part became slower, and the note that it was."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.availability.events import DISCUSSED, RISEN
from waarborg.availability.models import Discussion
from waarborg.availability.permissions import DISCUSS
from waarborg.availability.queries.use_statistics import Risen, risen
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import local, to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken
from waarborg.plumbing.templatetags.waarborg import zone_of

# What makes a task one.
_KEY: Final = ("tenant_id", "item_id", "month")


class NotYetDiscussed(BadInput):
    code = "availability.discussion.in-the-future"
    nl = "Op {day} is het nog niet besproken: die dag moet nog komen."
    en = "It was not discussed on {day} yet: that day is still to come."


class DiscussedAlready(Refusal):
    code = "availability.discussion.done"
    nl = "Dit is al besproken, op {day}."
    en = "This was discussed already, on {day}."


@action("availability.discussion.propose")
def propose_discussions(*, by: Actor, at: datetime) -> int:
    """In the desk's scope: a task for each part of each customer whose 95th percentile rose, once a month. Gives how
    many were made; doing it again makes none."""
    found = risen(at=at)
    held = set(Discussion.objects.filter(month__in={one.rise.month for one in found}).values_list(*_KEY))
    return sum(_propose(one, by=by, at=at) for one in found if (one.tenant, one.item, one.rise.month) not in held)


def _propose(one: Risen, *, by: Actor, at: datetime) -> bool:
    try:
        with transaction.atomic():
            made = Discussion.objects.create(
                tenant_id=one.tenant,
                item_id=one.item,
                month=one.rise.month,
                before_ns=one.rise.before,
                now_ns=one.rise.now,
                verdict=one.verdict,
                made_at=at,
            )
    except IntegrityError as error:
        if not taken(error, "availability_discussion_once"):
            raise
        return False
    said = {"month": one.rise.month, "verdict": one.verdict or "none"}
    journal.record(RISEN, tenant=one.tenant, subject=made.ref, by=by, at=at, properties=said)
    return True


@action("availability.discussion.hold")
def note_discussed(discussion: UUID, day: date, *, by: Actor, at: datetime) -> Discussion:
    """That it was discussed with the customer on a day, which the customer reads too.

    Raises NotAllowed, NotFound, NotYetDiscussed, DiscussedAlready.
    """
    require(by, DISCUSS)
    held: Discussion | None = Discussion.objects.select_for_update().filter(id=discussion).first()
    if held is None:
        raise NotFound()
    if held.discussed_on is not None:
        raise DiscussedAlready(day=f"{held.discussed_on:%Y-%m-%d}")
    if day > local(to_us(at), zone_of()).date():
        raise NotYetDiscussed(day=f"{day:%Y-%m-%d}", path="day")
    held.discussed_on = day
    held.save(update_fields=["discussed_on"])
    words = {"month": held.month, "day": f"{day:%Y-%m-%d}"}
    journal.record(DISCUSSED, tenant=held.tenant_id, subject=held.ref, by=by, at=at, properties=words)
    return held
