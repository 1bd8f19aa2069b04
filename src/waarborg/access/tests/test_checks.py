"""The checks of access look at the database as it is: what somebody changes in it, they see."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import override_settings

from waarborg.access.models import Account
from waarborg.access.queries import checks
from waarborg.access.queries.checks import isolation, journal_chain, secrets_encrypted
from waarborg.access.tests.doors import make_account
from waarborg.customers.tests.cast import NOW, Cast, make_cast
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy import Role
from waarborg.trust.actions.signing_keys import signing_key


def as_owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def while_(change: str, back: str) -> Iterator[None]:
    """What somebody with the owner's role could do to a running installation; undone afterwards."""
    as_owner(change)
    try:
        yield
    finally:
        as_owner(back)


OWN = "(tenant_id = (SELECT nullif(current_setting('waarborg.tenant', true), '')::uuid))"
LOOSE = {
    "row security is not forced": (
        "ALTER TABLE support_ticket NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE support_ticket FORCE ROW LEVEL SECURITY",
    ),
    "a policy lets everybody in": (
        "CREATE POLICY more ON support_message FOR SELECT TO waarborg_customer USING (true)",
        "DROP POLICY more ON support_message",
    ),
    "the policy of customers is gone": (
        "ALTER POLICY customer_own ON customers_person TO waarborg_ingest",
        "ALTER POLICY customer_own ON customers_person TO waarborg_customer",
    ),
    "its condition says more": (
        f"ALTER POLICY customer_own ON customers_person USING ({OWN} OR name = 'x')",
        f"ALTER POLICY customer_own ON customers_person USING ({OWN})",
    ),
    "the provider's own are open": (
        "CREATE POLICY more ON support_note FOR SELECT TO waarborg_public USING (true)",
        "DROP POLICY more ON support_note",
    ),
    "the login role reads": (
        "GRANT SELECT ON support_ticket TO waarborg_app",
        "REVOKE SELECT ON support_ticket FROM waarborg_app",
    ),
}


def test_tables_that_are_closed_and_rows_that_nobody_else_reads_are_as_promised(committed: None) -> None:
    make_cast()
    found = isolation(NOW)
    assert (found.holds, found.word) == (True, "holds"), found.en
    assert "no customer read one" in found.en and "geen klant las er een" in found.nl


def test_a_table_that_somebody_opened_is_seen_and_what_a_customer_could_read_by_it(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cast()
    seen = {}
    for what, (change, back) in LOOSE.items():
        with while_(change, back):
            seen[what] = isolation(NOW).word
    assert seen == dict.fromkeys(LOOSE, "open")
    assert isolation(NOW).holds
    # The canary does not rest on what the database says of its policies.
    monkeypatch.setattr(checks, "_open_policies", lambda tables: iter(()))
    more = "CREATE POLICY more ON customers_person FOR SELECT TO waarborg_customer USING (true)"
    with while_(more, "DROP POLICY more ON customers_person"):
        found = isolation(NOW)
    assert (found.word, "customers_person" in found.en) == ("read", True)


def test_without_anybody_to_try_it_as_nothing_is_said(committed: None) -> None:
    with pytest.raises(LookupError):
        isolation(NOW)


def test_secrets_that_are_hashed_or_sealed_are_as_promised(cast: Cast) -> None:
    make_account(cast.owner, password="een lang wachtwoord")
    with tenancy.enter(Role.DESK):
        signing_key(at=NOW)
    found = secrets_encrypted(NOW)
    assert (found.holds, "1 other secrets" in found.en) == (True, True), found.en


def test_a_password_in_the_clear_is_seen(cast: Cast) -> None:
    account = make_account(cast.owner, password="een lang wachtwoord").account
    Account.objects.filter(pk=account.pk).update(password="een lang wachtwoord")
    assert secrets_encrypted(NOW).word == "password"


def test_a_secret_that_no_key_opens_is_seen(cast: Cast) -> None:
    with override_settings(ENCRYPTION_KEYS=["oud" * 12]), tenancy.enter(Role.DESK):
        signing_key(at=NOW)
    with override_settings(ENCRYPTION_KEYS=["nieuw" * 8]):
        assert secrets_encrypted(NOW).word == "secret"
    with override_settings(ENCRYPTION_KEYS=["nieuw" * 8, "oud" * 12]):
        assert "1 / 1" in secrets_encrypted(NOW).en


def test_chains_that_fit_are_as_promised_and_what_changes_them_or_could_is_seen(committed: None) -> None:
    cast = make_cast()
    with tenancy.enter(Role.DESK):
        for minute in range(3):
            at = NOW.replace(minute=minute)
            subject = Ref("customers.customer", cast.merendaal.id)
            journal.record("test.noted", tenant=cast.merendaal.id, subject=subject, by=SYSTEM, at=at)
    assert "3 lines" in journal_chain(NOW).en
    change = "UPDATE journal_entry SET kind = 'test.{}' WHERE sequence = 2"
    free, held = (f"ALTER TABLE journal_entry {word} TRIGGER USER" for word in ("DISABLE", "ENABLE"))
    with while_(f"{free}; {change.format('forged')}; {held}", f"{free}; {change.format('noted')}; {held}"):
        assert journal_chain(NOW).word == "broken"
    assert journal_chain(NOW).holds
    with while_("GRANT UPDATE ON journal_entry TO waarborg_desk", "REVOKE UPDATE ON journal_entry FROM waarborg_desk"):
        assert journal_chain(NOW).word == "open"
    with while_(free, held):
        assert journal_chain(NOW).word == "open"
