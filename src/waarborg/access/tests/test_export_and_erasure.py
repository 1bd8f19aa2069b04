"""The account of a person goes out with their customer's export and goes away with its erasure."""

import io
import json
import zipfile
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from waarborg.access.actions import one_time, passwords
from waarborg.access.actions.join import join
from waarborg.access.actions.second_factor import new_secret, set_up
from waarborg.access.actions.set_policy import set_policy
from waarborg.access.models import AccessPolicy, Account, Membership, OneTimeLink, Session
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.test_second_factor import code_now
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing import clock, erasure, export, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.export.make import contributed
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy import Role


def exported(player: Player) -> tuple[list[dict[str, Any]], bytes]:
    out = io.BytesIO()
    export.write_archive(player.organisation.id, out, at=NOW, contributed=contributed())
    with zipfile.ZipFile(out) as archive:
        lines = archive.read("json/access_account.jsonl").decode().splitlines()
        return [json.loads(line) for line in lines], b"".join(archive.read(name) for name in archive.namelist())


def erase(player: Player) -> Any:
    with tenancy.enter(Role.DESK):
        return erasure.erase_customer(player.organisation.id, by=SYSTEM, at=NOW, reason="request 12")


def test_an_export_holds_the_accounts_and_no_secret_of_theirs(owner: Player, stranger: Player) -> None:
    account = make_account(owner, password=PASSWORD).account
    secret = new_secret()
    set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
    browser = sign_in(Client(), owner)
    make_account(stranger)
    rows, everything = exported(owner)
    (row,) = rows
    membership = Membership.objects.get(account=account)
    assert (row["email"], row["language"], row["kind"]) == ("t.fictief@example.org", "nl", "contact")
    assert (row["person"], row["since"]) == (str(owner.person.id), str(membership.created_at))
    assert (row["active"], row["ended"], row["second_step"]) == (True, None, True)
    assert [(one["browser"], one["system"]) for one in row["sessions"]] == [("Firefox", "Linux")]
    account.refresh_from_db()
    sealed = Authenticator.objects.get(user=account, type="totp").data["secret"]
    for hidden in (secret, sealed, account.password, browser.cookies["waarborg_session"].value):
        assert hidden.encode() not in everything
    assert b"v.fantasie@example.org" not in everything


def test_an_erased_customer_leaves_no_account_session_or_link(owner: Player, stranger: Player) -> None:
    tenant = owner.organisation.id
    account = make_account(owner, password=PASSWORD).account
    secret = new_secret()
    set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
    browser = sign_in(Client(), owner)
    other = sign_in(Client(), stranger)
    with tenancy.enter(Role.DESK):
        set_policy(tenant, require_second_factor=False, idle_minutes=30, absolute_hours=8, by=SYSTEM, at=NOW)
    passwords.link_for(account)
    one_time.issue("invitation", lasts=passwords.LINK_LASTS, tenant=tenant, person=uuid7(), email="g@example.org")
    assert erase(owner).removed["access_account"] > 0
    assert not Account.objects.filter(email="t.fictief@example.org").exists()
    assert not Membership.objects.filter(tenant_id=tenant).exists()
    assert not Authenticator.objects.exists()
    assert not OneTimeLink.objects.exists()
    assert not AccessPolicy.objects.filter(tenant_id=tenant).exists()
    assert not Session.objects.filter(account_id=account.pk).exists()
    assert browser.get("/").headers["Location"].startswith("/accounts/sign-in/")
    # Nothing of anybody else.
    assert other.get("/accounts/").status_code == 200
    assert Account.objects.get().email == "v.fantasie@example.org"


def test_who_is_a_member_elsewhere_keeps_the_account_for_there(owner: Player, stranger: Player) -> None:
    account = make_account(owner, password=PASSWORD).account
    there = join(account, kind="contact", tenant=stranger.organisation.id, person=stranger.person.id)
    here, elsewhere = sign_in(Client(), owner), Client()
    erase(owner)
    assert list(account.memberships.values_list("id", flat=True)) == [there.id]
    assert here.get("/").headers["Location"].startswith("/accounts/sign-in/")
    assert elsewhere.post("/accounts/sign-in/", {"email": account.email, "password": PASSWORD}).status_code == 302


def test_who_once_was_a_member_elsewhere_goes_too(owner: Player, stranger: Player) -> None:
    account = make_account(owner).account
    join(account, kind="contact", tenant=stranger.organisation.id, person=stranger.person.id)
    account.memberships.filter(tenant_id=stranger.organisation.id).update(ended_at=clock.real())
    erase(owner)
    assert not Account.objects.filter(pk=account.pk).exists()
