"""A code that was read aloud: with the address it opens the page of a new password, once, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.db.models import Value
from django.db.models.functions import Now
from django.test import Client

from waarborg.access.actions import passwords, spoken
from waarborg.access.actions.attempts import TooMany
from waarborg.access.actions.one_time import LinkUsed
from waarborg.access.actions.second_factor import new_secret, set_up
from waarborg.access.actions.set_networks import set_networks
from waarborg.access.models import AccessPolicy, Account, OneTimeLink
from waarborg.access.tests.doors import make_account
from waarborg.access.tests.test_second_factor import code_now
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

PAGE = "/accounts/password/by-telephone/"
NEW = "een-heel-nieuw-wachtwoord-7"


@pytest.fixture
def email(cast: Cast) -> str:
    return make_account(cast.support_contact, password="het-oude-wachtwoord-3").account.email


def given(cast: Cast) -> str:
    who = cast.support_contact
    with tenancy.enter(Role.DESK):
        return spoken.hand_over(cast.merendaal.id, who.person.id, name=who.person.name, at=NOW)


def tried(client: Client, email: str, code: str) -> int:
    return client.post(PAGE, {"email": email, "code": code}).status_code


@pytest.mark.clause("CL-72")
def test_with_the_address_it_leads_to_a_new_password_and_works_once(cast: Cast, email: str, client: Client) -> None:
    code = given(cast)
    assert re.fullmatch(f"[{spoken.SIGNS}]{{4}}-[{spoken.SIGNS}]{{4}}", code)
    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, {"email": email.upper(), "code": code.lower().replace("-", " ")})
    assert answer.status_code == 302
    assert tried(client, email, code) == 422
    client.post(answer.headers["Location"], {"password": NEW})
    assert Account.objects.get(email=email).check_password(NEW)


def test_nothing_of_it_is_kept_that_could_be_read(cast: Cast, email: str) -> None:
    code = given(cast)
    row = OneTimeLink.objects.get(purpose="spoken")
    assert code not in str(vars(row))
    assert code.replace("-", "") not in str(vars(row))


def test_a_wrong_one_an_old_one_an_earlier_one_and_that_of_another_are_the_same_refusal(
    cast: Cast, email: str, client: Client
) -> None:
    other = make_account(cast.owner).account.email
    earlier, code = given(cast), given(cast)
    answers = [
        client.post(PAGE, {"email": whose, "code": what}).content.decode().replace(whose, "").replace(what, "")
        for whose, what in ((email, "2222-2222"), (email, earlier), (other, code), ("x@example.org", code))
    ]
    said = [re.search(r"Dit adres en deze code horen niet bij elkaar[^<]*", one) for one in answers]
    assert len({one[0] for one in said if one}) == 1
    assert all(said)
    OneTimeLink.objects.filter(purpose="spoken").update(expires_at=Now() - Value(timedelta(seconds=1)))
    assert tried(client, email, code) == 422


def test_after_five_tries_for_an_address_also_the_right_one_waits(cast: Cast, email: str) -> None:
    code = given(cast)
    for _ in range(5):
        with pytest.raises(spoken.CodeWrong):
            spoken.look_up(email, "2222-2222", address="192.0.2.1")
    with pytest.raises(TooMany):
        spoken.look_up(email, code, address="192.0.2.2")


def test_of_two_who_use_it_at_once_one_gets_in(cast: Cast, email: str) -> None:
    code = given(cast)
    first, second = (spoken.look_up(email, code, address="192.0.2.1") for _ in range(2))
    spoken.use(first)
    with pytest.raises(LinkUsed):
        spoken.use(second)
    assert OneTimeLink.objects.filter(purpose="password").count() == 1


def test_a_link_of_a_mail_is_no_code_and_a_code_is_no_link(cast: Cast, email: str, client: Client) -> None:
    code = given(cast)
    assert client.get(f"/accounts/password/new/{code}/").status_code == 410
    assert OneTimeLink.objects.get(purpose="spoken").used_at is None


def test_who_has_a_second_step_is_still_asked_for_it(cast: Cast, email: str, client: Client) -> None:
    account = Account.objects.get(email=email)
    secret = new_secret()
    set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
    path = client.post(PAGE, {"email": email, "code": given(cast)}).headers["Location"]
    answer = client.post(path, {"password": NEW})
    assert answer.headers["Location"] == "/accounts/second-step/"
    assert client.get("/portal/").status_code == 302


def test_from_a_network_that_is_shut_out_it_opens_nothing_and_is_not_used_up(
    cast: Cast, email: str, client: Client
) -> None:
    code = given(cast)
    with cast.owner.at_work():
        set_networks(cast.merendaal.id, allow="192.0.2.0/24", deny="", address="192.0.2.7", by=cast.owner.actor, at=NOW)
    assert tried(client, email, code) == 403
    assert OneTimeLink.objects.get(purpose="spoken").used_at is None


def only_through_its_provider(cast: Cast) -> None:
    AccessPolicy.objects.create(tenant_id=cast.merendaal.id, idle_minutes=60, absolute_hours=12, require_sign_on=True)


def test_where_people_come_in_through_their_provider_neither_code_nor_link_is_given_but_to_an_owner(
    cast: Cast, email: str
) -> None:
    make_account(cast.owner)
    only_through_its_provider(cast)
    with tenancy.enter(Role.DESK):
        who, tenant = cast.support_contact.person, cast.merendaal.id
        for give in (spoken.hand_over, passwords.send_link):
            with pytest.raises(passwords.OnlyThroughProvider):
                give(tenant, who.id, name=who.name, at=NOW)
        # Who must always come in has a password, and a second step.
        assert spoken.hand_over(tenant, cast.owner.person.id, name=cast.owner.person.name, at=NOW)
    assert [one.account.email for one in OneTimeLink.objects.select_related("account")] == [cast.owner.person.email]


def test_a_code_of_before_the_provider_was_the_only_way_opens_nothing_of_the_organisation(
    cast: Cast, email: str, client: Client
) -> None:
    code = given(cast)
    only_through_its_provider(cast)
    path = client.post(PAGE, {"email": email, "code": code}).headers["Location"]
    client.post(path, {"password": NEW})
    assert client.get("/portal/").headers["Location"].startswith("/accounts/sign-on/")


def test_the_ordinary_link_opens_nothing_of_it_either(cast: Cast, email: str, client: Client) -> None:
    only_through_its_provider(cast)
    client.post(passwords.link_for(Account.objects.get(email=email)), {"password": NEW})
    assert client.get("/portal/").headers["Location"].startswith("/accounts/sign-on/")
