"""What happens to tickets without anybody pressing a button."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from waarborg.customers.events import AUTHORITY_WITHDRAWN, CONTACT_LEFT
from waarborg.plumbing import clock, jobs, journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Pending
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.appointments.holding import REMIND, tell
from waarborg.support.actions.appointments.roster import HAND_ON
from waarborg.support.actions.articles.tally import TALLY, tally
from waarborg.support.actions.at_work import forget_person
from waarborg.support.actions.bulk.hold import SEND, SEND_ONE, forget_sendings
from waarborg.support.actions.bulk.send_held import let_go, send_one
from waarborg.support.actions.call_backs.holding import REMIND as REMIND_OF_CALL
from waarborg.support.actions.call_backs.holding import tell as tell_of_call
from waarborg.support.actions.call_backs.holding import tell_caller
from waarborg.support.actions.complaints.holding import TELL_DESK
from waarborg.support.actions.complaints.mails import tell_handlers
from waarborg.support.actions.crowding import TELL as TELL_CROWDING
from waarborg.support.actions.crowding import tell_of_crowding
from waarborg.support.actions.give_back import GIVE_BACK, give_back
from waarborg.support.actions.hand_on import answers, hand_on, hand_on_complaints, hand_on_for_good
from waarborg.support.actions.mail.take_all import TAKE_IN, take_next
from waarborg.support.actions.referrals.keep import TRY_LINKS
from waarborg.support.actions.referrals.try_links import try_links
from waarborg.support.actions.reopen import reopen
from waarborg.support.actions.reply import REOPEN
from waarborg.support.actions.sessions.ask_to_plan import remind_all
from waarborg.support.actions.sessions.enrol import MOVE_UP, fill_places
from waarborg.support.actions.sessions.holding import REMIND as REMIND_OF_SESSION
from waarborg.support.actions.sessions.holding import remind
from waarborg.support.actions.set_aside import DAY_COMES, take_on
from waarborg.support.actions.urgent.mails import tell_duty
from waarborg.support.actions.urgent.mark import TELL as TELL_URGENT
from waarborg.support.actions.use.look import LOOK, look
from waarborg.support.models import Appointment, CallBack, Complaint, Session, StaffAbsence, Ticket, WidgetNonce
from waarborg.support.permissions import COMPLAINT_DESK, DESK
from waarborg.support.queries.complaints import colleague_named


def forget_leavers(entries: Sequence[Pending]) -> None:
    """What only a colleague who left could read goes with him, and what he had in hand goes to others, as that of who
    loses a role of ours; people of customers have none of it."""
    for entry in entries:
        if tenancy.current().role is not Role.DESK:
            return
        if entry.kind == CONTACT_LEFT:
            forget_person(entry.subject.id)
            jobs.enqueue(GIVE_BACK, {"person": str(entry.subject.id)})
        elif entry.kind == AUTHORITY_WITHDRAWN and entry.properties.get("role") in DESK | COMPLAINT_DESK:
            jobs.enqueue(GIVE_BACK, {"person": str(entry.related[0].id)})


journal.before_append(forget_leavers)


@task(name=GIVE_BACK)
def give_back_tickets(person: UUID, at: datetime) -> None:
    """A colleague left or lost a role; somebody of a customer handles nothing, and who still may, or came back, keeps
    what he had."""
    if not answers(person, at=at):
        give_back(person, at=at)
        hand_on_for_good(person, at=at)
    hand_on_complaints(person, at=at)


@task(name=HAND_ON)
def hand_on_while_away(person: UUID, absence: UUID, at: datetime) -> None:
    """A colleague will be away; taken out again meanwhile, nothing happens."""
    for held in StaffAbsence.objects.filter(id=absence, person_id=person):
        hand_on(person, at=at, days=(held.first, held.last), rather=held.stand_in_id)


@task(name="support.forget-help-tokens", role=None, every="23 * * * *", retry=None)
def forget_help_tokens(at: datetime) -> None:
    """Tokens of help buttons that would no longer work anyway."""
    with tenancy.enter(Role.DESK):
        WidgetNonce.objects.filter(ends_at__lt=at).delete()


@task(name=REOPEN, tenant=True)
def reopen_when_silent(tenant: UUID, ticket: UUID, asked_at: datetime, at: datetime) -> None:
    """Four business hours after a reply on a resolved ticket: still asked and unanswered, so it reopens."""
    for waiting in Ticket.objects.filter(tenant_id=tenant, id=ticket, state="resolved", reopen_asked_at=asked_at):
        reopen(waiting, by=SYSTEM, at=at)


@task(name="support.forget-sendings", every="47 3 * * *", retry=None)
def forget_old_sendings(at: datetime) -> None:
    """Each night: nobody has to write to several customers again for what was written before to go."""
    forget_sendings(at=at)


@task(name=SEND)
def send_held(sending: UUID) -> None:
    """The moment of a message to several customers; taken back meanwhile, nothing happens."""
    let_go(sending)


@task(name=SEND_ONE, tenant=True)
def send_held_one(tenant: UUID, held: UUID, at: datetime) -> None:
    """On one of its tickets."""
    send_one(held, at=at)


@task(name=TELL_URGENT, tenant=True)
def tell_of_urgent(tenant: UUID, ticket: UUID, at: datetime) -> None:
    """Whoever is on duty hears of it at once."""
    for found in Ticket.objects.filter(tenant_id=tenant, id=ticket):
        tell_duty(found, at=at)


@task(name=TELL_DESK, tenant=True)
def tell_desk_of_complaint(tenant: UUID, complaint: UUID, what: str, key: str, at: datetime) -> None:
    """Those who may handle it hear of it; first is noted whom it is about, where the customer named a colleague."""
    found = Complaint.objects.select_for_update().filter(tenant_id=tenant, id=complaint).first()
    if found is None:
        return
    if what == "filed" and found.about_who and found.about_person_id is None and found.handler_id is None:
        found.about_person_id = colleague_named(found.about_who)
        found.save(update_fields=["about_person_id"])
    tell_handlers(found, what, key=key, at=at)


MAILS_IN_ONE_RUN = 500


@task(name=TAKE_IN, role=None, every="* * * * *", lock=TAKE_IN, retry=None)
def take_in_mail() -> None:
    """Mail that came in, one after the other: an answer must not overtake what it answers."""
    for _ in range(MAILS_IN_ONE_RUN):
        if not take_next(at=clock.now()):
            return
    with tenancy.enter(Role.DESK):
        jobs.enqueue(TAKE_IN, once=TAKE_IN)


@task(name=TALLY, every="23 * * * *")
def tally_articles(*, at: datetime) -> None:
    """Once an hour: the order of what is found follows what people open and say."""
    tally(at=at)


@task(name=DAY_COMES, tenant=True)
def take_on_when_the_day_comes(tenant: UUID, ticket: UUID, day: str, at: datetime) -> None:
    """The day that a ticket was planned for has begun: it is open again, unless another day was chosen since."""
    wanted = Ticket.objects.filter(tenant_id=tenant, id=ticket, state="planned", planned_for=date.fromisoformat(day))
    for planned in wanted:
        take_on(planned, by=SYSTEM, at=at)


@task(name=REMIND, tenant=True)
def remind_of_appointment(tenant: UUID, appointment: UUID, sequence: int, which: str, at: datetime) -> None:
    """A day or an hour before; moved or cancelled meanwhile, this one says nothing."""
    rows = Appointment.objects.select_related("ticket").filter(tenant_id=tenant, id=appointment, state="planned")
    for one in rows.filter(sequence=sequence):
        tell(one, which, at=at)


@task(name=REMIND_OF_CALL, tenant=True)
def remind_of_call(tenant: UUID, call_back: UUID, sequence: int, which: str, at: datetime) -> None:
    """An hour before for the customer, ten minutes before for us; moved or over meanwhile, this one says nothing."""
    rows = CallBack.objects.select_related("ticket").filter(tenant_id=tenant, id=call_back, state="planned")
    for one in rows.filter(sequence=sequence):
        if which == "soon":
            tell_caller(one, at=at)
        else:
            tell_of_call(one, which, at=at)


@task(name=LOOK, every="20 4 * * *", lock=LOOK)
def look_at_use(*, at: datetime) -> None:
    """Once a night: who needs much of support is signalled, once."""
    look(at=at)


@task(name=REMIND_OF_SESSION)
def remind_of_session(session: UUID, sequence: int, at: datetime) -> None:
    """A day before a training or meeting."""
    remind(session, sequence, at=at)


@task(name="support.remind-of-evaluations", role=None, every="40 6 * * *", lock="support.remind-of-evaluations")
def remind_of_evaluations() -> None:
    """Once a day, in the morning: who has no evaluation planned in this quarter, once a quarter (AP-43)."""
    remind_all(now=clock.now)


@task(name=MOVE_UP)
def move_up(session: UUID, at: datetime) -> None:
    """A place came free: whoever waits longest has it."""
    held = Session.objects.select_for_update().filter(id=session).first()
    if held is not None:
        fill_places(held, at=at)


@task(name=TRY_LINKS, role=None, every="50 5 * * 1", lock=TRY_LINKS, retry=None)
def try_referrals() -> None:
    """Every week, and soon after one was added: whether the links to help from others still lead anywhere."""
    try_links(at=clock.now())


@task(name=TELL_CROWDING, each_tenant=True)
def tell_customer_of_crowding(tenant: UUID, crowding: UUID, at: datetime) -> None:
    """It is exceptionally crowded, or no longer: each customer whom it concerns hears of it."""
    tell_of_crowding(tenant, crowding, at=at)
