"""A customer calls something urgent (CL-15): at once it goes first, or it is said why not (CL-73)."""

from datetime import datetime
from uuid import UUID

from waarborg.contracts.actions.consent_to_charge import Price, consent_to_charge
from waarborg.customers.actions.authority import lock_organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.actions.asking import require_may_ask
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.models import Ticket, UrgentCase
from waarborg.support.permissions import ALLOW_URGENT, MARK_URGENT
from waarborg.support.queries.urgent import CAUSE, SCHEME, Offer, case_of, cost_of, offer

TELL = "support.tell-of-urgent"
# The word for priority that an agreement gives to urgent cases.
URGENT = "urgent"


class NoSuchCategory(BadInput):
    code = "support.urgent.no-such-category"
    nl = "Dit soort spoed kent uw overeenkomst niet: {category}."
    en = "Your agreement knows no such urgent case: {category}."
    nl_way_out = "Kies een van de soorten op de pagina."
    en_way_out = "Choose one of the kinds on the page."


class ConsentNeeded(Refusal):
    """Nothing is charged that nobody agreed to."""

    code = "support.urgent.consent"
    status = 422
    nl = "Dit kost extra volgens uw overeenkomst: {said} Er is nog niets als spoed aangemerkt."
    en = "This costs extra by your agreement: {said} Nothing was marked as urgent yet."
    nl_way_out = "Ga akkoord met de kosten, of laat het een gewone melding zijn."
    en_way_out = "Agree to the costs, or leave it a normal report."


class ReasonNeeded(BadInput):
    code = "support.urgent.reason"
    nl = "Zet erbij waarom dit toch als spoed gaat; de klant leest dat mee."
    en = "Say why this goes as urgent after all; the customer reads it too."


@action("support.ticket.mark-urgent")
def mark_urgent(ticket: Ticket, category: str, *, by: Actor, at: datetime, agrees: bool = False) -> UrgentCase:
    """Call a ticket urgent, as one of the agreement's categories. `agrees` is to what it costs, where it does.

    A second word on one ticket changes nothing. Who may not have another case goes on as a normal report, which is no
    fault. Raises NoSuchCategory, ConsentNeeded, NotByAgreement, MayNotAsk, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, MARK_URGENT, tenant=ticket.tenant_id)
    require_may_ask(ticket.tenant_id, by=by, at=at)
    ticket = locked(ticket)
    require_live(ticket)
    # Two at the same moment: one of them has the free case.
    lock_organisation(ticket.tenant_id)
    if earlier := case_of(ticket):
        return earlier
    found = require_offer(ticket.tenant_id, category, at=at)
    if found.basis == "charged" and not agrees:
        raise ConsentNeeded(said=cost_of(found))
    case = kept_case(ticket, found, called_by=(by.person, by.name), at=at)
    if found.basis == "charged":
        _charge(ticket, found, by=by, at=at)
    if found.basis == "limited":
        note_event(ticket, "ticket.kept-normal", by=by, at=at, data={"category": category})
    else:
        goes_first(ticket, category, by=by, at=at)
    return case


def require_offer(tenant: UUID, category: str, *, at: datetime) -> Offer:
    """Part of other actions: what calling something urgent means now. Raises NoSuchCategory."""
    found = offer(tenant, category, at=at)
    if found is None:
        raise NoSuchCategory(path="category", category=category[:40])
    return found


def kept_case(
    ticket: Ticket, found: Offer, *, called_by: tuple[UUID | None, str], at: datetime, written_by: str = ""
) -> UrgentCase:
    """Part of other actions: the case as it is kept, with who said the word, and who of us wrote it down for him."""
    case: UrgentCase = UrgentCase.objects.create(
        tenant_id=ticket.tenant_id,
        ticket=ticket,
        category=found.category,
        basis=found.basis,
        marked_at=at,
        marked_by_id=called_by[0],
        marked_by_name=called_by[1],
        written_by_name=written_by,
        again_at=found.again_at,
    )
    return case


def _charge(ticket: Ticket, found: Offer, *, by: Actor, at: datetime) -> None:
    cost = found.rate
    price = Price(cost.amount, cost.currency, cost.promise) if cost else Price()
    consent_to_charge(
        ticket.tenant_id,
        what=f"Spoed: {found.words['nl']}",
        cause=CAUSE,
        price=price,
        source=ticket.ref,
        label=f"{ticket.shown_number} {ticket.subject}",
        by=by,
        at=at,
    )


def goes_first(
    ticket: Ticket,
    category: str,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    said_at: datetime | None = None,
    reason: str | None = None,
    page: bool = True,
) -> None:
    """Part of other actions: on top of the queue, and in the pocket of who is on duty, unless one of us is speaking to
    the customer already. `said_at` is when the word was said, where that was before `at`; with a `reason`."""
    words = {SCHEME: category}
    data = {"why": why} if why else None
    note_event(ticket, "ticket.marked-urgent", by=by, at=said_at or at, properties=words, data=data, reason=reason)
    if URGENT in promises.scheme_words(ticket.tenant_id, "priority", at=at) and ticket.priority != URGENT:
        note_event(
            ticket,
            "ticket.reprioritised",
            by=by,
            at=at,
            properties={"priority": URGENT},
            data={"from": ticket.priority, "to": URGENT, "why": why},
        )
        ticket.priority = URGENT
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    if page:
        jobs.enqueue(TELL, {"tenant": ticket.tenant_id, "ticket": ticket.id})


@action("support.ticket.allow-urgent")
def allow_urgent(ticket: Ticket, *, by: Actor, at: datetime, why: str) -> UrgentCase:
    """Let a case that went on as a normal report go first after all, without a charge; it does not count either.

    Raises ReasonNeeded, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, ALLOW_URGENT, tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    case = UrgentCase.objects.select_for_update().filter(tenant_id=ticket.tenant_id, ticket_id=ticket.id).first()
    if case is None:
        raise permissions.NotFound()
    if case.goes_first:
        return case
    if not why.strip():
        raise ReasonNeeded(path="why")
    case.basis, case.marked_at = "allowed", at
    case.save(update_fields=["basis", "marked_at"])
    goes_first(ticket, case.category, by=by, at=at, why=why.strip()[:500])
    return case
