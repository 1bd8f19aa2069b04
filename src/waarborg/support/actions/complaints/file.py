"""Filing a complaint: its own clock starts at this instant (PX-89)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken
from waarborg.support.actions.complaints.holding import note_event, tell_desk
from waarborg.support.actions.complaints.mails import tell_complainant
from waarborg.support.models import Complaint
from waarborg.support.permissions import FILE_COMPLAINT
from waarborg.support.queries import tickets
from waarborg.support.rules.once import once_with


@dataclass(frozen=True, slots=True)
class Grievance:
    """What somebody complains about: `wanted` is what would make it good, `about_who` a name or a team."""

    subject: str
    what: str
    wanted: str = ""
    about_who: str = ""
    ticket_id: UUID | None = None


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('support_complaint_number')")
        return int(cursor.fetchone()[0])


@action("support.complaint.file")
def file_complaint(
    tenant: UUID, filled_in: Grievance, *, by: Actor, at: datetime, once: UUID | None = None
) -> Complaint:
    """Anybody of the customer may. The same `once` twice gives the complaint of the first time.

    Raises NotAllowed, and NotFound for a ticket that `by` may not read.
    """
    permissions.require(by, FILE_COMPLAINT, tenant=tenant)
    said = (filled_in.subject, filled_in.what, filled_in.wanted, filled_in.about_who, str(filled_in.ticket_id))
    once = once_with(once, *said)
    if once is not None and (earlier := Complaint.objects.filter(tenant_id=tenant, once=once).first()):
        return earlier
    ticket = tickets.find(by, filled_in.ticket_id) if filled_in.ticket_id else None
    try:
        with transaction.atomic():
            made: Complaint = Complaint.objects.create(
                tenant_id=tenant,
                number=_next_number(),
                subject=filled_in.subject,
                what=filled_in.what,
                wanted=filled_in.wanted,
                about_who=" ".join(filled_in.about_who.split()),
                ticket=ticket,
                filed_by_id=by.person,
                filed_by_name=by.name,
                filed_at=at,
                changed_at=at,
                once=once,
            )
    except IntegrityError as error:
        if not taken(error, "support_complaint_once"):
            raise
        return Complaint.objects.get(tenant_id=tenant, once=once)
    related = (ticket.ref,) if ticket else ()
    note_event(made, "complaint.filed", by=by, at=at, related=related)
    tell_complainant(made, "received", key=str(made.id), at=at)
    tell_desk(made, "filed", key=str(made.id))
    return made
