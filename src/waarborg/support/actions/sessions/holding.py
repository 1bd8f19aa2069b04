"""Holding a session for change, its lines in the journal, and the mails that follow a change. Lock order: the session,
then its enrolments."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal, permissions, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.support.models import Enrolment, Session
from waarborg.support.rules.sessions import kinds

REMIND = "support.remind-of-session"
BEFORE = timedelta(days=1)
MAIL = "support/mail/session.txt"


class SessionOver(Refusal):
    """It was cancelled, or has begun."""

    code = "support.session.over"
    nl = "Dit kan niet meer: deze training of bijeenkomst is begonnen, geweest of afgezegd."
    en = "This is not possible any more: this training or meeting has begun, was held, or was cancelled."
    nl_way_out = "Kies een andere datum. Er is niets gewijzigd."
    en_way_out = "Choose another date. Nothing was changed."


def locked(session: UUID) -> Session:
    """The session as it is now, held until the transaction ends. In the scope of the desk. Raises NotFound."""
    found: Session | None = Session.objects.select_for_update().filter(id=session).first()
    if found is None:
        raise permissions.NotFound()
    return found


def note(session: Session, event: str, *, by: Actor, at: datetime) -> None:
    """In the provider's own journal: what is on offer is nobody's in particular."""
    data = {"starts": session.starts_at.isoformat(), "sequence": session.sequence}
    journal.record(f"support.session.{event}", tenant=session.tenant_id, subject=session.ref, by=by, at=at, data=data)


def note_enrolment(one: Enrolment, event: str, *, by: Actor, at: datetime, **data: object) -> None:
    journal.record(
        f"support.enrolment.{event}",
        tenant=one.tenant_id,
        subject=one.ref,
        by=by,
        at=at,
        data={"session": str(one.session_id), **data},
    )


def tell(session: Session, rows: Iterable[Enrolment], what: str, *, at: datetime) -> None:
    """A mail to each of these people: `what` is enrolled, waiting, placed, withdrawn, changed, cancelled or day."""
    listed = list(rows)
    with tenancy.enter(Role.DESK):
        people = {one.id: one for one in Person.objects.filter(id__in=[one.person_id for one in listed], active=True)}
        for row in listed:
            person = people.get(row.person_id)
            if person is None or not person.email:
                continue
            send_mail(
                MAIL,
                tenant=row.tenant_id,
                to=Recipient(person.email, person.name, person.language, person.id),
                context={
                    "what": what,
                    "title": session.title(person.language),
                    "starts": session.starts_at,
                    "zone": zone_of(),
                    "place": session.place,
                    "link": session.link,
                    "path": f"/portal/sessions/{session.id}/",
                },
                at=at,
                key=f"support.session.{what}:{row.id}:{session.sequence}",
            )


def standing(session: Session) -> list[Enrolment]:
    """Everybody who comes or waits, of all customers. In the scope of the desk. One query."""
    rows = Enrolment.objects.filter(session=session, state__in=kinds.STANDING)
    return list(rows.order_by("asked_at", "id"))


def plan_reminder(session: Session, *, at: datetime) -> None:
    """A day before, where that is still to come. A job of an older `sequence` does nothing."""
    due = session.starts_at - BEFORE
    if due > at:
        jobs.enqueue(REMIND, {"session": str(session.id), "sequence": session.sequence}, at=due)


def remind(session: UUID, sequence: int, *, at: datetime) -> None:
    """Whoever has a place. Moved or cancelled meanwhile, this one says nothing. In the scope of the desk."""
    for found in Session.objects.filter(id=session, sequence=sequence, state=kinds.OPEN):
        tell(found, (one for one in standing(found) if one.state == kinds.ENROLLED), "day", at=at)
