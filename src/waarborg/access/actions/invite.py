"""Inviting a person to sign in: a mail with a link that works once, for seven days."""

from datetime import datetime, timedelta
from typing import Literal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from waarborg.access.actions import one_time
from waarborg.access.actions.join import join
from waarborg.access.actions.passwords import check_suitable
from waarborg.access.events import CREATED, INVITED, JOINED
from waarborg.access.models import Account, Membership, OneTimeLink
from waarborg.access.permissions import INVITE
from waarborg.access.queries.as_login import as_login
from waarborg.customers.models import Organisation, Person
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.tenancy import Role

LASTS = timedelta(days=7)


class NobodyToInvite(Refusal):
    code = "access.invitation.nobody"
    nl = "{name} is vertrokken, of heeft geen e-mailadres; er is niemand om uit te nodigen."
    en = "{name} has left, or has no e-mail address; there is nobody to invite."


class AlreadyIn(Refusal):
    code = "access.invitation.already-in"
    nl = "{name} kan al inloggen."
    en = "{name} can sign in already."
    nl_way_out = "Wie het wachtwoord kwijt is, vraagt op de inlogpagina een nieuw aan."
    en_way_out = "Whoever lost the password asks for a new one on the sign-in page."


class OtherAccount(Refusal):
    code = "access.invitation.other-account"
    nl = "Deze uitnodiging is voor {email}; u bent ingelogd als iemand anders."
    en = "This invitation is for {email}; you are signed in as somebody else."
    nl_way_out = "Log uit en open de link opnieuw."
    en_way_out = "Sign out and open the link again."


@action("access.account.invite")
def invite(person: Person, *, by: Actor, at: datetime) -> str:
    """Mail an invitation; an earlier one stops working. Answers the link's path.

    Raises NotFound, NotAllowed, NobodyToInvite, AlreadyIn.
    """
    require(by, INVITE, tenant=person.tenant_id)
    if not person.active or not person.email:
        raise NobodyToInvite(name=person.name)
    with as_login():
        if Membership.objects.filter(tenant_id=person.tenant_id, person_id=person.id, ended_at=None).exists():
            raise AlreadyIn(name=person.name)
    token = one_time.issue(
        "invitation", lasts=LASTS, tenant=person.tenant_id, person=person.id, email=person.email.lower()
    )
    path = f"/accounts/invitation/{token}/"
    send_mail(
        "access/mail/invitation.txt",
        tenant=person.tenant_id,
        to=Recipient(person.email, person.name, person.language, person.id),
        context={"organisation": organisation(person.tenant_id).name, "days": LASTS.days},
        secret=path,
        at=at,
    )
    journal.record(INVITED, tenant=person.tenant_id, subject=Ref("access.account", person.id), by=by, at=at)
    return path


def invited(link: OneTimeLink) -> tuple[Person, Organisation]:
    """Who is invited, and by which organisation. Raises LinkGone when they have left since. Call as the login role."""
    with tenancy.enter(Role.DESK):
        person: Person | None = Person.objects.filter(tenant_id=link.tenant_id, id=link.person_id, active=True).first()
        if person is None or person.email.lower() != link.email:
            raise one_time.LinkGone()
        try:
            return person, organisation(person.tenant_id)
        except NotFound:
            raise one_time.LinkGone() from None


def accept(link: OneTimeLink, *, password: str | None, signed_in: AbstractBaseUser | None, at: datetime) -> Account:
    """Use the invitation up: make the account with this password, or join with the account that is signed in.

    Raises LinkGone, Unsuitable (the link stays usable), OtherAccount. Call as the login role.
    """
    person, organisation = invited(link)
    account = Account.objects.by_email(link.email)
    if account is not None and (signed_in is None or signed_in.pk != account.pk):
        raise OtherAccount(email=link.email)
    new = account is None
    if account is None:
        check_suitable(password or "", Account(email=link.email))
    with transaction.atomic():
        one_time.use(link)
        if account is None:
            account = Account.objects.create_account(link.email, password, language=person.language)
        kind: Literal["staff", "contact"] = "staff" if organisation.kind == "provider" else "contact"
        join(account, kind=kind, tenant=person.tenant_id, person=person.id)
        actor = Actor(kind=kind, tenant=person.tenant_id, person=person.id, name=person.name)
        role = Role.DESK if kind == "staff" else Role.CUSTOMER
        with tenancy.enter(role, person.tenant_id):
            for event in (CREATED, JOINED) if new else (JOINED,):
                journal.record(
                    event, tenant=person.tenant_id, subject=Ref("access.account", person.id), by=actor, at=at
                )
    return account
