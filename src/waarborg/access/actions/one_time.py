"""Links that work once: a random secret, signed so that guesses never reach the database, kept only as its hash.

They expire by the database's own time, whatever the product's clock says, and the update that uses one has one winner.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q, Value
from django.db.models.functions import Now

from waarborg.access.models import Account, OneTimeLink
from waarborg.access.queries.as_login import as_login
from waarborg.kernel.errors import Refusal


class LinkGone(Refusal):
    """The same for a link that is unknown, was used, has expired or was replaced."""

    code = "access.link.gone"
    status = 410
    nl = "Deze link werkt niet meer. Een link werkt één keer en maar een beperkte tijd."
    en = "This link does not work any more. A link works once, and only for a limited time."
    nl_way_out = "Vraag een nieuwe link aan, of log in als u al een wachtwoord hebt."
    en_way_out = "Ask for a new link, or sign in if you already have a password."


def _signer() -> Signer:
    # A dot, because the secret itself may hold every other character of a web address.
    return Signer(salt="waarborg.access.link", sep=".")


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
    """The link of this token while it works. Raises LinkGone."""
    try:
        secret = _signer().unsign(token)
    except BadSignature:
        raise LinkGone() from None
    with as_login():
        link = _working().filter(secret_hash=_hash(secret), purpose__in=purposes).select_related("account").first()
    if link is None or (link.account is not None and not link.account.is_active):
        raise LinkGone()
    return link


def use(link: OneTimeLink) -> None:
    """Use the link up. Raises LinkGone when somebody was first."""
    with as_login():
        if not _working().filter(pk=link.pk).update(used_at=Now()):
            raise LinkGone()


def _working() -> Any:
    return OneTimeLink.objects.filter(used_at=None, expires_at__gt=Now())
