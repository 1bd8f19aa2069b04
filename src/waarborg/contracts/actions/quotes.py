"""Proposing work at a price, and what the customer says to it. Nothing is done or charged before it said yes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.contracts.actions.consent_to_charge import Price, consent_to_charge
from waarborg.contracts.actions.tell import tell_of_quote
from waarborg.contracts.models import Quote
from waarborg.contracts.permissions import ANSWER_QUOTE, ISSUE_QUOTE
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.taken import taken
from waarborg.promises import queries as promises
from waarborg.promises.queries import require_whom

ACCEPT = "contracts.quote.accept"


class WaitsForAnswer(Refusal):
    code = "contracts.quote.waits"
    nl = "Er ligt al een voorstel waarop de klant nog niet heeft geantwoord."
    en = "There is a proposal already that the customer has not answered yet."
    nl_way_out = "Wacht op het antwoord; daarna kunt u een nieuw voorstel doen."
    en_way_out = "Wait for the answer; after it you can make another proposal."


class AnsweredAlready(Refusal):
    code = "contracts.quote.answered"
    nl = "{name} heeft dit voorstel al beantwoord."
    en = "{name} has answered this proposal already."
    nl_way_out = "Lees het antwoord. Er is niets gewijzigd."
    en_way_out = "Read the answer. Nothing was changed."


class SayWhyNot(BadInput):
    code = "contracts.quote.why"
    nl = "Zet erbij waarom u het voorstel niet aanneemt."
    en = "Say why you do not accept the proposal."


@dataclass(frozen=True, slots=True)
class Offered:
    """`amount` is None for what costs nothing; `cause` is under what it is charged, `words` what else is known of the
    case, such as its topic."""

    what: str
    text: str
    cause: str
    amount: Decimal | None = None
    currency: str = "EUR"
    words: Mapping[str, str] = field(default_factory=dict)


@action("contracts.quote.issue")
def issue(tenant: UUID, offered: Offered, *, source: Ref, label: str, by: Actor, at: datetime) -> Quote:
    """Propose; who may accept it gets a mail. A promise never to charge for this is judged now, not after a yes.

    Raises WaitsForAnswer, NeverByAgreement, NotAllowed.
    """
    permissions.require(by, ISSUE_QUOTE, tenant=tenant)
    if offered.amount is not None:
        words = {**offered.words, "cause": offered.cause}
        promises.require_not_forbidden(tenant, "billing.charge.raise", at=at, words=words)
    try:
        with transaction.atomic():
            made: Quote = Quote.objects.create(
                tenant_id=tenant,
                what=offered.what.strip()[:200],
                text=offered.text.strip(),
                amount=offered.amount,
                currency=offered.currency if offered.amount is not None else "",
                cause=offered.cause,
                words=dict(offered.words),
                source_kind=source.kind,
                source_id=source.id,
                source_label=label[:200],
                issued_at=at,
                issued_by=by.name,
            )
    except IntegrityError as error:
        if not taken(error, "contracts_quote_open"):
            raise
        raise WaitsForAnswer() from None
    _note(made, "issued", by=by, at=at)
    tell_of_quote(made, at=at)
    return made


@action(ACCEPT)
def accept(quote: Quote, *, by: Actor, at: datetime) -> Quote:
    """The customer says yes: from now on it may be carried out, and what it costs is a charge that is not billed yet.

    Raises AnsweredAlready, NotByAgreement, NeverByAgreement, OnlyTheCustomer, NotAllowed, NotFound.
    """
    held = _held(quote, by)
    require_whom(by, ACCEPT, tenant=held.tenant_id, at=at)
    _answered(held, Quote.State.ACCEPTED, by=by, at=at)
    _note(held, "accepted", by=by, at=at)
    if held.amount is not None:
        consent_to_charge(
            held.tenant_id,
            what=held.what,
            cause=held.cause,
            price=Price(held.amount, held.currency),
            # A second proposal for the same thing is a charge of its own.
            source=held.ref,
            label=held.source_label,
            by=by,
            at=at,
            words=held.words,
        )
    return held


@action("contracts.quote.decline")
def decline(quote: Quote, *, by: Actor, at: datetime, reason: str) -> Quote:
    """The customer says no, and why. Raises AnsweredAlready, SayWhyNot, NotAllowed, NotFound."""
    held = _held(quote, by)
    if not reason.strip():
        raise SayWhyNot(path="reason")
    held.reason = reason.strip()[:500]
    _answered(held, Quote.State.DECLINED, by=by, at=at)
    _note(held, "declined", by=by, at=at)
    return held


def _held(quote: Quote, by: Actor) -> Quote:
    permissions.require(by, ANSWER_QUOTE, tenant=quote.tenant_id)
    found: Quote = Quote.objects.select_for_update().get(id=quote.id)
    if found.state != Quote.State.OPEN:
        raise AnsweredAlready(name=found.answered_by)
    return found


def _answered(quote: Quote, state: str, *, by: Actor, at: datetime) -> None:
    quote.state, quote.answered_at, quote.answered_by = state, at, by.name
    quote.save()


def _note(quote: Quote, event: str, *, by: Actor, at: datetime) -> None:
    amount = str(quote.amount) if quote.amount is not None else None
    journal.record(
        f"contracts.quote.{event}",
        tenant=quote.tenant_id,
        subject=quote.ref,
        related=[Ref(quote.source_kind, quote.source_id)],
        by=by,
        at=at,
        properties={"cause": quote.cause},
        data={"amount": amount, "currency": quote.currency},
    )
