"""An organisation's owner sets up the provider by which its people sign in.

What could go wrong, and why it does not:

- *an owner claims the domain of others, to lure their people to a provider of his*: a domain is of one organisation,
  never a public mailbox, somebody of his own has an address there, and nobody of another organisation has;
- *another provider steps into the shoes of the first*: with another issuer everybody is linked anew, and sessions end;
- *an owner locks everybody out, himself included*: nothing is in force before he himself has signed in by it, and
  owners always come in with password and second step;
- *an address inside our own network*: plumbing/outward.py;
- *the secret in a backup or a page*: it is sealed, and never shown again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from waarborg.access.actions.end_sessions import end
from waarborg.access.actions.set_policy import locked_policy
from waarborg.access.encryption import close_client_secret
from waarborg.access.events import SIGN_ON_CHANGED
from waarborg.access.models import AccessPolicy, Identity, MailDomain, Session, SingleSignOn
from waarborg.access.permissions import SET_SIGN_ON
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules.mail_domains import PUBLIC, normalised
from waarborg.access.sessions import THROUGH
from waarborg.customers.models import Person
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, outward, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import Role

# With another of these it is another provider, or another application there.
WHO = ("kind", "issuer", "client_id")


class WrongIssuer(BadInput):
    code = "access.sign-on.issuer"
    nl = "Dit is geen https-adres van een inlogdienst."
    en = "This is no https address of a sign-in service."
    nl_way_out = "Vul de issuer in zoals uw inlogdienst die noemt, bijvoorbeeld https://login.example.org/tenant."
    en_way_out = "Enter the issuer as your sign-in service names it, such as https://login.example.org/tenant."


class WrongDomain(BadInput):
    code = "access.sign-on.domain"
    nl = "Het domein {domain} kan niet aan uw organisatie worden verbonden."
    en = "The domain {domain} cannot be tied to your organisation."
    nl_way_out = "Noem domeinen waarop alleen mensen van uw organisatie een e-mailadres hebben, en u zelf minstens één."
    en_way_out = "Name domains at which only people of your organisation have an address, and one of them at least."


class NotTried(Refusal):
    code = "access.sign-on.not-tried"
    nl = "De inlogdienst kan pas verplicht worden als u er zelf mee hebt ingelogd."
    en = "The sign-in service can be made compulsory only after you have signed in by it yourself."
    nl_way_out = "Probeer hem eerst uit."
    en_way_out = "Try it first."


@action("access.single-sign-on.change")
def set_sign_on(
    tenant: UUID, *, domains: Iterable[str], secret: str, asks_second_step: bool, by: Actor, at: datetime, **given: Any
) -> SingleSignOn:
    """Set the provider of one's own organisation. `given`: kind, name, issuer, client_id, sign_on_url, certificates.

    An empty `secret` keeps the one there is, unless it is another provider. It is in force once its owner tried it.
    Raises NotFound, NotAllowed, WrongIssuer, WrongDomain.
    """
    _own(tenant, by)
    if given["kind"] == "oidc" and not outward.is_askable(given["issuer"]):
        raise WrongIssuer(path="issuer")
    wanted = _domains(tenant, domains)
    with as_login():
        held = SingleSignOn.objects.select_for_update().filter(tenant_id=tenant).first()
        sign_on = held or SingleSignOn(tenant_id=tenant)
        other = held is None or _is_other(held, given)
        for name, value in {**given, "asks_second_step": asks_second_step}.items():
            setattr(sign_on, name, value)
        if secret or other:
            sign_on.sealed_secret = close_client_secret(secret)
        if other:
            sign_on.active = False
            _compel(tenant, False)
            _forget(sign_on)
        sign_on.save()
        SingleSignOn.objects.filter(pk=sign_on.pk).update(changed_at=Now())
        _tie(sign_on, wanted)
    _note(sign_on, "set", by=by, at=at, replaced=other and held is not None, domains=wanted)
    return sign_on


def _is_other(held: SingleSignOn, given: dict[str, Any]) -> bool:
    """A certificate that is followed by the next is the same provider as long as one of them stays (a roll-over)."""
    certificates = given.get("certificates", [])
    followed = not held.certificates or set(held.certificates) & set(certificates)
    return not followed or any(getattr(held, name) != given.get(name, "") for name in WHO)


def _own(tenant: UUID, by: Actor) -> None:
    """Staff set up their own organisation's, never a customer's: who sets it up can sign in as its people."""
    if by.kind != "system" and tenant != by.tenant:
        raise NotFound()
    require(by, SET_SIGN_ON, tenant=tenant)


def _domains(tenant: UUID, given: Iterable[str]) -> list[str]:
    """Raises WrongDomain."""
    wanted = sorted({normalised(one) or f"?{one.strip()[:60]}" for one in given if one.strip()})
    if not wanted:
        raise WrongDomain(path="domains", domain="–")
    with tenancy.enter(Role.DESK):
        for domain in wanted:
            people = Person.objects.filter(email__iendswith=f"@{domain}", active=True)
            ours, others = people.filter(tenant_id=tenant).exists(), people.exclude(tenant_id=tenant).exists()
            if domain.startswith("?") or domain in PUBLIC or not ours or others:
                raise WrongDomain(path="domains", domain=domain.removeprefix("?"))
    return wanted


def _tie(sign_on: SingleSignOn, domains: list[str]) -> None:
    MailDomain.objects.filter(sign_on=sign_on).exclude(domain__in=domains).delete()
    for domain in domains:
        try:
            with transaction.atomic():
                found, _ = MailDomain.objects.get_or_create(domain=domain, defaults={"sign_on": sign_on})
        except IntegrityError as error:
            if not taken(error):
                raise
            found = None
        if found is None or found.sign_on_id != sign_on.pk:
            raise WrongDomain(path="domains", domain=domain)


def _forget(sign_on: SingleSignOn) -> None:
    """Nobody is linked any more, and who came in by it is out."""
    came = Identity.objects.filter(sign_on_id=sign_on.pk)
    accounts = list(came.values_list("account_id", flat=True))
    rows = Session.objects.filter(membership__tenant_id=sign_on.tenant_id, account__in=accounts)
    # How a session came in stands within it.
    keys = [row.session_key for row in rows if row.get_decoded().get(THROUGH)]
    end(Session.objects.filter(session_key__in=keys))
    came.delete()


@action("access.single-sign-on.change")
def require_sign_on(tenant: UUID, *, required: bool, by: Actor, at: datetime) -> None:
    """Whether people must come in by the provider; owners always come in with password and second step too.

    Raises NotFound, NotAllowed, NotTried.
    """
    _own(tenant, by)
    with as_login():
        sign_on = SingleSignOn.objects.select_for_update().filter(tenant_id=tenant).first()
        if sign_on is None:
            raise NotFound()
        if required and not sign_on.active:
            raise NotTried()
        _compel(tenant, required)
    _note(sign_on, "required" if required else "optional", by=by, at=at)


def _compel(tenant: UUID, required: bool) -> None:
    """In the policy, because every request reads that already."""
    if required or AccessPolicy.objects.filter(tenant_id=tenant).exists():
        policy = locked_policy(tenant)
        policy.require_sign_on = required
        policy.save(update_fields=["require_sign_on"])


@action("access.single-sign-on.change")
def remove_sign_on(tenant: UUID, *, by: Actor, at: datetime) -> None:
    """The provider no longer counts; who came in by it is out. Raises NotFound, NotAllowed."""
    _own(tenant, by)
    with as_login():
        sign_on = SingleSignOn.objects.select_for_update().filter(tenant_id=tenant).first()
        if sign_on is None:
            raise NotFound()
        _compel(tenant, False)
        _forget(sign_on)
        sign_on.delete()
    _note(sign_on, "removed", by=by, at=at)


def _note(sign_on: SingleSignOn, what: str, *, by: Actor, at: datetime, **more: Any) -> None:
    journal.record(
        SIGN_ON_CHANGED,
        tenant=sign_on.tenant_id,
        subject=Ref("access.single-sign-on", sign_on.tenant_id),
        by=by,
        at=at,
        properties={"what": what},
        data={"kind": sign_on.kind, "issuer": sign_on.issuer, "client": sign_on.client_id, **more},
    )
