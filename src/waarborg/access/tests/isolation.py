"""What the isolation tests need to know of access (tests/isolation)."""

from functools import cache
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


SAMPLES = {"person": person, "customer": customer, "token": "unknown", "api_token": api_token, "sign_on": UUID(int=7)}
PUBLIC = {
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "account_reset_password",
    "account_reset_password_done",
    "access:sign-on",
}
