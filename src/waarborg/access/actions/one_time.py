"""Links that work once: a random secret, signed so that guesses never reach the database, kept only as its hash.

They expire by the database's own time, whatever the product's clock says, and the update that uses one has one winner.
"""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q, Value
from django.db.models.functions import Now

from waarborg.access.models import Account, OneTimeLink
from waarborg.access.queries.as_login import as_login
from waarborg.kernel.errors import Refusal


class LinkGone(Refusal):
    """A link that does not work any more, and for the holder of a real one why: nobody else can guess one."""

    code = "access.link.gone"
    status = 410
    nl = "Deze link werkt niet meer. Een link werkt één keer en maar een beperkte tijd."
    en = "This link does not work any more. A link works once, and only for a limited time."
    nl_way_out = "Vraag een nieuwe link aan, of log in als u al een wachtwoord hebt."
    en_way_out = "Ask for a new link, or sign in if you already have a password."


class LinkUsed(LinkGone):
    code = "access.link.used"
    nl = "Deze link is al gebruikt. Een link werkt één keer."
    en = "This link has been used already. A link works once."


class LinkExpired(LinkGone):
    """Also for one that was replaced by a newer one, and one so old that nothing is kept of it."""

    code = "access.link.expired"
    nl = "Deze link is verlopen, of er is een nieuwere verstuurd. Een link werkt maar een beperkte tijd."
    en = "This link has expired, or a newer one was sent. A link works only for a limited time."


class LinkGarbled(LinkGone):
    code = "access.link.garbled"
    nl = "Deze link is niet heel: er ontbreekt een stuk, of er is iets in veranderd."
    en = "This link is not whole: a part of it is missing, or something in it was changed."


def _signer() -> Signer:
    # A dot, because the secret itself may hold every other character of a web address.
    return Signer(salt="waarborg.access.link", sep=".")


_WORKS = Q(used_at=None, expires_at__gt=Now())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(
    purpose: str,
    *,
    lasts: timedelta,
    account: Account | None = None,
    tenant: UUID | None = None,
    person: UUID | None = None,
    email: str = "",
    leads_to: str = "",
) -> str:
    """A new link's token. Older unused ones of this purpose for the same account or person stop working."""
    secret = secrets.token_urlsafe(32)
    with as_login():
        whose = Q(account=account) if account else Q(tenant_id=tenant, person_id=person)
        OneTimeLink.objects.filter(whose, purpose=purpose, used_at=None).update(expires_at=Now())
        OneTimeLink.objects.create(
            purpose=purpose,
            secret_hash=_hash(secret),
            account=account,
            tenant_id=tenant,
            person_id=person,
            email=email,
            leads_to=leads_to,
            expires_at=Now() + Value(lasts),
        )
    return _signer().sign(secret)


def look_up(token: str, *purposes: str) -> OneTimeLink:
    """The link of this token while it works. Raises LinkGarbled, LinkUsed, LinkExpired, LinkGone."""
    try:
        secret = _signer().unsign(token)
    except BadSignature:
        raise LinkGarbled() from None
    with as_login():
        ours = OneTimeLink.objects.filter(secret_hash=_hash(secret))
        link = ours.filter(_WORKS, purpose__in=purposes).select_related("account").first()
        if link is None:
            raise _why(ours.first(), purposes)
    if link.account is not None and not link.account.is_active:
        raise LinkGone()
    return link


def _why(link: OneTimeLink | None, purposes: tuple[str, ...]) -> LinkGone:
    if link is not None and link.purpose not in purposes:
        return LinkGone()
    return LinkUsed() if link is not None and link.used_at else LinkExpired()


def use(link: OneTimeLink) -> None:
    """Use the link up. Raises LinkUsed when somebody was first."""
    with as_login():
        if not OneTimeLink.objects.filter(_WORKS, pk=link.pk).update(used_at=Now()):
            raise LinkUsed()
