"""Setting a ticket aside, for a third party or until a day, and going on with it. Clocks pause only where the agreement
says so of that state."""

from datetime import date, datetime

from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import jobs, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.development.pass_on import require_undated
from waarborg.support.actions.locking import NotInThisState, locked, note_event, pick_up_if_new, require_live
from waarborg.support.actions.mails import tell_state
from waarborg.support.models import Ticket
from waarborg.support.rules.states import ASIDE

DAY_COMES = "support.planned-day-comes"


class WhomMissing(BadInput):
    code = "support.ticket.waits-for"
    nl = "Zet erbij op wie wij wachten; de klant leest dat."
    en = "Say for whom we wait; the customer reads it."


class DayPassed(BadInput):
    code = "support.ticket.planned-for"
    nl = "Kies een dag die nog komt."
    en = "Choose a day that is still to come."


class AsideReasonNeeded(BadInput):
    code = "support.ticket.aside-reason"
    nl = "Zet erbij waarom; dat blijft bij de melding staan."
    en = "Say why; it stays with the ticket."


@action("support.ticket.set-aside")
def wait_for(ticket: Ticket, whom: str, *, by: Actor, at: datetime, why: str) -> Ticket:
    """We wait for a third party. Raises WhomMissing, AsideReasonNeeded, NotInThisState, NotAllowed."""
    ticket = _begin(ticket, why, by=by)
    if not whom.strip():
        raise WhomMissing(path="whom")
    pick_up_if_new(ticket, by=by, at=at)
    note_event(ticket, "ticket.third-party-awaited", by=by, at=at, data={"whom": whom.strip(), "why": why.strip()})
    ticket.state, ticket.waits_for, ticket.planned_for = "third-party", whom.strip()[:120], None
    return _done(ticket, ticket.state, by=by, at=at)


@action("support.ticket.set-aside")
def plan(ticket: Ticket, day: date, *, by: Actor, at: datetime, why: str, zone: str) -> Ticket:
    """We take it up on `day`, a local day of `zone`: then it is open again by itself.

    Raises DayPassed, AsideReasonNeeded, NeverByAgreement (PX-93), NotInThisState, NotAllowed.
    """
    ticket = _begin(ticket, why, by=by)
    require_undated([ticket], at=at)
    begins = from_us(civil_start(day, 0, zone))
    if begins <= at:
        raise DayPassed(path="day")
    pick_up_if_new(ticket, by=by, at=at)
    note_event(ticket, "ticket.planned", by=by, at=at, data={"day": day.isoformat(), "why": why.strip()})
    ticket.state, ticket.planned_for, ticket.waits_for = "planned", day, ""
    asked = {"tenant": str(ticket.tenant_id), "ticket": str(ticket.id), "day": day.isoformat()}
    jobs.enqueue(DAY_COMES, asked, at=begins)
    return _done(ticket, ticket.state, by=by, at=at)


@action("support.ticket.set-aside")
def take_on(ticket: Ticket, *, by: Actor, at: datetime, why: str = "") -> Ticket:
    """Go on with what was set aside. Raises NotInThisState, NotAllowed."""
    permissions.require(by, "support.ticket.set-aside", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    if ticket.state not in ASIDE:
        raise NotInThisState.of(ticket)
    note_event(ticket, "ticket.taken-on", by=by, at=at, data={"why": why.strip()})
    ticket.state, ticket.planned_for, ticket.waits_for = "open", None, ""
    return _done(ticket, "taken-on", by=by, at=at)


def _begin(ticket: Ticket, why: str, *, by: Actor) -> Ticket:
    permissions.require(by, "support.ticket.set-aside", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    if not why.strip():
        raise AsideReasonNeeded(path="why")
    return ticket


def _done(ticket: Ticket, what: str, *, by: Actor, at: datetime) -> Ticket:
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    tell_state(ticket, what, at=at, but=by)
    return ticket
