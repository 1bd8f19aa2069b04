"""A directory changes an e-mail address: the person signs in with the new one, or it is refused and nothing changes."""

from typing import Any

import pytest
from django.test import Client

from waarborg.access.actions.join import join
from waarborg.access.models import Account, OneTimeLink, Session
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.programs import Program, program
from waarborg.access.tests.relying import app, wrong
from waarborg.access.tests.test_directory import USERS, kinds, refused, told
from waarborg.access.tests.test_scim_words import ENTRA_MADE, operations
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role

pytestmark = pytest.mark.django_db
NEW = "b.nieuw@example.org"


@pytest.fixture
def directory(cast: Cast) -> Program:
    return program(cast.owner, "directory:write")


def change(directory: Program, player: Player, value: str, path: str = 'emails[type eq "work"].value') -> Any:
    told_of = operations({"op": "Replace", "path": path, "value": value})
    return directory.patch(f"{USERS}/{player.person.id}", told_of)


def addresses(player: Player) -> tuple[str, str]:
    """Of the person, and of the account."""
    with tenancy.enter(Role.DESK):
        person = type(player.person).objects.get(id=player.person.id)
    return person.email, make_account_of(player).email


def make_account_of(player: Player) -> Account:
    found: Account = Account.objects.get(memberships__person_id=player.person.id, memberships__ended_at=None)
    return found


def mails(template: str) -> dict[str, str]:
    with tenancy.enter(Role.DESK):
        return {one.to_address: one.body for one in OutboxMail.objects.filter(template=f"access/mail/{template}.txt")}


@pytest.mark.parametrize("path", ['emails[type eq "work"].value', "userName"])
def test_the_new_address_opens_the_account_and_the_old_one_nothing(cast: Cast, directory: Program, path: str) -> None:
    who = cast.administrator
    make_account(who, password=PASSWORD)
    browser, planner, old = sign_in(Client(), who), app(), who.person.email
    tokens = planner.tokens(browser)
    Client().post("/accounts/password/reset/", {"email": old})
    assert told(change(directory, who, NEW, path))["emails"][0]["value"] == NEW
    assert addresses(who) == (NEW, NEW)
    assert Session.objects.filter(account__email=NEW).count() == 0
    assert wrong(planner.refresh(tokens["refresh_token"])) == (400, "invalid_grant")
    for address, status in ((old, 422), (NEW, 302)):
        sent = Client().post("/accounts/sign-in/", {"email": address, "password": PASSWORD})
        assert sent.status_code == status
    assert sorted(mails("address")) == [NEW, old]
    assert f"van {old} naar {NEW}" in mails("address")[old]
    assert "access.account.address-changed" in kinds(cast, who.person.id)


def test_a_link_in_the_old_mailbox_does_not_work_any_more(cast: Cast, directory: Program) -> None:
    from waarborg.access.actions.passwords import link_for

    link = link_for(make_account(cast.administrator).account)
    told(change(directory, cast.administrator, NEW))
    assert Client().get(link, follow=True).status_code == 410
    assert not OneTimeLink.objects.filter(purpose="password", used_at__isnull=False).exists()


def test_who_has_not_come_yet_is_invited_at_the_new_address(cast: Cast, directory: Program) -> None:
    made = told(directory.post(USERS, ENTRA_MADE), 201)
    told(directory.patch(f"{USERS}/{made['id']}", operations({"op": "replace", "path": "userName", "value": NEW})))
    assert sorted(mails("invitation")) == [NEW, "n.iemand@example.org"]
    assert Account.objects.filter(email=NEW).count() == 0


def test_an_account_that_is_somebody_elsewhere_too_keeps_its_address(cast: Cast, directory: Program) -> None:
    who = cast.administrator
    account = make_account(who).account
    join(account, kind="contact", tenant=cast.stranger.organisation.id, person=cast.stranger.person.id)
    browser, before = sign_in(Client(), who), addresses(who)
    words = refused(change(directory, who, NEW), 409)
    assert "nothing was changed" in words and "out of use" in words
    assert addresses(who) == before
    assert browser.get("/portal/people/").status_code == 200
    assert mails("address") == {}


@pytest.mark.parametrize("address", ["taken@example.org", "b.proef@gmail.com", "b.proef@elders.example"])
def test_an_address_that_may_be_somebody_elses_is_refused(cast: Cast, directory: Program, address: str) -> None:
    """One with an account, one at a mailbox for everybody, one where another organisation has people."""
    make_account(cast.administrator)
    before = addresses(cast.administrator)
    Account.objects.create_account("taken@example.org", PASSWORD)
    with tenancy.enter(Role.DESK):
        type(cast.stranger.person).objects.filter(id=cast.stranger.person.id).update(email="a@elders.example")
    refused(change(directory, cast.administrator, address), 409)
    assert addresses(cast.administrator) == before


def test_a_new_domain_of_the_organisation_alone_is_taken(cast: Cast, directory: Program) -> None:
    make_account(cast.administrator)
    told(change(directory, cast.administrator, "B.Proef@merendaal.example"))
    assert addresses(cast.administrator) == ("B.Proef@merendaal.example", "b.proef@merendaal.example")
