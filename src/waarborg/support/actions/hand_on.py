"""Work that stands in the name of a colleague who is away, left, or no longer answers customers: whoever is free then
does it, who stands in rather than another; where nobody is, it is nobody's and shown and told as such.

Tickets have ways of their own (give_back, stand_in): they wait, while a call, a session and a stretch have their hour.
"""

from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Authority
from waarborg.customers.queries import live
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.support.actions.appointments.book import pass_on
from waarborg.support.actions.appointments.holding import NotStanding
from waarborg.support.actions.call_backs.ask import caller_of
from waarborg.support.actions.call_backs.holding import NoCallStands, hours_of, saved_by
from waarborg.support.actions.call_backs.holding import held as held_call
from waarborg.support.actions.call_backs.holding import note as note_call
from waarborg.support.actions.chats.holding import ChatEnded
from waarborg.support.actions.chats.holding import held as held_chat
from waarborg.support.actions.chats.holding import tell as tell_chat
from waarborg.support.actions.complaints.holding import locked, note_event, tell_desk
from waarborg.support.actions.extra.book import note as note_extra
from waarborg.support.actions.locking import note_event as note_on_ticket
from waarborg.support.models import Appointment, CallBack, Chat, Complaint, ExtraSupport
from waarborg.support.models.call_backs import PLANNED
from waarborg.support.permissions import COMPLAINT_DESK
from waarborg.support.queries.absence import away_on
from waarborg.support.queries.people import colleagues
from waarborg.support.rules.complaints.states import LIVE

# So many colleagues may be lost to others at the same moment before a call is nobody's.
CHANCES = 5
Days = tuple[date, date]


def answers(person: UUID, *, at: datetime) -> bool:
    """Whether somebody may answer customers now. One query."""
    return any(one.id == person for one in colleagues(at=at))


def hand_on(person: UUID, *, at: datetime, days: Days | None = None, rather: UUID | None = None) -> None:
    """All that is planned in the name of `person` on these days of the desk, both included; None for all to come. In
    the desk's scope; done twice it changes nothing."""
    calls = CallBack.objects.select_related("ticket").filter(caller_id=person, state=PLANNED)
    for call in calls.order_by("calls_at", "id"):
        if _among(call.calls_at, days):
            _call(call, rather, at=at)
    sessions = Appointment.objects.select_related("ticket").filter(agent_id=person, state="planned", starts_at__gt=at)
    for one in sessions.order_by("starts_at", "id"):
        if _among(one.starts_at, days):
            _session(one, rather, at=at)
    stretches = ExtraSupport.objects.filter(
        staff_id=person, state=ExtraSupport.State.ROSTERED, ends_at__gt=at
    ).order_by("id")
    for stretch in stretches.select_for_update():
        if _among(stretch.starts_at, days) or _among(stretch.ends_at, days):
            _free_stretch(stretch, at=at)


def hand_on_for_good(person: UUID, *, at: datetime) -> None:
    """The same of somebody who does not answer customers any more, with the chats that are going on."""
    hand_on(person, at=at)
    talks = Chat.objects.select_related("ticket").filter(agent_id=person, ended_at__isnull=True)
    for chat in talks.order_by("id"):
        _free_chat(chat, at=at)


def hand_on_complaints(person: UUID, *, at: datetime) -> None:
    """What somebody handled who may not any more waits for another handler; who gave the first opinion stays noted."""
    held = Authority.objects.filter(live(at), person_id=person, person__active=True, role__in=COMPLAINT_DESK)
    if held.exists():
        return
    for found in Complaint.objects.filter(handler_id=person, state__in=LIVE).order_by("id"):
        complaint = locked(found)
        if complaint.handler_id != person or not complaint.is_live:
            continue
        complaint.handler_id, complaint.handler_name = None, ""
        complaint.save(update_fields=["handler_id", "handler_name"])
        note_event(complaint, "complaint.given-back", by=SYSTEM, at=at, data={"person": str(person)})
        tell_desk(complaint, "given-back", key=f"{complaint.id}:{person}")


def _among(instant: datetime, days: Days | None) -> bool:
    return days is None or days[0] <= local_date(instant, zone_of()) <= days[1]


def _call(call: CallBack, rather: UUID | None, *, at: datetime) -> None:
    """Whoever can call then; where nobody can it is nobody's, and everybody is reminded of it."""
    try:
        held = held_call(call)
    except NoCallStands:
        return
    for _chance in range(CHANCES):
        hours = hours_of(held, at=at)
        found = hours.who(held.calls_at, rather=rather) if hours else None
        if saved_by(held, (found.person, found.name) if found else None):
            break
    else:
        saved_by(held, None)
    event = "taken-over" if held.caller_id else "given-back"
    note_call(held, event, by=SYSTEM, at=at, **caller_of(held))


def _session(one: Appointment, rather: UUID | None, *, at: datetime) -> None:
    try:
        passed = pass_on(one, by=SYSTEM, at=at, rather=rather)
    except NotStanding:
        return
    if not passed:
        _tell_unattended(one, at=at)


def _tell_unattended(one: Appointment, *, at: datetime) -> None:
    """Everybody who is there on that day: one of them looks along, or moves it with the customer."""
    away = away_on(local_date(one.starts_at, zone_of()))
    for person in colleagues(at=at):
        if person.id in away or person.id == one.agent_id:
            continue
        send_mail(
            "support/mail/unattended.txt",
            tenant=person.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "number": one.ticket.shown_number,
                "starts": one.starts_at,
                "zone": zone_of(),
                "away": one.agent_name,
                "path": reverse("support:desk-appointment", kwargs={"appointment": one.id}),
            },
            at=at,
            key=f"support.unattended:{one.id}:{one.sequence}:{one.agent_id}:{person.id}",
        )


def _free_stretch(stretch: ExtraSupport, *, at: datetime) -> None:
    """Asked for again, so that somebody is put on it."""
    stretch.staff_id, stretch.staff_name = None, ""
    stretch.state = ExtraSupport.State.REQUESTED
    stretch.save(update_fields=["staff_id", "staff_name", "state"])
    note_extra(stretch, "given-back", by=SYSTEM, at=at)


def _free_chat(chat: Chat, *, at: datetime) -> None:
    """It waits for somebody, as one that was just begun; what was said stays."""
    try:
        held = held_chat(chat)
    except ChatEnded:
        return
    held.agent_id, held.agent_name, held.taken_at = None, "", None
    held.staff_seen_at = held.staff_typed_at = None
    note_on_ticket(held.ticket, "ticket.chat-given-back", by=SYSTEM, at=at, data={"chat": str(held.id)})
    held.save()
    tell_chat(held)
