"""The list of sessions, and ending them: known at once, because nothing about a session is kept anywhere else."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.access.models import Account, Membership, Session
from waarborg.access.queries.sessions import identifier
from waarborg.access.sessions import SessionStore
from waarborg.access.tests.doors import sign_in
from waarborg.customers.actions import person_left, set_roles
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing import live

SignedIn = Callable[[Player], Client]
PAGE = "/portal/people/"


def key_of(client: Client) -> str:
    return client.cookies["waarborg_session"].value


def test_the_list_shows_device_and_which_is_this_one(signed_in: SignedIn, owner: Player) -> None:
    here, there = signed_in(owner), signed_in(owner)
    page = here.get("/accounts/sessions/").content.decode()
    assert page.count("Firefox, Linux") == 2
    assert page.count("deze sessie") == 1
    assert key_of(here) not in page
    assert key_of(there) not in page


def test_one_session_is_ended(signed_in: SignedIn, owner: Player) -> None:
    here, there = signed_in(owner), signed_in(owner)
    here.post("/accounts/sessions/end/", {"seat": identifier(key_of(there))})
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200


def test_ending_a_session_closes_its_open_pages(signed_in: SignedIn, owner: Player) -> None:
    here, there = signed_in(owner), signed_in(owner)
    mark = live.mark_of(key_of(there))
    with CaptureQueriesContext(connection) as asked:
        there.post("/accounts/sign-out/")
    assert [mark in query["sql"] for query in asked if "pg_notify" in query["sql"]] == [True]
    assert here.get(PAGE).status_code == 200


def test_nobody_ends_a_strangers_session(signed_in: SignedIn, owner: Player, stranger: Player) -> None:
    mine, theirs = signed_in(owner), signed_in(stranger)
    mine.post("/accounts/sessions/end/", {"seat": identifier(key_of(theirs))})
    assert theirs.get(PAGE).status_code == 200


def test_signing_out_everywhere_ends_this_one_too(signed_in: SignedIn, owner: Player) -> None:
    browsers = [signed_in(owner) for _ in range(3)]
    browsers[0].post("/accounts/sessions/end/", {"which": "all"})
    assert [browser.get(PAGE).status_code for browser in browsers] == [302, 302, 302]


def test_an_ended_session_is_not_written_back_by_a_request_under_way(signed_in: SignedIn, owner: Player) -> None:
    from waarborg.access.sessions import SessionStore

    client = signed_in(owner)
    under_way = SessionStore(key_of(client))
    under_way["anything"] = 1
    Session.objects.all().delete()
    from django.contrib.sessions.backends.base import UpdateError

    with pytest.raises(UpdateError):
        under_way.save()
    assert not Session.objects.exists()
    assert SessionInterrupted is not None


def test_who_has_left_is_out_in_the_same_transaction(
    signed_in: SignedIn, owner: Player, support_contact: Player
) -> None:
    client = signed_in(support_contact)
    with owner.at_work():
        person_left(support_contact.person, by=owner.actor, at=NOW)
    assert not Session.objects.filter(membership__person_id=support_contact.person.id).exists()
    assert Membership.objects.get(person_id=support_contact.person.id).ended_at is not None
    assert client.get("/accounts/").status_code == 302


def test_a_session_outlives_neither_its_membership_nor_its_account(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    membership = Membership.objects.filter(person_id=owner.person.id)
    # Behind the product's back, which would have ended the session too.
    membership.update(ended_at=NOW)
    assert client.get(PAGE).status_code == 302
    assert Session.objects.count() == 0
    membership.update(ended_at=None)
    client = signed_in(owner)
    Account.objects.filter(memberships__person_id=owner.person.id).update(is_active=False)
    assert client.get(PAGE).status_code == 302


def test_session_account_and_membership_are_one_question(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as found:
        client.get(PAGE)
    about = ("access_session", "access_account", "access_membership", "access_policy")
    before = itertools.takewhile(lambda query: "customers_" not in query["sql"], found.captured_queries)
    assert [sum(name in query["sql"] for name in about) for query in before if "access_" in query["sql"]] == [4]


def test_a_role_taken_away_is_gone_at_the_next_request(
    signed_in: SignedIn, owner: Player, administrator: Player
) -> None:
    client = signed_in(administrator)
    assert client.get(PAGE).status_code == 200
    with owner.at_work():
        set_roles(administrator.person, {roles.USER}, by=owner.actor, at=NOW)
    assert client.get(PAGE).status_code == 403


def test_other_workers_know_within_the_next_request(signed_in: SignedIn, owner: Player) -> None:
    """Two clients are two workers as far as sessions go: neither the engine nor the middleware keeps anything."""
    here = signed_in(owner)
    there = sign_in(Client(), owner)
    for client in (here, there):
        assert client.get(PAGE).status_code == 200
    here.post("/accounts/sessions/end/", {"which": "others"})
    assert there.get(PAGE).status_code == 302


def test_what_a_session_holds_is_ours_alone_however_often_it_is_read(settings: Any) -> None:
    store = SessionStore()
    kept = store.encode({"membership": "m", "sign_on_through": {"tenant": "t"}})
    first = store.decode(kept)
    first["sign_on_through"]["tenant"] = "another"
    assert store.decode(kept) == {"membership": "m", "sign_on_through": {"tenant": "t"}}
    forged = kept[:-1] + ("A" if kept[-1] != "A" else "B")
    assert [store.decode(forged) for _ in range(2)] == [{}, {}]
    settings.SECRET_KEY = "een andere sleutel, lang genoeg voor de ondertekening van sessies"
    assert store.decode(kept) == {}
