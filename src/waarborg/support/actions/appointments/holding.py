"""Holding an appointment for change, its line in the journal, and the mails and reminders that follow a change."""

from datetime import datetime, timedelta

from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.locking import locked
from waarborg.support.models import Appointment

REMIND = "support.appointment.remind"
BEFORE = {"day": timedelta(days=1), "hour": timedelta(hours=1)}


class NotStanding(Refusal):
    """It was cancelled, or is over."""

    code = "support.appointment.over"
    nl = "Deze afspraak staat niet meer: zij is afgezegd of geweest."
    en = "This appointment does not stand any more: it was cancelled, or is over."
    nl_way_out = "Maak een nieuwe afspraak. Er is niets gewijzigd."
    en_way_out = "Make a new appointment. Nothing was changed."


class SlotTaken(Refusal):
    """Somebody else was first, or it is not free."""

    code = "support.appointment.slot"
    nl = "Dit moment is niet meer vrij."
    en = "This moment is no longer free."
    nl_way_out = "Kies een ander moment; hieronder staan de momenten die nu vrij zijn."
    en_way_out = "Choose another moment; those that are free now stand below."


def held(appointment: Appointment, *states: str) -> Appointment:
    """As it is now, its ticket locked first (the one lock order). Raises NotStanding outside `states`."""
    ticket = locked(appointment.ticket)
    found: Appointment = Appointment.objects.select_for_update().get(id=appointment.id)
    found.ticket = ticket
    if found.state not in (states or ("planned",)):
        raise NotStanding()
    return found


def note(appointment: Appointment, event: str, *, by: Actor, at: datetime, **data: str) -> None:
    journal.record(
        f"support.screen-share.{event}",
        tenant=appointment.tenant_id,
        subject=appointment.ref,
        by=by,
        at=at,
        data={"ticket": str(appointment.ticket_id), **data},
        related=(appointment.ticket.ref,),
    )
    announce(f"appointment.{appointment.id}")


def tell(appointment: Appointment, what: str, *, at: datetime) -> None:
    """A mail to both sides, with the way to the calendar file: `what` is booked, moved, cancelled, day or hour."""
    key = f"support.appointment.{what}:{appointment.id}:{appointment.sequence}"
    with tenancy.enter(Role.DESK):
        people = Person.objects.filter(id__in=(appointment.contact_id, appointment.agent_id), active=True)
        for person in people:
            ours = person.id == appointment.agent_id
            send_mail(
                "support/mail/appointment.txt",
                tenant=person.tenant_id,
                to=Recipient(person.email, person.name, person.language, person.id),
                context={
                    "what": what,
                    "number": appointment.ticket.shown_number,
                    "ours": ours,
                    "starts": appointment.starts_at,
                    "zone": appointment.zone,
                    "with": appointment.contact_name if ours else appointment.agent_name,
                    "path": f"/{'desk' if ours else 'portal'}/appointments/{appointment.id}/",
                },
                at=at,
                key=f"{key}:{person.id}",
            )


def plan_reminders(appointment: Appointment, *, at: datetime) -> None:
    """A day and an hour before, where that is still to come. A job of an older `sequence` does nothing."""
    for which, before in BEFORE.items():
        due = appointment.starts_at - before
        if due > at:
            told = {
                "tenant": str(appointment.tenant_id),
                "appointment": str(appointment.id),
                "sequence": appointment.sequence,
                "which": which,
            }
            jobs.enqueue(REMIND, told, at=due)
