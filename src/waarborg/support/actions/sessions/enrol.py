"""Coming to a session, and not coming after all. Places are counted over all customers on the session's own row, which
is locked and which the database holds to its number; who is too late waits, and moves up by himself."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.customers.queries import person as find_person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, permissions, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.sessions.holding import SessionOver, locked, note_enrolment, standing, tell
from waarborg.support.models import Enrolment, Session
from waarborg.support.permissions import ENROL, ENROL_OTHERS, KEEP_SESSIONS
from waarborg.support.queries.sessions import open_to
from waarborg.support.rules.sessions import kinds

MOVE_UP = "support.move-up"


class EnrolmentClosed(Refusal):
    code = "support.session.enrolment-closed"
    nl = "Inschrijven kan niet meer."
    en = "It is too late to enrol."
    nl_way_out = "Kies een andere datum, of vraag het ons met een melding."
    en_way_out = "Choose another date, or ask us by a report."


@action("support.enrolment.make")
def enrol(session: UUID, *, by: Actor, at: datetime, person: UUID | None = None) -> Enrolment:
    """Give `person` (oneself where None) a place, or one on the waiting list where it is full. Twice is once.

    Raises EnrolmentClosed, SessionOver, NotAllowed, NotFound.
    """
    permissions.require(by, ENROL, tenant=by.tenant)
    if person is not None and person != by.person:
        permissions.require(by, ENROL_OTHERS, tenant=by.tenant)
    if by.tenant is None or by.person is None:
        raise permissions.NotFound()
    # Whoever does not see it does not come: the row policies of the customer's own role say so.
    if not open_to(by).filter(id=session).exists():
        raise permissions.NotFound()
    who = find_person(person or by.person, tenant=by.tenant)
    if not who.active:
        raise permissions.NotFound()
    with tenancy.enter(Role.DESK):
        made = give_place(locked(session), who, by=by, at=at)
    return made


def give_place(held: Session, who: Person, *, by: Actor, at: datetime) -> Enrolment:
    """On a session that is held, in the scope of the desk. Raises EnrolmentClosed, SessionOver."""
    if held.state != kinds.OPEN or held.starts_at <= at:
        raise SessionOver()
    earlier: Enrolment | None = Enrolment.objects.filter(
        session=held, person_id=who.id, state__in=kinds.STANDING
    ).first()
    if earlier is not None:
        return earlier
    if not by.is_staff and held.enrol_until <= at:
        raise EnrolmentClosed()
    state = kinds.WAITING if held.is_full else kinds.ENROLLED
    if state == kinds.ENROLLED:
        _count(held, 1)
    made: Enrolment = Enrolment.objects.create(
        tenant_id=who.tenant_id,
        session=held,
        person_id=who.id,
        person_name=who.name,
        state=state,
        asked_at=at,
        asked_by=by.name,
        changed_at=at,
    )
    note_enrolment(made, "made", by=by, at=at, state=state)
    tell(held, [made], state, at=at)
    return made


def _count(held: Session, change: int) -> None:
    held.taken += change
    held.save(update_fields=["taken"])


@action("support.enrolment.withdraw")
def withdraw(enrolment: Enrolment, *, by: Actor, at: datetime) -> Enrolment:
    """Not to come after all; a place that comes free goes to who waits longest. Twice is nothing.

    Raises SessionOver, NotAllowed, NotFound.
    """
    permissions.require(by, KEEP_SESSIONS if by.is_staff else ENROL, tenant=enrolment.tenant_id)
    if not by.is_staff and enrolment.person_id != by.person:
        permissions.require(by, ENROL_OTHERS, tenant=enrolment.tenant_id)
    with tenancy.enter(Role.DESK):
        held = locked(enrolment.session_id)
        found: Enrolment = Enrolment.objects.select_for_update().get(id=enrolment.id)
        if not found.stands:
            return found
        if held.state != kinds.OPEN or held.starts_at <= at:
            raise SessionOver()
        if found.state == kinds.ENROLLED:
            _count(held, -1)
            # Of another customer, perhaps: a job gives it, not whoever made it free.
            jobs.enqueue(MOVE_UP, {"session": str(held.id)})
        found.state, found.changed_at = kinds.WITHDRAWN, at
        found.save()
        note_enrolment(found, "withdrawn", by=by, at=at)
        tell(held, [found], kinds.WITHDRAWN, at=at)
    return found


def fill_places(held: Session, *, by: Actor = SYSTEM, at: datetime) -> int:
    """Move up who waits, the longest waiting first, as far as there are places; how many. On a session that is held,
    in the scope of the desk."""
    if held.state != kinds.OPEN or held.starts_at <= at:
        return 0
    moved = []
    for one in (row for row in standing(held) if row.state == kinds.WAITING):
        if held.is_full:
            break
        _count(held, 1)
        one.state, one.changed_at = kinds.ENROLLED, at
        one.save()
        note_enrolment(one, "placed", by=by, at=at)
        moved.append(one)
    tell(held, moved, "placed", at=at)
    return len(moved)
