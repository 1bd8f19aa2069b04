"""Somebody who calls us says that it is urgent: staff write that down for him, and he hears what came of it.

The categories, the free case and what costs extra are those of the customer's own page (CL-04, CL-11, CL-72, CL-73);
only agreeing to a cost nobody of ours does for a customer, so that is asked of the caller.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from waarborg.customers.actions.authority import lock_organisation
from waarborg.customers.models import Person
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.asking import require_may_ask
from waarborg.support.actions.locking import locked, note_event, pick_up_if_new, require_live
from waarborg.support.actions.report import since_when
from waarborg.support.actions.urgent.contact import note_contact
from waarborg.support.actions.urgent.mails import tell_caller
from waarborg.support.actions.urgent.mark import goes_first, kept_case, require_offer
from waarborg.support.models import Ticket, UrgentCase
from waarborg.support.permissions import MARK_FOR_CALLER
from waarborg.support.queries.urgent import Offer, case_of, cost_of


@action("support.ticket.mark-urgent")
def mark_for_caller(
    ticket: Ticket,
    category: str,
    *,
    by: Actor,
    at: datetime,
    caller: UUID,
    speaking: bool = False,
    said_at: datetime | None = None,
    reason: str = "",
) -> UrgentCase | None:
    """Staff write down that `caller`, who may ask us something, calls a ticket urgent as one of the agreement's
    categories. None where that costs extra: the caller is asked to agree, and until then it is a normal report.

    Who is `speaking` to the caller is in contact with him already. `said_at` is when the word was said, where that was
    before `at` (a recorded message), with a `reason`; the time to our first contact runs from there. A second word on
    one ticket changes nothing. Raises NoSuchCategory, NotYet, EarlierNeedsReason, NotByAgreement, MayNotAsk,
    NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, MARK_FOR_CALLER, tenant=ticket.tenant_id)
    who = Person.objects.filter(tenant_id=ticket.tenant_id, id=caller, active=True).first()
    if who is None:
        raise permissions.NotFound()
    require_may_ask(ticket.tenant_id, by=by, at=at, channel=ticket.channel, reporter=caller)
    since = since_when(said_at, at, reason)
    held = locked(ticket)
    require_live(held)
    # As with the customer's own word: of two at the same moment one has the free case.
    lock_organisation(held.tenant_id)
    if earlier := case_of(held):
        return earlier
    found = require_offer(held.tenant_id, category, at=at)
    acts = replace(by, on_behalf=caller)
    if found.basis == "charged":
        note_event(held, "ticket.urgent-costs-asked", by=acts, at=at, data={"category": category})
        tell_caller(held, who, "agree", words=found.words, said=cost_of(found), by=by, at=at)
        return None
    case = kept_case(held, found, called_by=(who.id, who.name), at=since, written_by=by.name)
    _say(held, case, found, by=acts, at=at, since=since, reason=reason.strip() if since < at else "", page=not speaking)
    if speaking and note_contact(held, by=by, at=at):
        pick_up_if_new(held, by=by, at=at)
        held.revision += 1
        held.save()
    what = "first" if case.goes_first else "normal"
    tell_caller(held, who, what, words=found.words, said=found.refusal, by=by, at=at)
    return case


def _say(
    ticket: Ticket, case: UrgentCase, found: Offer, *, by: Actor, at: datetime, since: datetime, reason: str, page: bool
) -> None:
    if case.goes_first:
        goes_first(ticket, found.category, by=by, at=at, said_at=since, reason=reason or None, page=page)
    else:
        note_event(ticket, "ticket.kept-normal", by=by, at=at, data={"category": found.category})
