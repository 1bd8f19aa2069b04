"""A way in that is read aloud: a code for one account, for who cannot reach his mailbox either (CL-72).

It works once, for a quarter of an hour, only together with the address of the account, and opens nothing but the page
where a new password is chosen; signing in then asks the second step as ever. Whether it may be given at all is decided
by whoever gives it (support/actions/urgent).
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from waarborg.access.actions import attempts, one_time
from waarborg.access.actions.passwords import account_to_help
from waarborg.access.models import Account, Membership, OneTimeLink
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules import throttling
from waarborg.kernel.errors import BadInput

LASTS = timedelta(minutes=15)
PURPOSE = "spoken"
# Nothing that sounds or looks like something else: no 0 and O, 1, I and L, no U beside V.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 8, 4


class CodeWrong(BadInput):
    """One answer for a code that is wrong, used or expired, and for an address without an account."""

    code = "access.spoken.wrong"
    nl = "Dit adres en deze code horen niet bij elkaar, of de code werkt niet meer."
    en = "This address and this code do not belong together, or the code no longer works."
    nl_way_out = "Laat de code nog eens voorlezen. Een code werkt één keer, een kwartier lang."
    en_way_out = "Have the code read to you again. A code works once, for a quarter of an hour."


def hand_over(tenant: UUID, person: UUID, *, name: str, at: datetime) -> str:
    """A new code for somebody of a customer, as it is read aloud; an earlier one stops working. Raises NoAccount,
    OnlyThroughProvider, and TooMany after three within an hour."""
    account = account_to_help(tenant, person, name=name, at=at)
    with as_login():
        attempts.count("spoken-given", account.email, throttling.RESET_ACCOUNT)
        signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        earlier = OneTimeLink.objects.filter(account=account, purpose=PURPOSE, used_at=None)
        earlier.update(expires_at=Now())
        OneTimeLink.objects.create(
            purpose=PURPOSE,
            secret_hash=_hash(account, signs),
            account=account,
            expires_at=Now() + Value(LASTS),
        )
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def look_up(email: str, code: str, *, address: str) -> OneTimeLink:
    """What this code opens, while it works; its `account` is there. Every try counts, right or wrong.

    Raises TooMany, per sender's address and per account's address, known or not; CodeWrong.
    """
    attempts.count("link", address, throttling.LINK_ADDRESS)
    attempts.count("spoken", email, throttling.SPOKEN_CODE)
    account = Account.objects.by_email(email.strip()[:254])
    if account is None or not account.is_active:
        raise CodeWrong(path="code")
    signs = "".join(code.upper().split()).replace("-", "")
    rows = OneTimeLink.objects.select_related("account").filter(
        account=account, purpose=PURPOSE, secret_hash=_hash(account, signs), used_at=None, expires_at__gt=Now()
    )
    found: OneTimeLink | None = rows.first()
    if found is None:
        raise CodeWrong(path="code")
    return found


def use(link: OneTimeLink) -> str:
    """Use the code up; gives the path where a new password is chosen, within a quarter of an hour. Raises LinkUsed."""
    one_time.use(link)
    token = one_time.issue("password", lasts=LASTS, account=link.account)
    return f"/accounts/password/new/{token}/"


def _hash(account: Account, signs: str) -> str:
    # Keyed: so few signs could be found by trying, by who has the table alone.
    return salted_hmac("waarborg.access.spoken", f"{account.pk}:{signs}", algorithm="sha256").hexdigest()


def elsewhere(tenant: UUID, person: UUID) -> list[Membership]:
    """Where the account of somebody of `tenant` is a customer's contact too, oldest first: the same new password opens
    those."""
    with as_login():
        own = Membership.objects.filter(tenant_id=tenant, person_id=person, kind="contact", ended_at=None)
        others = Membership.objects.filter(account__in=own.values("account"), kind="contact", ended_at=None)
        return list(others.exclude(tenant_id=tenant).order_by("created_at", "id"))
