"""Signing in by the provider of one's organisation: whom its answer lets in, and as whom.

What could go wrong, and why it does not:

- *taking over an account by its e-mail address*: a provider's word about an address opens nothing. The first time, the
  person confirms from their own mailbox, in the browser in which they began; from then on the subject counts;
- *an address that was given to the next employee*: another subject for a linked account is refused;
- *an answer about another person than who began*: refused, and nobody is signed in;
- *one organisation's provider opening another's door*: an identity is of one organisation, and a session that came in
  by it works there only; it changes neither password, passkeys nor second step (guard.own_door_only);
- *an answer stolen, replayed or pushed into somebody's browser*: state, nonce, PKCE, request id; each once, in the
  session that began, within ten minutes, at an address of this provider's own (no mix-up);
- *who has left*: without a live membership an identity opens nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from waarborg.access.actions import one_time
from waarborg.access.actions.join import join
from waarborg.access.actions.provider_refusals import Claims
from waarborg.access.events import CREATED, JOINED, SIGN_ON_CHANGED
from waarborg.access.models import Account, Identity, MailDomain, Membership, OneTimeLink, SingleSignOn
from waarborg.access.rules.mail_domains import domain_of
from waarborg.customers.models import Organisation, Person
from waarborg.customers.queries import person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import Role

CONFIRM_LASTS = timedelta(minutes=30)


class AnotherPerson(Refusal):
    code = "access.sign-on.another-person"
    status = 403
    nl = "De inlogdienst van uw organisatie antwoordt met iemand anders dan wie hier begon; u bent niet ingelogd."
    en = "Your organisation's sign-in service answers with somebody else than who began here; you are not signed in."
    nl_way_out = "Log bij die dienst uit, en begin hier opnieuw met uw eigen e-mailadres."
    en_way_out = "Sign out at that service, and begin here again with your own e-mail address."


class NobodyHere(Refusal):
    """Also for who has left: the provider may be slower than the organisation."""

    code = "access.sign-on.nobody-here"
    status = 403
    nl = "Uw organisatie heeft u hier nog geen toegang gegeven."
    en = "Your organisation has not given you access here yet."
    nl_way_out = "Vraag uw beheerder om een uitnodiging."
    en_way_out = "Ask your administrator for an invitation."


def known(sign_on: SingleSignOn, claims: Claims, *, expected: str) -> Account | None:
    """The account that this identity is linked with; None for one never seen. Raises AnotherPerson, NobodyHere."""
    found = Identity.objects.filter(sign_on=sign_on, subject=claims.subject).select_related("account").first()
    if found is None:
        if expected and claims.email != expected:
            raise AnotherPerson()
        return None
    if expected and expected not in (claims.email, found.account.email):
        raise AnotherPerson()
    if not found.account.is_active or _membership(sign_on, found.account) is None:
        raise NobodyHere()
    Identity.objects.filter(pk=found.pk).update(used_at=Now())
    account: Account = found.account
    return account


def _membership(sign_on: SingleSignOn, account: Account) -> Membership | None:
    found: Membership | None = account.memberships.filter(ended_at=None, tenant_id=sign_on.tenant_id).first()
    return found


def link(sign_on: SingleSignOn, account: Account, subject: str) -> None:
    """Bind a subject to an account, once and for good. Raises AnotherPerson where either is bound already."""
    try:
        with transaction.atomic():
            Identity.objects.create(sign_on=sign_on, account=account, subject=subject, used_at=Now())
    except IntegrityError as error:
        if not taken(error):
            raise
        if not Identity.objects.filter(sign_on=sign_on, account=account, subject=subject).exists():
            raise AnotherPerson() from None


def first_time(sign_on: SingleSignOn, claims: Claims, *, at: datetime) -> str:
    """Mail a link to whom this address belongs here; answers the account's id, for the session that waits for it.

    Raises NobodyHere, AnotherPerson (the account is linked with another subject).
    """
    account = Account.objects.by_email(claims.email) if claims.email else None
    ours = MailDomain.objects.filter(sign_on=sign_on, domain=domain_of(claims.email)).exists()
    member = _membership(sign_on, account) if account is not None and account.is_active else None
    if account is None or member is None or not ours:
        raise NobodyHere()
    if Identity.objects.filter(sign_on=sign_on, account=account).exists():
        raise AnotherPerson()
    token = one_time.issue("identity", lasts=CONFIRM_LASTS, account=account, tenant=sign_on.tenant_id)
    with tenancy.enter(Role.DESK):
        who = person(member.person_id)
        send_mail(
            "access/mail/identity.txt",
            tenant=who.tenant_id,
            to=Recipient(account.email, who.name, who.language, who.id),
            context={"provider": sign_on.name, "minutes": 30},
            secret=f"/accounts/sign-on/confirm/{token}/",
            at=at,
        )
    return str(account.pk)


def confirm(held: OneTimeLink, *, sign_on: SingleSignOn, subject: str) -> Account:
    """Use the mailed link up and bind the subject. Raises LinkGone, NobodyHere, AnotherPerson."""
    account = held.account
    if account is None or _membership(sign_on, account) is None:
        raise NobodyHere()
    with transaction.atomic():
        one_time.use(held)
        link(sign_on, account, subject)
    return account


def accept(
    invitation: OneTimeLink,
    *,
    sign_on: SingleSignOn,
    claims: Claims,
    invited: tuple[Person, Organisation],
    at: datetime,
) -> Account:
    """Accept an invitation by the provider: the address was written to, and the provider says it is theirs.

    Without a password; an account there is already joins, and comes in here by the provider only.
    Raises AnotherPerson, LinkGone, NobodyHere.
    """
    who, organisation = invited
    if invitation.tenant_id != sign_on.tenant_id:
        raise NobodyHere()
    if claims.email != invitation.email:
        raise AnotherPerson()
    kind: Any = "staff" if organisation.kind == "provider" else "contact"
    with transaction.atomic():
        one_time.use(invitation)
        account = Account.objects.by_email(invitation.email)
        new = account is None
        if account is None:
            account = Account.objects.create_account(invitation.email, language=who.language)
        if not account.is_active:
            raise NobodyHere()
        join(account, kind=kind, tenant=who.tenant_id, person=who.id)
        link(sign_on, account, claims.subject)
        actor = Actor(kind=kind, tenant=who.tenant_id, person=who.id, name=who.name)
        with tenancy.enter(Role.DESK if kind == "staff" else Role.CUSTOMER, who.tenant_id):
            for event in (CREATED, JOINED) if new else (JOINED,):
                journal.record(event, tenant=who.tenant_id, subject=Ref("access.account", who.id), by=actor, at=at)
    return account


def put_in_force(sign_on: SingleSignOn, *, account: Account, claims: Claims, by: Actor, at: datetime) -> None:
    """The owner has signed in by it from a session of their own: it works, and it is theirs. Raises AnotherPerson."""
    if claims.email != account.email:
        raise AnotherPerson()
    with transaction.atomic():
        link(sign_on, account, claims.subject)
        SingleSignOn.objects.filter(pk=sign_on.pk).update(active=True)
        with tenancy.enter(Role.DESK if by.is_staff else Role.CUSTOMER, sign_on.tenant_id):
            journal.record(
                SIGN_ON_CHANGED,
                tenant=sign_on.tenant_id,
                subject=Ref("access.single-sign-on", sign_on.tenant_id),
                by=by,
                at=at,
                properties={"what": "tried"},
                data={"kind": sign_on.kind, "issuer": sign_on.issuer},
            )
