"""A wish goes on to development, without a date; and what turns out to be an objection to changed terms goes to those
who decide about that (PX-93)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.promises.actions.objections import object_to
from waarborg.promises.models import Objection
from waarborg.support.actions.locking import locked, note_event, pick_up_if_new, require_live
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Ticket
from waarborg.support.permissions import ESCALATE

WISH = "wish"
DATE = "releases.roadmap-date.publish"


class NoWish(Refusal):
    code = "support.ticket.no-wish"
    nl = "{number} is geen wens."
    en = "{number} is no wish."
    nl_way_out = "Bepaal eerst de soort van de melding."
    en_way_out = "Set the kind of the ticket first."


@action("support.ticket.pass-on")
def pass_on(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """Development knows of it from now on; no date is named. Twice is once.

    Raises NoWish, NotInThisState, NotAllowed.
    """
    permissions.require(by, ESCALATE, tenant=ticket.tenant_id)
    held = locked(ticket)
    if held.kind != WISH:
        raise NoWish(number=held.shown_number)
    if held.passed_on_at is not None:
        return held
    require_live(held)
    pick_up_if_new(held, by=by, at=at)
    journal.record("releases.wish.passed-on", tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    held.passed_on_at, held.changed_at = at, at
    held.revision += 1
    held.save()
    return held


@action("support.ticket.withdraw")
def object_instead(ticket: Ticket, announcement: UUID, *, by: Actor, at: datetime) -> Objection:
    """What the customer wrote as a wish is an objection to an announced version: it is filed as one, in those words,
    and decided within its own term; the ticket is withdrawn. Raises NoWish, NotInThisState, and as `object_to`."""
    held = locked(ticket)
    require_live(held)
    if held.kind != WISH:
        raise NoWish(number=held.shown_number)
    filed = object_to(announcement, held.what, by=by, at=at)
    note_event(held, "ticket.routed-to-objection", by=by, at=at, related=[filed.ref])
    withdraw(held, by=by, at=at)
    return filed


def require_undated(tickets: Iterable[Ticket], *, at: datetime) -> None:
    """Raises NeverByAgreement where a date would be named with a wish of a customer to whom we promised not to."""
    for tenant in sorted({one.tenant_id for one in tickets if one.kind == WISH}):
        promises.require_not_forbidden(tenant, DATE, at=at, words={"kind": WISH})
