"""Holding a call for change, its line in the journal, and the mails and reminders that follow a change."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.customers.models import Person
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.support.actions.locking import QUEUE, locked
from waarborg.support.models import CallBack
from waarborg.support.queries.absence import away_on, today
from waarborg.support.queries.call_backs import PhoneHours, calling_hours
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


class NobodyCanCall(Refusal):
    """Everybody of ours is away, or taken, for as long as one can ask for."""

    code = "support.call-back.nobody"
    nl = "De komende twee weken kan niemand van ons u bellen."
    en = "In the coming two weeks nobody of ours can call you."
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


class CallTaken(Refusal):
    """One colleague calls one customer at a time; the database sees to that."""

    code = "support.call-back.taken"
    nl = "Op dat moment staat al een ander gesprek van dezelfde collega."
    en = "Another call of the same colleague stands at that moment."
    nl_way_out = "Kies een ander moment, of laat een collega bellen. Er is niets gewijzigd."
    en_way_out = "Choose another moment, or let a colleague call. Nothing was changed."


# So many colleagues may be lost to others who ask at the same moment before this one is refused.
CHANCES = 5


def keep(call: CallBack, *, at: datetime, rather: UUID | None, insert: bool = False) -> None:
    """Save it with a colleague who can call then, `rather` this one; with the next where another call took him in the
    meantime. Raises CallTaken, and IntegrityError for every other key that is broken."""
    for _chance in range(CHANCES):
        hours = calling_hours(call.tenant_id, at=at, but=call.id)
        found = hours.who(call.calls_at, rather=rather) if hours else None
        if found is None and hours and hours.callers:
            break
        if saved_by(call, (found.person, found.name) if found else None, insert=insert):
            return
    raise CallTaken()


def saved_by(call: CallBack, caller: tuple[UUID, str] | None, *, insert: bool = False) -> bool:
    """Save it as the call of this colleague (None: of nobody yet); False where he calls somebody else then."""
    call.caller_id, call.caller_name = caller or (None, "")
    try:
        with transaction.atomic():
            call.save(force_insert=insert)
    except IntegrityError as error:
        if not taken(error, "support_call_back_caller"):
            raise
        return False
    return True


def require_moment(start: datetime, hours: PhoneHours | None, *, at: datetime) -> str:
    """The zone of the telephone hours in which `start` lies. Raises NoTelephone, NobodyCanCall, NotThen."""
    first = hours.first(at=at) if hours else None
    if hours is None or not hours.opened:
        raise NoTelephone()
    if first is None:
        raise NobodyCanCall()
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
    """Shortly before: to whoever calls; where he left or is away today, and nobody took over, to everybody who may
    answer. In the desk's scope."""
    house = provider()
    if house is None:
        return
    away = away_on(today(at))
    people = [one for one in colleagues(at=at) if one.id not in away]
    for person in [one for one in people if one.id == call.caller_id] or people:
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
    return calling_hours(call.tenant_id, at=at, but=call.id)
