"""Mail to whoever an account belongs to, when the door itself changed: a password, a second step, a new device.

Without a secret and without a link that does anything by itself: it says what happened and what to do if it was
somebody else. Written in the transaction of the change.
"""

from datetime import datetime
from typing import Literal

from waarborg.access.models import Account
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.memberships import memberships_of
from waarborg.customers.queries import person
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.tenancy import Role

What = Literal[
    "device",
    "password",
    "step-on",
    "step-off",
    "step-removed",
    "codes",
    "code-used",
    "passkey-added",
    "passkey-removed",
    "passkey-copied",
]
TEMPLATE = "access/mail/door.txt"


def tell_owner(
    account: Account, what: What, *, at: datetime, browser: str = "", system: str = "", left: int = 0
) -> None:
    """Write the mail; who is a member nowhere gets none, because nothing can be opened with that account."""
    with as_login():
        members = memberships_of(account)
    if not members:
        return
    with tenancy.enter(Role.DESK):
        who = person(members[0].person_id)
        send_mail(
            TEMPLATE,
            tenant=who.tenant_id,
            to=Recipient(account.email, who.name, who.language, who.id),
            context={"what": what, "browser": browser, "system": system, "left": left},
            at=at,
        )
