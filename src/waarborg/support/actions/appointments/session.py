"""Looking along: the customer's yes for this one session, its begin and its end, and what was done (PX-99)."""

from datetime import datetime

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.answer import answer
from waarborg.support.actions.appointments.holding import held, note
from waarborg.support.models import Appointment
from waarborg.support.permissions import LOOK_ALONG, SHARE_SCREEN
from waarborg.support.rules.passwords import masked


class NoPermission(Refusal):
    """Nobody of the customer said yes to this very session, or he took it back."""

    code = "support.screen-share.no-permission"
    nl = "De klant gaf in deze melding nog geen toestemming."
    en = "The customer has not given permission in this report yet."
    nl_way_out = "Vraag de klant om op de pagina van de afspraak ja te zeggen. Er is niet meegekeken."
    en_way_out = "Ask the customer to say yes on the page of the appointment. Nobody looked along."


@action("support.screen-share.permit")
def permit(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """The customer's yes: for this session, once. Saying it twice is nothing. Raises NotStanding, NotAllowed."""
    permissions.require(by, SHARE_SCREEN, tenant=appointment.tenant_id)
    appointment = held(appointment, "planned", "running")
    if appointment.permitted_at is None:
        appointment.permitted_at, appointment.permitted_by = at, by.name
        appointment.save()
        note(appointment, "permitted", by=by, at=at)
    return appointment


@action("support.screen-share.permit")
def forbid(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """The yes is taken back; a session that goes on ends with it. Raises NotStanding, NotAllowed."""
    permissions.require(by, SHARE_SCREEN, tenant=appointment.tenant_id)
    appointment = held(appointment, "planned", "running")
    appointment.permitted_at, appointment.permitted_by = None, ""
    note(appointment, "forbidden", by=by, at=at)
    if appointment.state == "running":
        appointment.state, appointment.ended_at = "done", at
        note(appointment, "closed", by=by, at=at)
    appointment.save()
    return appointment


@action("support.screen-share.open")
def begin(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """Begin to look along; the customer reads it in his list of who looked. Raises NoPermission, NotStanding."""
    permissions.require(by, LOOK_ALONG, tenant=appointment.tenant_id)
    appointment = held(appointment)
    if appointment.permitted_at is None:
        raise NoPermission()
    appointment.state, appointment.began_at, appointment.looked_by = "running", at, by.name
    appointment.save()
    note(appointment, "opened", by=by, at=at, permission="given")
    why = appointment.ticket.shown_number
    access_log.read(by=by, tenant=appointment.tenant_id, what=appointment.ref, why=why, at=at)
    return appointment


@action("support.screen-share.close")
def finish(appointment: Appointment, *, by: Actor, at: datetime, done: str) -> Appointment:
    """End it, with what was done; the customer and his colleagues read that on the ticket. A session that the customer
    ended himself still gets its record. Raises NotStanding, NotAllowed."""
    permissions.require(by, LOOK_ALONG, tenant=appointment.tenant_id)
    appointment = held(appointment, "running", "done")
    if appointment.began_at is None or appointment.done:
        return appointment
    if appointment.state == "running":
        appointment.state, appointment.ended_at = "done", at
        note(appointment, "closed", by=by, at=at)
    appointment.done = masked(done)
    appointment.save()
    answer(appointment.ticket, by=by, at=at, text=done, purpose="message", channel="appointment")
    return appointment
