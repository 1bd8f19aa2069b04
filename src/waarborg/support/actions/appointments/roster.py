"""When a colleague can be booked, and when he is not there. Everybody keeps his own; the service manager all."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import jobs, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.web import wording
from waarborg.support.actions.stand_in import MAIL
from waarborg.support.models import StaffAbsence, StaffHours
from waarborg.support.permissions import KEEP_ROSTERS, LOOK_ALONG
from waarborg.support.queries.people import colleagues

DAY = 24 * 60
HAND_ON = "support.hand-on"


class NoStretch(BadInput):
    """An end before its begin, or two stretches of one day that overlap."""

    code = "support.roster.stretch"
    nl = "Een tijdvak eindigt na zijn begin, en twee tijdvakken van een dag overlappen niet."
    en = "A stretch ends after it begins, and two of one day do not overlap."


@action("support.roster.keep")
def keep_hours(person: UUID, *, by: Actor, at: datetime, weekly: Sequence[tuple[int, int, int]]) -> None:
    """The week of `person`: (weekday from Monday 0, first minute, last minute). What was booked before stays booked.

    Raises NoStretch, NotAllowed.
    """
    house = _may(person, by)
    ordered = sorted(weekly)
    for weekday, begins, ends in ordered:
        if not (0 <= weekday <= 6 and 0 <= begins < ends <= DAY):
            raise NoStretch()
    for (day, _, ends), (following, begins, _) in pairwise(ordered):
        if day == following and begins < ends:
            raise NoStretch()
    StaffHours.objects.filter(person_id=person).delete()
    StaffHours.objects.bulk_create(
        StaffHours(tenant_id=house, person_id=person, weekday=weekday, begins=begins, ends=ends)
        for weekday, begins, ends in ordered
    )


class OwnStandIn(BadInput):
    code = "support.roster.own-stand-in"
    nl = "Iemand vervangt zichzelf niet. Kies een collega."
    en = "Nobody stands in for himself. Choose a colleague."


@action("support.roster.keep")
def be_absent(
    person: UUID, *, by: Actor, at: datetime, first: date, last: date, stand_in: Person | None = None
) -> StaffAbsence:
    """Days on which nobody can book `person`, both included. `stand_in` gets what comes for him then, and hears of it;
    what stands in his name already goes to whoever is free (hand_on).

    Raises NoStretch, OwnStandIn, NotAllowed, NotFound for somebody who is not staff or has left.
    """
    house = _may(person, by)
    if last < first:
        raise NoStretch()
    staff = {one.id: one for one in colleagues(at=at)}
    if stand_in is not None and stand_in.id == person:
        raise OwnStandIn(path="stand_in")
    if person not in staff or (stand_in is not None and stand_in.id not in staff):
        raise permissions.NotFound()
    made: StaffAbsence = StaffAbsence.objects.create(
        tenant_id=house,
        person_id=person,
        first=first,
        last=last,
        stand_in_id=stand_in.id if stand_in else None,
        stand_in_name=stand_in.name if stand_in else "",
    )
    # What stands in his name on those days, over all customers: a job.
    jobs.enqueue(HAND_ON, {"person": str(person), "absence": str(made.id)})
    if stand_in is not None and stand_in.id != by.person:
        _ask(made, staff[person].name, stand_in, at=at)
    return made


def _ask(made: StaffAbsence, away: str, stand_in: Person, *, at: datetime) -> None:
    lang = wording.tongue(stand_in.language)
    send_mail(
        MAIL,
        tenant=stand_in.tenant_id,
        to=Recipient(stand_in.email, stand_in.name, stand_in.language, stand_in.id),
        context={
            "what": "asked",
            "away": away,
            "since": wording.day(made.first, lang, year=True),
            "until": wording.day(made.last, lang, year=True),
            "path": reverse("support:roster"),
        },
        at=at,
        key=f"support.stand-in-asked:{made.id}",
    )


@action("support.roster.keep")
def be_back(person: UUID, *, by: Actor, at: datetime, absence: UUID) -> None:
    """Take an absence out. Twice is nothing. Raises NotAllowed."""
    _may(person, by)
    StaffAbsence.objects.filter(person_id=person, id=absence).delete()


def _may(person: UUID, by: Actor) -> UUID:
    """The provider whose row it is."""
    permissions.require(by, LOOK_ALONG if person == by.person else KEEP_ROSTERS)
    if by.tenant is None:
        raise permissions.NotFound()
    return by.tenant
