"""Passkeys: a device that proves its user signs in, alone or as the second step; every way to fake one is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from waarborg.access.actions import passkeys
from waarborg.access.actions.second_factor import new_secret, recovery_codes_to_show, set_up, take_away
from waarborg.access.actions.shut_out import reset_second_factor
from waarborg.access.models import Account, Passkey
from waarborg.access.rules.relying_party import RelyingParty, relying_party
from waarborg.access.tests.device import PRESENT, Device
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.test_door_mails import mails
from waarborg.access.tests.test_second_factor import code_now, require_it
from waarborg.customers.tests.cast import Player
from waarborg.plumbing import clock

PAGE, OPTIONS = "/accounts/passkeys/", "/accounts/passkeys/options/"
DOOR, STEP = "/accounts/sign-in/passkey/", "/accounts/second-step/passkey/"
OURS = "https://service.example.org"


@pytest.fixture(autouse=True)
def by_its_own_name(settings: Any) -> None:
    settings.PUBLIC_URL = OURS


@pytest.fixture
def account(owner: Player) -> Account:
    return make_account(owner, password=PASSWORD).account


@pytest.fixture
def device() -> Device:
    return Device(OURS)


def asked(client: Client, kind: str) -> dict[str, Any]:
    answer = client.post(OPTIONS, {"kind": kind})
    assert answer.status_code == 200, answer.content
    return answer.json()


def add(client: Client, device: Device, *, name: str = "Telefoon", **more: str) -> Any:
    made = json.dumps(device.create(asked(client, "add")))
    return client.post(PAGE, {"what": "add", "name": name, "answer": made, **more})


def come_in(client: Client, device: Device, *, next: str = "") -> Any:
    return client.post(DOOR, {"answer": json.dumps(device.get(asked(client, "sign-in"))), "next": next})


@pytest.fixture
def added(account: Account, owner: Player, device: Device) -> Device:
    assert add(sign_in(Client(), owner), device).status_code == 302
    return device


def test_a_passkey_is_added_told_and_comes_with_recovery_codes(account: Account, owner: Player, device: Device) -> None:
    answer = add(sign_in(Client(), owner), device)
    assert answer.headers["Location"] == "/accounts/second-factor/codes/"
    kept = Passkey.objects.get()
    assert (kept.account, kept.name, kept.sign_count) == (account, "Telefoon", 0)
    assert [mail.subject for mail in mails()] == ["Er is een passkey toegevoegd aan uw account"]
    assert len(recovery_codes_to_show(account)) == 10


def test_it_signs_in_alone_and_counts_as_the_second_step(added: Device, owner: Player) -> None:
    require_it(owner, at=clock.now())
    client = Client()
    options = asked(client, "sign-in")
    assert "allowCredentials" not in options
    assert options["userVerification"] == "required"
    answer = come_in(client, added, next="/portal/people/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/portal/people/")
    assert client.get("/portal/people/").status_code == 200
    assert Passkey.objects.get().used_at is not None


def test_it_is_the_second_step_after_the_password(added: Device, account: Account) -> None:
    client = Client()
    first = client.post("/accounts/sign-in/", {"email": account.email, "password": PASSWORD})
    assert first.headers["Location"] == "/accounts/second-step/"
    assert client.get("/portal/people/").status_code == 302
    assert 'data-passkey="step"' in client.get("/accounts/second-step/").content.decode()
    options = asked(client, "step")
    assert len(options["allowCredentials"]) == 1
    answer = client.post(STEP, {"answer": json.dumps(added.get(options))})
    assert answer.status_code == 302
    assert client.get("/portal/people/").status_code == 200


def test_a_recovery_code_stands_in_for_a_passkey_that_is_lost(added: Device, account: Account) -> None:
    client, spare = Client(), recovery_codes_to_show(account)[0]
    client.post("/accounts/sign-in/", {"email": account.email, "password": PASSWORD})
    assert client.post("/accounts/second-step/", {"code": spare}).status_code == 302
    assert client.get("/portal/people/").status_code == 200


def lies(device: Device, how: str) -> None:
    wrong: dict[str, Callable[[], None]] = {
        "another origin": lambda: setattr(device, "origin", "https://service.example.org.evil.example"),
        "without TLS": lambda: setattr(device, "origin", "http://service.example.org"),
        "user not verified": lambda: setattr(device, "flags", PRESENT),
        "user not there": lambda: setattr(device, "flags", 0),
        "inside a frame": lambda: setattr(device, "cross_origin", True),
    }
    wrong[how]()


LIES = ["another origin", "without TLS", "user not verified", "user not there", "inside a frame"]


@pytest.mark.parametrize("how", LIES)
def test_a_device_that_does_not_prove_enough_stays_outside(added: Device, how: str) -> None:
    lies(added, how)
    client = Client()
    assert come_in(client, added).status_code == 422
    assert client.get("/accounts/").status_code == 302
    assert Passkey.objects.get().used_at is None


@pytest.mark.parametrize("how", LIES)
def test_a_device_that_does_not_prove_enough_is_not_added(
    account: Account, owner: Player, device: Device, how: str
) -> None:
    lies(device, how)
    assert add(sign_in(Client(), owner), device).status_code == 422
    assert not Passkey.objects.exists()
    assert not Authenticator.objects.exists()


def test_an_answer_serves_once_and_only_its_own_challenge(added: Device) -> None:
    client, other = Client(), Client()
    answer = json.dumps(added.get(asked(client, "sign-in")))
    asked(other, "sign-in")
    # Caught on its way: in another browser there is another challenge.
    assert other.post(DOOR, {"answer": answer}).status_code == 422
    assert client.post(DOOR, {"answer": answer}).status_code == 302
    client.post("/accounts/sign-out/")
    assert client.post(DOOR, {"answer": answer}).status_code == 422


def test_a_challenge_lasts_five_minutes_and_serves_its_own_kind(added: Device, account: Account) -> None:
    client = Client()
    answer = json.dumps(added.get(asked(client, "sign-in")))
    session = client.session
    session["passkey_ceremony"] |= {"at": session["passkey_ceremony"]["at"] - 301}
    session.save()
    assert client.post(DOOR, {"answer": answer}).status_code == 422
    client.post("/accounts/sign-in/", {"email": account.email, "password": PASSWORD})
    step = json.dumps(added.get(asked(client, "step")))
    assert client.post(DOOR, {"answer": step}).status_code == 422
    assert client.get("/accounts/").status_code == 302


def test_a_copy_that_lags_behind_is_refused_and_told(added: Device) -> None:
    added.counter = 7
    assert come_in(Client(), added).status_code == 302
    for lagging in (7, 3, 0):
        added.counter = lagging
        client = Client()
        assert come_in(client, added).status_code == 409
        assert client.get("/accounts/").status_code == 302
    assert mails()[-1].subject == "Een passkey van uw account is geweigerd"
    assert Passkey.objects.get().sign_count == 7
    added.counter = 8
    assert come_in(Client(), added).status_code == 302


def test_a_passkey_is_of_one_account_and_its_handle_says_which(
    added: Device, account: Account, stranger: Player
) -> None:
    theirs = make_account(stranger, password=PASSWORD).account
    added.handle = theirs.pk.bytes
    assert come_in(Client(), added).status_code == 422
    added.handle = b""
    assert come_in(Client(), added).status_code == 422
    # Added to a second account: the same credential is refused, and neither account changes hands.
    assert add(sign_in(Client(), stranger), added).status_code == 409
    assert Passkey.objects.get().account == account


def test_the_second_step_takes_a_passkey_of_that_account_only(added: Device, stranger: Player) -> None:
    theirs = make_account(stranger, password=PASSWORD).account
    assert add(sign_in(Client(), stranger), Device(OURS)).status_code == 302
    client = Client()
    client.post("/accounts/sign-in/", {"email": theirs.email, "password": PASSWORD})
    answer = json.dumps(added.get(asked(client, "step")))
    assert client.post(STEP, {"answer": answer}).status_code == 422
    assert client.get("/accounts/").status_code == 302


def test_an_account_that_was_closed_has_no_passkeys_to_use(added: Device, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert come_in(Client(), added).status_code == 422


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "5", '{"id": "a", "rawId": "b"}', '{"response": {}}', "{" * 90]
)
def test_nonsense_is_refused_politely(db: None, answer: str) -> None:
    client = Client()
    asked(client, "sign-in")
    assert client.post(DOOR, {"answer": answer}).status_code == 422


def test_what_it_asks_of_a_visitor_tells_nothing_of_anybody(added: Device) -> None:
    answer = asked(Client(), "sign-in")
    assert sorted(answer) == ["challenge", "rpId", "userVerification"]
    for kind in ("add", "step", "else"):
        assert Client().post(OPTIONS, {"kind": kind}).status_code == 404


def test_at_a_browser_left_open_adding_and_removing_take_the_password(account: Account, owner: Player) -> None:
    client, device = sign_in(Client(), owner), Device(OURS)
    session = client.session
    session["started"] -= 601
    session.save()
    assert add(client, device).status_code == 422
    assert add(client, device, current="verkeerd").status_code == 422
    assert not Passkey.objects.exists()
    assert add(client, device, current=PASSWORD).status_code == 302
    one = str(Passkey.objects.get().pk)
    assert client.post(PAGE, {"what": "remove", "passkey": one}).status_code == 422
    assert Passkey.objects.exists()
    assert client.post(PAGE, {"what": "remove", "passkey": one, "current": PASSWORD}).status_code == 302
    assert not Passkey.objects.exists()


def test_without_a_password_it_takes_having_signed_in_just_now(owner: Player, device: Device) -> None:
    client = sign_in(Client(), owner)
    session = client.session
    session["started"] -= 601
    session.save()
    answer = add(client, device)
    assert (answer.status_code, "vlak na het inloggen" in answer.content.decode()) == (409, True)
    assert not Passkey.objects.exists()


def test_it_is_named_and_removed_by_its_owner_only(added: Device, owner: Player, stranger: Player) -> None:
    one = Passkey.objects.get()
    other, mine = sign_in(Client(), stranger), sign_in(Client(), owner)
    for change in ({"what": "rename", "name": "x"}, {"what": "remove"}):
        assert other.post(PAGE, {**change, "passkey": str(one.pk)}).status_code == 404
    assert mine.post(PAGE, {"what": "rename", "passkey": str(one.pk), "name": "Werk"}).status_code == 302
    assert "Werk" in mine.get(PAGE).content.decode()
    assert mine.post(PAGE, {"what": "remove", "passkey": str(one.pk)}).status_code == 302
    assert not Passkey.objects.exists()
    assert mails()[-1].subject == "Een passkey van uw account is verwijderd"
    assert come_in(Client(), added).status_code == 422


def test_where_the_second_step_is_compulsory_the_last_way_stays(added: Device, account: Account, owner: Player) -> None:
    require_it(owner, at=clock.now())
    one, secret = Passkey.objects.get(), new_secret()
    with pytest.raises(passkeys.Compulsory):
        passkeys.remove(account, one.pk, at=clock.now())
    set_up(account, secret=secret, code=code_now(secret), this_session=None, at=clock.now())
    # Either may go while the other stays, and what is on paper stays with it.
    take_away(account, at=clock.now())
    assert [found.type for found in Authenticator.objects.all()] == ["recovery_codes"]
    with pytest.raises(passkeys.Compulsory):
        passkeys.remove(account, one.pk, at=clock.now())
    assert Passkey.objects.exists()


def test_an_administrator_removes_the_passkeys_of_a_lost_telephone(
    added: Device, owner: Player, administrator: Player
) -> None:
    with administrator.at_work():
        reset_second_factor(owner.person, by=administrator.actor, at=clock.now())
    assert not Passkey.objects.exists()
    assert come_in(Client(), added).status_code == 422


def test_guessing_and_filling_the_table_of_sessions_stop(db: None) -> None:
    answers = [Client().post(OPTIONS, {"kind": "sign-in"}).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]


@pytest.mark.parametrize(
    ("url", "host", "party"),
    [
        ("https://service.example.org", "evil.example", RelyingParty("service.example.org", OURS)),
        ("https://a.example.org:8443", "x", RelyingParty("a.example.org", "https://a.example.org:8443")),
        ("https://service.example.org", "localhost:8000", RelyingParty("service.example.org", OURS)),
        ("https://192.0.2.7", "192.0.2.7", None),
        ("https://[2001:db8::7]", "x", None),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", None),
        ("http://127.0.0.1:8000", "localhost:8000", RelyingParty("localhost", "http://localhost:8000")),
        ("http://intranet", "intranet", None),
    ],
)
def test_passkeys_belong_to_the_installations_own_name(url: str, host: str, party: RelyingParty | None) -> None:
    assert relying_party(url, host) == party


def test_where_there_can_be_none_the_pages_say_so(owner: Player, settings: Any) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    client = sign_in(Client(), owner)
    assert "eigen https-adres" in client.get(PAGE).content.decode()
    assert client.post(OPTIONS, {"kind": "add"}).status_code == 404
    assert "data-passkey" not in Client().get("/accounts/sign-in/").content.decode()
