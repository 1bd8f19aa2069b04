"""Setting a password: by a link that was mailed, or by the one before it. Every other session ends."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from waarborg.access.actions import attempts, one_time
from waarborg.access.actions.end_sessions import end_all
from waarborg.access.actions.tell_owner import tell_owner
from waarborg.access.models import AccessPolicy, Account, Membership, OneTimeLink
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules import throttling
from waarborg.customers.queries import standing
from waarborg.customers.rules.roles import INDISPENSABLE
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, tenancy
from waarborg.plumbing.tenancy import Role

LINK_LASTS = timedelta(hours=2)
SEND = "access.send_password_link"


class Unsuitable(BadInput):
    """`reasons` are the sentences of the validators, in the language of the request."""

    code = "access.password.unsuitable"
    nl = "Dit wachtwoord kan niet worden gebruikt. {reasons}"
    en = "This password cannot be used. {reasons}"


class WrongPassword(BadInput):
    code = "access.password.wrong"
    nl = "Dit is niet uw huidige wachtwoord."
    en = "This is not your current password."
    nl_way_out = "Typ het opnieuw; weet u het niet meer, log dan uit en kies “Wachtwoord vergeten?”."
    en_way_out = "Type it again; if you no longer know it, sign out and choose “Password forgotten?”."


def check_suitable(password: str, account: Account | None) -> None:
    """Raises Unsuitable: too short, too common, or the e-mail address itself."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Unsuitable(path="password", reasons=" ".join(error.messages)) from None


def ask_for_link(email: str, *, address: str, at: datetime) -> None:
    """Queue the mail with a link; for an address without an account the same job, with nothing to do.

    The job names an account and not an address: what waits in the queue says nothing of people.

    Raises TooMany, per sender's address and per e-mail address, known or not.
    """
    attempts.count("reset-address", address, throttling.RESET_ADDRESS)
    attempts.count("reset", email, throttling.RESET_ACCOUNT)
    account = Account.objects.by_email(email.strip()[:254])
    with tenancy.enter(Role.PUBLIC):
        jobs.enqueue(SEND, {"account": str(account.pk) if account else ""})


class NoAccount(Refusal):
    """Of whom we know a name, who never had a way in or has none any more."""

    code = "access.password.no-account"
    nl = "{name} heeft hier geen account om mee in te loggen."
    en = "{name} has no account here to sign in with."
    nl_way_out = "Laat een beheerder van de klant een uitnodiging sturen. Er is niets verstuurd."
    en_way_out = "Let an administrator of the customer send an invitation. Nothing was sent."


class OnlyThroughProvider(Refusal):
    """A password would open nothing there, and a way around the provider is what its organisation shut."""

    code = "access.password.only-through"
    nl = "{name} logt in bij de eigen organisatie; een wachtwoord van hier opent daar niets."
    en = "{name} signs in at the own organisation; a password of ours opens nothing there."
    nl_way_out = "Laat de eigen beheerder helpen; een eigenaar van de klant komt ook zonder die weg binnen."
    en_way_out = "Let their own administrator help; an owner of the customer also comes in without that way."


def account_to_help(tenant: UUID, person: UUID, *, name: str, at: datetime) -> Account:
    """The account of somebody of a customer whom a new password would let in: not where people come in through their
    organisation's own provider, but for who must always come in. Raises NoAccount, OnlyThroughProvider."""
    with as_login():
        live = Membership.objects.select_related("account").filter(
            tenant_id=tenant, person_id=person, kind="contact", ended_at=None, account__is_active=True
        )
        held = live.first()
        only_through = AccessPolicy.objects.filter(tenant_id=tenant, require_sign_on=True).exists()
    if held is None:
        raise NoAccount(name=name)
    if only_through:
        found = standing(tenant=tenant, person=person, at=at)
        if found is None or INDISPENSABLE[found.organisation_kind] not in found.roles:
            raise OnlyThroughProvider(name=name)
    account: Account = held.account
    return account


def send_link(tenant: UUID, person: UUID, *, name: str, at: datetime) -> None:
    """Queue the same mail for somebody of a customer who says by other means that the password is lost: to the address
    of his account and nowhere else, and the second step is asked as ever. Counts as one of his own attempts.

    Raises NoAccount, OnlyThroughProvider, TooMany.
    """
    account = account_to_help(tenant, person, name=name, at=at)
    with as_login():
        attempts.count("reset", account.email, throttling.RESET_ACCOUNT)
    jobs.enqueue(SEND, {"account": str(account.pk)})


def link_for(account: Account) -> str:
    """The path of a link by which this account sets a password."""
    token = one_time.issue("password", lasts=LINK_LASTS, account=account)
    return f"/accounts/password/new/{token}/"


def set_by_link(link: OneTimeLink, password: str, *, at: datetime) -> Account:
    """Use the link up, set the password, tell the owner.

    Raises Unsuitable, which leaves the link usable, and LinkGone.
    """
    account = link.account
    if account is None:
        raise one_time.LinkGone()
    check_suitable(password, account)
    with transaction.atomic():
        one_time.use(link)
        _set(account, password, this_session=None, at=at)
    attempts.forgive("sign-in", account.email)
    return account


def change(account: Account, *, current: str, new: str, this_session: str | None, at: datetime) -> None:
    """Replace the password and tell the owner; who has none needs no current one.

    Raises WrongPassword, Unsuitable, TooMany.
    """
    confirm(account, current)
    check_suitable(new, account)
    with transaction.atomic():
        _set(account, new, this_session=this_session, at=at)


def confirm(account: Account, current: str) -> None:
    """Prove once more who sits here. Raises WrongPassword, TooMany."""
    if not account.has_usable_password():
        return
    attempts.count("password-again", str(account.pk), throttling.PASSWORD_AGAIN)
    if not account.check_password(current):
        raise WrongPassword(path="current")
    attempts.forgive("password-again", str(account.pk))


def _set(account: Account, password: str, *, this_session: str | None, at: datetime) -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
    end_all(account, except_key=this_session)
    tell_owner(account, "password", at=at)
