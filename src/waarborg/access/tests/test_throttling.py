"""Attempts are counted in the database: by account and by address, for known and unknown alike."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client

from waarborg.access.actions import attempts
from waarborg.access.actions.attempts import TooMany
from waarborg.access.models import Attempts
from waarborg.access.rules.throttling import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, Limit
from waarborg.access.tests.doors import PASSWORD, make_account
from waarborg.customers.tests.cast import Player

DOOR = "/accounts/sign-in/"


def wrong(client: Client, email: str, *, address: str = "192.0.2.1") -> object:
    return client.post(DOOR, {"email": email, "password": "verkeerd"}, REMOTE_ADDR=address)


@pytest.mark.parametrize("email", ["t.fictief@example.org", "niemand@example.org"])
def test_an_account_is_closed_for_a_while_whether_it_exists_or_not(owner: Player, client: Client, email: str) -> None:
    make_account(owner, password=PASSWORD)
    for number in range(SIGN_IN_ACCOUNT.attempts):
        assert wrong(client, email, address=f"192.0.2.{number}").status_code == 422  # type: ignore[attr-defined]
    # From another address, in another browser, and now even with the right password.
    refused = Client().post(DOOR, {"email": email.upper(), "password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert "Wacht 15 minuten" in refused.content.decode()


def test_the_answer_is_in_the_visitors_language(db: None, client: Client) -> None:
    for _ in range(SIGN_IN_ACCOUNT.attempts):
        wrong(client, "a@example.org")
    refused = client.post(
        DOOR, {"email": "a@example.org", "password": "x"}, headers={"Accept-Language": "en"}
    ).content.decode()
    assert "Wait 15 minutes and then try again." in refused


def test_an_address_that_tries_many_accounts_is_stopped(db: None, client: Client) -> None:
    for number in range(SIGN_IN_ADDRESS.attempts):
        attempts.count("sign-in-address", "192.0.2.1", SIGN_IN_ADDRESS)
        assert number < SIGN_IN_ADDRESS.attempts
    assert wrong(client, "nieuw@example.org").status_code == 429  # type: ignore[attr-defined]
    assert wrong(client, "nieuw@example.org", address="192.0.2.2").status_code == 422  # type: ignore[attr-defined]


def test_success_clears_the_account_and_not_the_address(owner: Player, client: Client) -> None:
    make_account(owner, password=PASSWORD)
    for _ in range(3):
        wrong(client, owner.person.email)
    client.post(DOOR, {"email": owner.person.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.1")
    counted = dict(Attempts.objects.values_list("key", "count"))
    assert counted == {attempts.key("sign-in-address", "192.0.2.1"): 3}


def test_a_window_that_is_over_begins_anew(db: None) -> None:
    for _ in range(SIGN_IN_ACCOUNT.attempts):
        attempts.count("sign-in", "a@example.org", SIGN_IN_ACCOUNT)
    with pytest.raises(TooMany):
        attempts.count("sign-in", "a@example.org", SIGN_IN_ACCOUNT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_attempts SET window_ends = clock_timestamp()")
    attempts.count("sign-in", "a@example.org", SIGN_IN_ACCOUNT)
    assert Attempts.objects.get().count == 1


def test_the_table_tells_nobody_who_was_tried(db: None, client: Client) -> None:
    wrong(client, "t.fictief@example.org")
    keys = list(Attempts.objects.values_list("key", flat=True))
    # The keys are hashes: three digits of an address would stand in one of them now and then.
    assert [key for key in keys if "fictief" in key or "example" in key or "127.0.0.1" in key] == []
    assert len(keys) == 2


def test_counting_waits_for_no_disk_and_leaves_the_transaction_around_it_durable(committed: None) -> None:
    def durable() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            return str(cursor.fetchone()[0])

    before, limit = durable(), Limit(2, timedelta(minutes=1))
    with transaction.atomic():
        attempts.count("sign-in", "a@example.org", limit)
        attempts.take_back("sign-in", "a@example.org")
        assert durable() == before
    for _ in range(2):  # what was taken back does not count
        attempts.count("sign-in", "a@example.org", limit)
    with pytest.raises(TooMany):
        attempts.count("sign-in", "a@example.org", limit)
    attempts.forgive("sign-in", "a@example.org")
    attempts.count("sign-in", "a@example.org", limit)
    assert durable() == before
