"""Asking a customer whether a supplier of his may be named to another, and naming it (CL-33).

Only the supplier is ever named: the journal of who agreed says that it was, not to whom; that of who asked, whom we
named, not who told us; and the mail says the same.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from waarborg.customers import events, permissions
from waarborg.customers.models import Organisation, Person, ReferenceConsent
from waarborg.customers.queries import holders, organisation
from waarborg.customers.rules import references as rules
from waarborg.customers.rules.roles import OWNER
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken


class WordsMissing(BadInput):
    code = "customers.reference.words"
    nl = "Vul dit in, in ten hoogste {most} tekens."
    en = "Fill this in, in at most {most} characters."


class NobodyLikeThat(BadInput):
    code = "customers.reference.whom"
    nl = "Kies aan wie wij het mogen zeggen."
    en = "Choose to whom we may say it."


class Past(BadInput):
    code = "customers.reference.past"
    nl = "Deze dag is voorbij."
    en = "This day has passed."


class AskedAlready(Refusal):
    code = "customers.reference.asked-already"
    nl = "Dit is deze klant al gevraagd; er is nog niet geantwoord."
    en = "This customer was asked this already, and has not answered yet."


class AnsweredAlready(Refusal):
    code = "customers.reference.answered-already"
    nl = "Hierop is al geantwoord."
    en = "This was answered already."


class NoConsent(Refusal):
    code = "customers.reference.no-consent"
    nl = "Deze klant gaf geen toestemming, of zijn toestemming geldt niet meer."
    en = "This customer gave no consent, or his consent holds no longer."
    nl_way_out = "Vraag eerst toestemming aan de eigenaar."
    en_way_out = "Ask the owner for consent first."


class TheSameCustomer(BadInput):
    code = "customers.reference.same-customer"
    nl = "Deze persoon werkt bij de klant die het ons vertelde."
    en = "This person works for the customer who told us."


class NobodyKnown(BadInput):
    code = "customers.reference.nobody-known"
    nl = "Bij geen klant, of bij meer dan een, kennen wij iemand met dit e-mailadres."
    en = "At no customer, or at more than one, do we know somebody with this e-mail address."


def who_asked(email: str) -> Person:
    """The one person of a customer who has this address. For the desk's role. Raises NobodyKnown."""
    customers = Organisation.objects.filter(kind="customer").values("tenant_id")
    found = list(Person.objects.filter(email__iexact=email, active=True, tenant_id__in=customers)[:2])
    if len(found) != 1:
        raise NobodyKnown(path="email")
    return found[0]


@action("customers.reference.ask")
def ask_consent(customer: UUID, *, what: str, region: str = "", by: Actor, at: datetime) -> ReferenceConsent:
    """Ask a customer's owners, by mail and in the portal, whom they use for `what` in `region`. For staff. Raises
    NotAllowed, NotFound, WordsMissing, AskedAlready."""
    require(by, permissions.ASK_REFERENCE, tenant=customer)
    if organisation(customer).kind != "customer":
        raise NotFound()
    made = ReferenceConsent(tenant_id=customer, state=rules.ASKED, asked_at=at)
    made.what = _said("what", what, rules.LONGEST_WHAT)
    made.region = _said("region", region, rules.LONGEST_WHERE, needed=False)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        if not taken(error, "customers_reference_asked_once"):
            raise
        raise AskedAlready() from None
    _note(events.REFERENCE_ASKED, made, by=by, at=at)
    for one in holders(customer, OWNER, at=at):
        if one.email:
            _mail("reference_asked", one, {"what": made.what, "region": made.region}, at=at)
    return made


@action("customers.reference.consent")
def give_consent(
    reference: ReferenceConsent | None,
    *,
    supplier: str,
    what: str,
    region: str = "",
    whom: str,
    until: date | None = None,
    by: Actor,
    at: datetime,
) -> ReferenceConsent:
    """The owner lets us name `supplier` for `what`, up to and including `until`; in answer to our question, or of his
    own accord (None). Raises NotAllowed, NotFound, AnsweredAlready, WordsMissing, NobodyLikeThat, Past."""
    if by.tenant is None:
        raise NotFound()
    require(by, permissions.CONSENT, tenant=reference.tenant_id if reference else by.tenant)
    held = _asked(reference) if reference else ReferenceConsent(tenant_id=by.tenant)
    if whom not in rules.WHOM:
        raise NobodyLikeThat(path="whom")
    if until is not None and until < at.date():
        raise Past(path="until")
    held.supplier = _said("supplier", supplier, rules.LONGEST_SUPPLIER)
    held.what = _said("what", what, rules.LONGEST_WHAT)
    held.region = _said("region", region, rules.LONGEST_WHERE, needed=False)
    held.whom, held.until, held.state, held.answered_at = whom, until, rules.CONSENTED, at
    held.save()
    _note(events.REFERENCE_CONSENTED, held, by=by, at=at)
    return held


@action("customers.reference.decline")
def decline_consent(reference: ReferenceConsent, *, by: Actor, at: datetime) -> ReferenceConsent:
    """The owner says no to our question. Raises NotAllowed, NotFound, AnsweredAlready."""
    require(by, permissions.CONSENT, tenant=reference.tenant_id)
    held = _asked(reference)
    held.state, held.answered_at = rules.DECLINED, at
    held.save(update_fields=["state", "answered_at"])
    _note(events.REFERENCE_DECLINED, held, by=by, at=at)
    return held


@action("customers.reference.withdraw-consent")
def withdraw_consent(reference: ReferenceConsent, *, by: Actor, at: datetime) -> ReferenceConsent:
    """From this instant on it is named to nobody any more. Raises NotAllowed, NotFound, AnsweredAlready where there is
    nothing to take back."""
    require(by, permissions.CONSENT, tenant=reference.tenant_id)
    held = _locked(reference)
    if held.state != rules.CONSENTED:
        raise AnsweredAlready()
    held.state, held.withdrawn_at = rules.WITHDRAWN, at
    held.save(update_fields=["state", "withdrawn_at"])
    _note(events.CONSENT_WITHDRAWN, held, by=by, at=at)
    return held


@action("customers.reference.disclose")
def disclose(reference: ReferenceConsent, to: Person, *, by: Actor, at: datetime) -> ReferenceConsent:
    """Name the supplier to somebody of another customer, by mail; neither customer hears who the other is. For staff.

    Raises NotAllowed, NotFound, NoConsent, TheSameCustomer.
    """
    require(by, permissions.DISCLOSE, tenant=reference.tenant_id)
    require(by, permissions.DISCLOSE, tenant=to.tenant_id)
    if organisation(to.tenant_id).kind != "customer" or not to.active or not to.email:
        raise NotFound()
    if to.tenant_id == reference.tenant_id:
        raise TheSameCustomer(path="email")
    # Under the lock: of two who name it at once to one customer alone, the second finds it told; and who takes the
    # consent back is waited for.
    held = _locked(reference)
    if not rules.stands(held.state, held.whom, held.until, held.told, at.date()):
        raise NoConsent()
    ReferenceConsent.objects.filter(id=held.id).update(told=F("told") + 1)
    held.told += 1
    _note(events.REFERENCE_DISCLOSED, held, by=by, at=at)
    named = {"supplier": held.supplier, "what": held.what, "region": held.region}
    journal.record(events.REFERENCE_RECEIVED, tenant=to.tenant_id, subject=to.ref, by=by, at=at, data=named)
    _mail("reference_named", to, named, at=at)
    return held


def _said(name: str, text: str, most: int, *, needed: bool = True) -> str:
    words = " ".join(text.split())
    if len(words) > most or (needed and not words):
        raise WordsMissing(path=name, most=most)
    return words


def _locked(reference: ReferenceConsent) -> ReferenceConsent:
    """Raises NotFound."""
    held: ReferenceConsent | None = ReferenceConsent.objects.select_for_update().filter(id=reference.id).first()
    if held is None:
        raise NotFound()
    return held


def _asked(reference: ReferenceConsent) -> ReferenceConsent:
    held = _locked(reference)
    if held.state != rules.ASKED:
        raise AnsweredAlready()
    return held


def _mail(template: str, to: Person, context: dict[str, str], *, at: datetime) -> None:
    send_mail(
        f"customers/mail/{template}.txt",
        tenant=to.tenant_id,
        to=Recipient(to.email, to.name, to.language, to.id),
        context=context,
        at=at,
    )


def _note(kind: str, one: ReferenceConsent, *, by: Actor, at: datetime) -> None:
    said = {"what": one.what, "region": one.region, "supplier": one.supplier, "whom": one.whom}
    if one.until:
        said["until"] = one.until.isoformat()
    journal.record(kind, tenant=one.tenant_id, subject=one.ref, by=by, at=at, data=said)
