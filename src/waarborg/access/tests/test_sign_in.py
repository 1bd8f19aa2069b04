"""Signing in: one door that reveals nothing."""

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from waarborg.access import hashers
from waarborg.access.models import Account, Session
from waarborg.access.tests.doors import PASSWORD, make_account
from waarborg.customers.tests.cast import Player, make_player

SignedIn = Callable[[Player], Client]
DOOR = "/accounts/sign-in/"


@pytest.fixture
def owner_account(owner: Player) -> Account:
    return make_account(owner, password=PASSWORD).account


def attempt(client: Client, email: str, password: str, **more: str) -> object:
    return client.post(DOOR, {"email": email, "password": password, **more})


def test_the_right_password_opens_a_session_for_the_one_membership(owner_account: Account, client: Client) -> None:
    response = attempt(client, "T.Fictief@example.org", PASSWORD)
    assert (response.status_code, response.headers["Location"]) == (302, "/")  # type: ignore[attr-defined]
    row = Session.objects.get()
    assert (row.account, row.membership.tenant_id) == (owner_account, owner_account.memberships.get().tenant_id)
    assert client.get("/portal/people/").status_code == 200


def test_it_leads_back_to_where_one_was_going_on_this_site_only(owner_account: Account, client: Client) -> None:
    inside = attempt(client, owner_account.email, PASSWORD, next="/portal/people/")
    assert inside.headers["Location"] == "/portal/people/"  # type: ignore[attr-defined]
    outside = attempt(Client(), owner_account.email, PASSWORD, next="https://example.com/")
    assert outside.headers["Location"] == "/"  # type: ignore[attr-defined]


def test_unknown_wrong_inactive_and_passwordless_get_the_same_answer(
    owner_account: Account, agent: Player, manager: Player, client: Client
) -> None:
    inactive = make_account(agent, password=PASSWORD).account
    Account.objects.filter(pk=inactive.pk).update(is_active=False)
    make_account(manager)
    answers = {
        _without_what_was_typed(attempt(Client(), email, password), email)
        for email, password in (
            ("niemand@example.org", PASSWORD),
            (owner_account.email, "verkeerd"),
            (inactive.email, PASSWORD),
            (manager.person.email, PASSWORD),
        )
    }
    assert len(answers) == 1
    assert "kennen wij niet" in answers.pop()[1]
    assert not Session.objects.exists()


def _without_what_was_typed(response: object, email: str) -> tuple[int, str]:
    import re

    text = response.content.decode().replace(email, "")  # type: ignore[attr-defined]
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|data-now="[^"]*"', "", text)
    return response.status_code, text  # type: ignore[attr-defined]


def test_every_failure_costs_one_password_hash(
    owner_account: Account, agent: Player, monkeypatch: pytest.MonkeyPatch, rf: object
) -> None:
    """The timing class is shown by counting the dear operation, not by a clock."""
    from django.contrib.auth import authenticate

    inactive = make_account(agent, password=PASSWORD).account
    Account.objects.filter(pk=inactive.pk).update(is_active=False)
    hashed: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(hashers.Argon2, name)

        def counting(self: object, *args: object, _real: object = real, **kwargs: object) -> object:
            hashed.append("once")
            return _real(self, *args, **kwargs)  # type: ignore[operator]

        monkeypatch.setattr(hashers.Argon2, name, counting)
    for email in ("niemand@example.org", owner_account.email, inactive.email):
        hashed.clear()
        assert authenticate(None, email=email, password="verkeerd") is None
        assert len(hashed) == 1


def test_passwords_are_argon2id_at_19_mib(owner_account: Account) -> None:
    assert owner_account.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(owner_account.password).__class__ is hashers.Argon2


def test_two_memberships_choose_first_and_switching_changes_the_key(
    owner: Player, hazelvoort: object, client: Client
) -> None:
    make_account(owner, password=PASSWORD)
    make_account(make_player(hazelvoort, "T. Fictief", owner.person.email, "customer.user"))  # type: ignore[arg-type]
    attempt(client, owner.person.email, PASSWORD)
    assert client.get("/portal/people/").headers["Location"].startswith("/accounts/organisations/?next=")
    places = {str(one.tenant_id): str(one.id) for one in Account.objects.get().memberships.all()}
    client.post("/accounts/organisations/", {"place": places[str(owner.organisation.id)]})
    assert client.get("/portal/people/").status_code == 200
    before = client.cookies["waarborg_session"].value
    client.post("/accounts/organisations/", {"place": places[str(hazelvoort.id)]})  # type: ignore[attr-defined]
    assert client.cookies["waarborg_session"].value != before
    assert not Session.objects.filter(session_key=before).exists()
    assert client.get("/portal/people/").status_code == 403


@pytest.mark.clause("AP-12")
def test_a_membership_of_somebody_else_cannot_be_chosen(signed_in: SignedIn, owner: Player, stranger: Player) -> None:
    theirs = make_account(stranger)
    client = signed_in(owner)
    assert client.post("/accounts/organisations/", {"place": str(theirs.id)}).status_code == 404
    assert "T. Fictief" in client.get("/portal/people/").content.decode()


def test_signing_out_takes_a_button(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    assert client.get("/accounts/sign-out/").status_code == 200
    assert Session.objects.count() == 1
    client.post("/accounts/sign-out/")
    assert not Session.objects.exists()


def test_there_is_no_public_sign_up(db: None, client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404


@pytest.mark.parametrize("fields", [{}, {"email": "niet-een-adres", "password": "x"}, {"email": "a@example.org"}])
def test_what_is_not_filled_in_is_asked_for(db: None, client: Client, fields: dict[str, str]) -> None:
    assert client.post(DOOR, fields).status_code == 422


def test_the_page_is_kept_nowhere(db: None, client: Client) -> None:
    assert client.get(DOOR).headers["Cache-Control"] == "no-store"
