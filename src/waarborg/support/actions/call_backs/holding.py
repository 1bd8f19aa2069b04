"""Holding a call for change, its line in the journal, and the mails and reminders that follow a change."""

from datetime import datetime, timedelta

from waarborg.customers.models import Person
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.support.actions.locking import QUEUE, locked
from waarborg.support.models import CallBack
from waarborg.support.queries.call_backs import PhoneHours, phone_hours
from waarborg.support.queries.people import colleagues

REMIND = "support.call-back.remind"
MAIL = "support/mail/call_back.txt"
# The customer is reminded in time to be at his telephone; whoever calls, in time to read what it is about.
BEFORE = {"hour": timedelta(hours=1), "soon": timedelta(minutes=10)}


class NoCallStands(Refusal):
    """It was held, cancelled or given up."""

    code = "support.call-back.over"
    nl = "Dit telefoongesprek staat niet meer: het is geweest of afgezegd."
    en = "This call does not stand any more: it was held or cancelled."
    nl_way_out = "Vraag zo nodig een nieuw gesprek aan. Er is niets gewijzigd."
    en_way_out = "Ask for another call where you need one. Nothing was changed."


class NoTelephone(Refusal):
    """The agreement names no hours in which the telephone is answered."""

    code = "support.call-back.no-telephone"
    status = 403
    nl = "Bellen hoort niet bij deze overeenkomst."
    en = "Calling is not part of this agreement."
    nl_way_out = "Meld het op het portaal of in een chat: dat komt bij dezelfde mensen."
    en_way_out = "Report it in the portal or in a chat: it reaches the same people."


class NotThen(Refusal):
    """Outside the hours of the telephone, or too soon; the earliest moment is offered."""

    code = "support.call-back.not-then"
    nl = "Op dat moment kunnen wij niet bellen. Het eerste moment is {first}."
    en = "We cannot call at that moment. The earliest moment is {first}."
    nl_way_out = "Kies dit moment of een later; hieronder staan de momenten die er zijn."
    en_way_out = "Choose this moment or a later one; those that there are stand below."

    @classmethod
    def of(cls, first: datetime, zone: str) -> "NotThen":
        return cls(first={lang: wording.instant(first, lang, zone) for lang in ("nl", "en")})


def require_moment(start: datetime, hours: PhoneHours | None, *, at: datetime) -> str:
    """The zone of the telephone hours in which `start` lies. Raises NoTelephone, NotThen."""
    first = hours.first(at=at) if hours else None
    if hours is None or first is None:
        raise NoTelephone()
    if not hours.fits(start, at=at):
        raise NotThen.of(first, hours.zone)
    return hours.zone


def held(call: CallBack) -> CallBack:
    """As it is now, its ticket locked first (the one lock order). Raises NoCallStands for one that is over."""
    ticket = locked(call.ticket)
    found: CallBack = CallBack.objects.select_for_update().get(id=call.id)
    found.ticket = ticket
    if not found.is_standing:
        raise NoCallStands()
    return found


def shown_on_ticket(call: CallBack) -> None:
    """The queue and the pages of the ticket read the moment there."""
    call.ticket.call_at = call.calls_at if call.is_standing else None
    call.ticket.save(update_fields=["call_at"])


def note(call: CallBack, event: str, *, by: Actor, at: datetime, **data: str) -> None:
    """The number itself is content and never in the journal."""
    journal.record(
        f"support.call-back.{event}",
        tenant=call.tenant_id,
        subject=call.ref,
        by=by,
        at=at,
        data={"ticket": str(call.ticket_id), **data},
        related=(call.ticket.ref,),
    )
    announce(QUEUE, f"ticket.{call.ticket_id}", f"call-back.{call.id}")


def tell(call: CallBack, what: str, *, at: datetime) -> None:
    """A mail to the customer: `what` is asked, moved, cancelled, hour, unanswered or given-up."""
    with tenancy.enter(Role.DESK):
        for person in Person.objects.filter(tenant_id=call.tenant_id, id=call.contact_id, active=True):
            _send(call, person, what, ours=False, at=at)


def tell_caller(call: CallBack, *, at: datetime) -> None:
    """Shortly before: to whoever has the ticket, else to everybody who may answer. In the desk's scope."""
    house = provider()
    if house is None:
        return
    people = colleagues(at=at)
    for person in [one for one in people if one.id == call.ticket.assignee_id] or people:
        _send(call, person, "soon", ours=True, at=at)


def _send(call: CallBack, person: Person, what: str, *, ours: bool, at: datetime) -> None:
    send_mail(
        MAIL,
        tenant=person.tenant_id,
        to=Recipient(person.email, person.name, person.language, person.id),
        context={
            "what": what,
            "number": call.ticket.shown_number,
            "ours": ours,
            "starts": call.calls_at,
            "zone": call.zone,
            "with": call.contact_name,
            "path": f"/{'desk' if ours else 'portal'}/call-backs/{call.id}/",
        },
        at=at,
        key=f"support.call-back.{what}:{call.id}:{call.sequence}:{person.id}",
    )


def plan_reminders(call: CallBack, *, at: datetime) -> None:
    """For the customer an hour and for us ten minutes before, where that is still to come. A job of an older `sequence`
    does nothing."""
    for which, before in BEFORE.items():
        due = call.calls_at - before
        if due > at:
            told = {
                "tenant": str(call.tenant_id),
                "call_back": str(call.id),
                "sequence": call.sequence,
                "which": which,
            }
            jobs.enqueue(REMIND, told, at=due)


def hours_of(call: CallBack, *, at: datetime) -> PhoneHours | None:
    return phone_hours(call.tenant_id, at=at)
