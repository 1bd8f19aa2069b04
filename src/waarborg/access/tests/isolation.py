"""What the isolation tests need to know of access (tests/isolation)."""

from functools import cache
from typing import Any
from uuid import UUID

from waarborg.access.tests.programs import token_row
from waarborg.customers.tests.cast import Cast


def person(cast: Cast) -> UUID:
    return cast.support_contact.person.id


def customer(cast: Cast) -> UUID:
    return cast.merendaal.id


@cache
def api_token(cast: Cast) -> UUID:
    return token_row(cast.owner, ["tickets:read"])[0].id


def _row(table: str) -> Any:
    def make(cast: Cast) -> UUID:
        from tests.isolation.rows import Maker

        identifier: UUID = Maker(provider=cast.provider.id).row(table, cast.merendaal.id)["id"]
        return identifier

    return make


SAMPLES = {
    "person": person,
    "customer": customer,
    "token": "unknown",
    "api_token": api_token,
    "sign_on": UUID(int=7),
    "application": UUID(int=8),
}
SAMPLES |= {"grant": _row("plumbing_content_grant"), "asked": _row("access_support_request")}
SAMPLES |= {"way_in": _row("access_way_in_request")}
PUBLIC = {
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "account_reset_password",
    "account_reset_password_done",
    "access:by-telephone",
    "access:way-in-ask",
    "access:sign-on",
    "access:oauth-authorize",
    "access:oauth-keys",
    "access:end-session",
    "access:openid-configuration",
    "access:oauth-server",
}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    # The sample is the list of calls back, which everybody there may see who may ask.
    "customer.user": {"access:portal-list"},
    "provider.support": {
        "access:desk-tokens",
        "access:customers",
        "access:customer",
        "access:customer-person-add",
        "access:customer-person",
        "access:customer-instructions",
    },
}
WRITES = {
    "provider.support": {
        "access:desk-tokens",
        "access:content-ask",
        "access:customer-person-add",
        "access:customer-person",
        "access:customer-instructions",
    },
}
