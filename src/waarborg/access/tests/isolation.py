"""What the isolation tests need to know of access (tests/isolation)."""

from uuid import UUID

from waarborg.customers.tests.cast import Cast


def person(cast: Cast) -> UUID:
    return cast.support_contact.person.id


def customer(cast: Cast) -> UUID:
    return cast.merendaal.id


SAMPLES = {"person": person, "customer": customer, "token": "unknown"}
PUBLIC = {
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "account_reset_password",
    "account_reset_password_done",
}
