"""Sessions as somebody may see them: what is on offer, one's own enrolments, and the register of what was followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from waarborg.customers.models import Organisation, Person
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.support.models import Enrolment, Session
from waarborg.support.permissions import ASKERS
from waarborg.support.rules.sessions import kinds
from waarborg.support.rules.sessions.certificates import Coverage, coverage

SHOWN = 100
PAST = 30


def open_to(by: Actor) -> QuerySet[Session]:
    """What is out and for this reader: row policies keep the audience; an evaluation is for the contacts only."""
    rows: QuerySet[Session] = Session.objects.exclude(state=kinds.DRAFT)
    if by.is_staff or by.roles & ASKERS:
        return rows
    return rows.exclude(kind=kinds.EVALUATION)


def offered(by: Actor, *, now: datetime) -> list[Session]:
    """What is still to come, the next one first. One query."""
    rows = open_to(by).filter(state=kinds.OPEN, starts_at__gt=now)
    return list(rows.order_by("starts_at", "id")[:SHOWN])


def find(by: Actor, session: UUID) -> Session:
    """Raises NotFound for one that is not there and one that is not for this reader alike."""
    found: Session | None = open_to(by).filter(id=session).first()
    if found is None:
        raise permissions.NotFound()
    return found


def at_desk(*, now: datetime) -> tuple[list[Session], list[Session]]:
    """What is to come or still to be recorded, and what is over. Two queries."""
    live = Session.objects.filter(state__in=(kinds.DRAFT, kinds.OPEN)).order_by("starts_at", "id")
    over = Session.objects.filter(state__in=(kinds.HELD, kinds.CANCELLED)).order_by("-starts_at", "-id")
    return list(live[:SHOWN]), list(over[:PAST])


def at_desk_one(session: UUID) -> Session:
    """Raises NotFound."""
    found: Session | None = Session.objects.select_related("item").filter(id=session).first()
    if found is None:
        raise permissions.NotFound()
    return found


def own(by: Actor) -> list[Enrolment]:
    """This person's, where they still stand, the next one first. One query."""
    rows = Enrolment.objects.select_related("session").filter(tenant_id=by.tenant, person_id=by.person)
    return list(rows.filter(state__in=kinds.STANDING, session__state=kinds.OPEN).order_by("session__starts_at", "id"))


def of_organisation(by: Actor, session: Session) -> list[Enrolment]:
    """Who of the reader's organisation comes or waits: oneself, and for its contacts everybody. One query."""
    rows = Enrolment.objects.filter(tenant_id=by.tenant, session=session, state__in=kinds.STANDING)
    if not by.roles & ASKERS:
        rows = rows.filter(person_id=by.person)
    return list(rows.order_by("asked_at", "id"))


def enrolment(by: Actor, identifier: UUID) -> Enrolment:
    """Raises NotFound, also for one of a colleague to who may not see those."""
    found: Enrolment | None = Enrolment.objects.select_related("session").filter(id=identifier).first()
    if found is None or (not by.is_staff and found.tenant_id != by.tenant):
        raise permissions.NotFound()
    if not by.is_staff and not by.roles & ASKERS and found.person_id != by.person:
        raise permissions.NotFound()
    return found


@dataclass(frozen=True, slots=True)
class Comes:
    """At the desk: an enrolment, and whose it is."""

    row: Enrolment
    organisation: str


def who_come(session: Session) -> list[Comes]:
    """Of all customers: places first, then the line. Two queries."""
    rows = list(Enrolment.objects.filter(session=session, state__in=kinds.STANDING).order_by("state", "asked_at", "id"))
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in rows}).values_list("id", "name"))
    return [Comes(one, names.get(one.tenant_id, "")) for one in rows]


@dataclass(frozen=True, slots=True)
class Register:
    """What people of a customer followed, and how many of them hold something that counts today."""

    lines: list[Enrolment]
    coverage: Coverage


def register(tenant: UUID, *, on: date) -> Register:
    """The newest first. Two queries."""
    rows = Enrolment.objects.select_related("session").filter(
        tenant_id=tenant, attended=True, session__kind=kinds.TRAINING
    )
    lines = list(rows.order_by("-session__starts_at", "person_name", "id"))
    people = Person.objects.filter(tenant_id=tenant, active=True).values_list("id", flat=True)
    held = [(one.person_id, one.counts_until) for one in lines]
    return Register(lines, coverage(people, held, on=on))


def colleagues_of(tenant: UUID) -> list[Person]:
    """Who can be enrolled, by name. One query."""
    return list(Person.objects.filter(tenant_id=tenant, active=True).order_by("name", "id"))


def standing_of(tenant: UUID, *, now: datetime, lang: str) -> list[tuple[str, str]]:
    """Those of a customer who are to come to a training: identifier and words, the soonest first. One query."""
    rows = Enrolment.objects.select_related("session").filter(
        tenant_id=tenant, state__in=kinds.STANDING, session__kind=kinds.TRAINING, session__starts_at__gt=now
    )
    soonest = rows.order_by("session__starts_at", "person_name", "id")
    return [(str(one.id), f"{one.person_name}: {one.session.title(lang)}") for one in soonest]


def titles(ids: Iterable[UUID]) -> dict[UUID, str]:
    """By id, for links. One query."""
    return dict(Session.objects.filter(id__in=list(ids)).values_list("id", "title_nl"))
