"""The second step: compulsory by policy, a code once in all workers, secrets sealed."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from waarborg.access import encryption
from waarborg.access.actions.reseal import reseal
from waarborg.access.actions.second_factor import (
    AlreadySetUp,
    Compulsory,
    WrongCode,
    new_secret,
    recovery_codes_to_show,
    renew_recovery_codes,
    set_up,
    take_away,
    verify,
)
from waarborg.access.actions.set_policy import set_policy
from waarborg.access.actions.shut_out import ElsewhereToo, reset_second_factor
from waarborg.access.encryption import CannotDecrypt
from waarborg.access.models import Account, Session, TotpUse
from waarborg.access.rules import throttling, totp
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.customers.tests.cast import NOW, Player, make_player
from waarborg.plumbing import clock
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, declared

SignedIn = Callable[[Player], Client]
PAGE = "/accounts/second-factor/"


def code_now(secret: str, *, steps: int = 0) -> str:
    return totp.code_at(secret, int(clock.real().timestamp()) // totp.PERIOD + steps)


def fresh(account: Account) -> None:
    """As if the last code was used long ago."""
    TotpUse.objects.filter(account=account).update(step=0)


@pytest.fixture
def account(owner: Player) -> Account:
    return make_account(owner, password=PASSWORD).account


@pytest.fixture
def secret(account: Account) -> str:
    made = new_secret()
    set_up(account, secret=made, code=code_now(made), this_session=None, at=NOW)
    fresh(account)
    return made


def require_it(player: Player, *, at: datetime = NOW) -> None:
    with player.at_work():
        set_policy(
            player.organisation.id, require_second_factor=True, idle_minutes=60, absolute_hours=12, by=SYSTEM, at=at
        )


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    # The appendix prints eight digits; six digits are the last six of them.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert totp.code_at(secret, seconds // 30) == code
    for away in (-30, 0, 30):
        assert totp.matching_step(secret, code, unix_seconds=seconds + away) == seconds // 30
    assert totp.matching_step(secret, code, unix_seconds=seconds + 61) is None


@pytest.mark.parametrize(("ahead", "opens"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_phone_whose_clock_is_half_a_minute_off_gets_in_and_one_further_off_does_not(ahead: int, opens: bool) -> None:
    secret, now = new_secret(), 1_790_000_000
    shown_by_the_phone = totp.code_at(secret, (now + ahead) // totp.PERIOD)
    assert (totp.matching_step(secret, shown_by_the_phone, unix_seconds=now) is not None) is opens


def test_a_code_is_accepted_once(account: Account, secret: str) -> None:
    assert verify(account, code_now(secret), at=NOW).type == "totp"
    with pytest.raises(WrongCode):
        verify(account, code_now(secret), at=NOW)


def test_a_code_older_than_the_one_used_is_refused(account: Account, secret: str) -> None:
    verify(account, code_now(secret, steps=1), at=NOW)
    with pytest.raises(WrongCode):
        verify(account, code_now(secret), at=NOW)


def test_the_first_code_cannot_be_used_again_to_sign_in(account: Account) -> None:
    made = new_secret()
    code = code_now(made)
    set_up(account, secret=made, code=code, this_session=None, at=NOW)
    with pytest.raises(WrongCode):
        verify(account, code, at=NOW)


def test_a_recovery_code_works_once(account: Account, secret: str) -> None:
    codes = recovery_codes_to_show(account)
    assert len(set(codes)) == 10
    assert verify(account, f"{codes[0][:4]}-{codes[0][4:]}", at=NOW).type == "recovery_codes"
    with pytest.raises(WrongCode):
        verify(account, codes[0], at=NOW)
    assert verify(account, codes[1], at=NOW).type == "recovery_codes"


def test_recovery_codes_are_shown_once_and_new_ones_replace_them(account: Account, secret: str) -> None:
    old = recovery_codes_to_show(account)
    assert recovery_codes_to_show(account) == []
    renew_recovery_codes(account, at=NOW)
    assert not set(old) & set(recovery_codes_to_show(account))
    with pytest.raises(WrongCode):
        verify(account, old[0], at=NOW)


def test_guessing_stops(account: Account, secret: str) -> None:
    for _ in range(throttling.SECOND_FACTOR.attempts):
        with pytest.raises(WrongCode):
            verify(account, "000000x", at=NOW)
    from waarborg.access.actions.attempts import TooMany

    with pytest.raises(TooMany):
        verify(account, code_now(secret), at=NOW)


def test_secrets_are_sealed_in_the_database(account: Account, secret: str) -> None:
    stored = [str(one.data) for one in Authenticator.objects.all()]
    assert len(stored) == 2
    assert not any(secret in text for text in stored)
    found = Authenticator.objects.get(type="totp").data["secret"]
    assert encryption.decrypt(found) == secret


def test_keys_are_rotated_without_losing_a_secret() -> None:
    with override_settings(ENCRYPTION_KEYS=["oud" * 12]):
        sealed = encryption.encrypt("geheim")
    with override_settings(ENCRYPTION_KEYS=["nieuw" * 8, "oud" * 12]):
        assert encryption.decrypt(sealed) == "geheim"
        again = encryption.renewed(sealed)
        assert again is not None
        assert encryption.renewed(again) is None
    with override_settings(ENCRYPTION_KEYS=["nieuw" * 8]):
        assert encryption.decrypt(again) == "geheim"
        with pytest.raises(CannotDecrypt):
            encryption.decrypt(sealed)


def test_every_stored_secret_is_sealed_anew_or_none(account: Account) -> None:
    made = new_secret()
    with override_settings(ENCRYPTION_KEYS=["oud" * 12]):
        set_up(account, secret=made, code=code_now(made), this_session=None, at=NOW)
        codes = recovery_codes_to_show(account)
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    with override_settings(ENCRYPTION_KEYS=["nieuw" * 8]), pytest.raises(CannotDecrypt):
        reseal()
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before
    with override_settings(ENCRYPTION_KEYS=["nieuw" * 8, "oud" * 12]):
        assert reseal() == 2
    fresh(account)
    with override_settings(ENCRYPTION_KEYS=["nieuw" * 8]):
        assert verify(account, code_now(made), at=NOW).type == "totp"
        assert verify(account, codes[0], at=NOW).type == "recovery_codes"


def test_set_up_ends_every_other_session_and_happens_once(account: Account, owner: Player) -> None:
    other = sign_in(Client(), owner)
    made = new_secret()
    with pytest.raises(WrongCode):
        set_up(account, secret=made, code="123", this_session=None, at=NOW)
    assert not Authenticator.objects.exists()
    assert Session.objects.count() == 1
    set_up(account, secret=made, code=code_now(made), this_session=None, at=NOW)
    assert other.get("/accounts/").status_code == 302
    with pytest.raises(AlreadySetUp):
        set_up(account, secret=made, code=code_now(made, steps=1), this_session=None, at=NOW)


def test_signing_in_asks_for_the_code(account: Account, secret: str, client: Client) -> None:
    answer = client.post("/accounts/sign-in/", {"email": account.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/second-step/"
    assert client.get("/portal/people/").status_code == 302
    assert not Session.objects.filter(account=account).exists()
    assert client.post("/accounts/second-step/", {"code": "000000x"}).status_code == 422
    assert client.post("/accounts/second-step/", {"code": code_now(secret)}).headers["Location"] == "/"
    assert client.get("/portal/people/").status_code == 200


def test_the_second_step_alone_is_no_door(db: None, client: Client) -> None:
    assert client.get("/accounts/second-step/").headers["Location"] == "/accounts/sign-in/"
    assert client.post("/accounts/second-step/", {"code": "123456"}).headers["Location"] == "/accounts/sign-in/"


def test_where_it_is_compulsory_nothing_else_opens_until_it_is_set_up(owner: Player) -> None:
    client = sign_in(Client(), owner, second_factor=False)
    require_it(owner)
    assert client.get("/portal/people/").headers["Location"].startswith(PAGE)
    page = client.get(PAGE).content.decode()
    made = re.search(r'<span class="w-code">([A-Z2-7 ]+)</span>', page)
    assert made is not None
    assert 'src="data:image/svg+xml;base64,' in page
    before = client.cookies["waarborg_session"].value
    answer = client.post(PAGE, {"code": code_now(made[1].replace(" ", ""))})
    assert answer.headers["Location"] == "/accounts/second-factor/codes/"
    assert client.cookies["waarborg_session"].value != before
    assert client.get("/accounts/second-factor/codes/").content.decode().count('<li class="w-code">') == 10
    assert client.get("/portal/people/").status_code == 200


def test_the_secret_waits_sealed_in_the_session(owner: Player) -> None:
    client = sign_in(Client(), owner, second_factor=False)
    page = client.get(PAGE).content.decode()
    made = re.search(r'<span class="w-code">([A-Z2-7 ]+)</span>', page)
    assert made is not None
    assert made[1].replace(" ", "") not in str(Session.objects.get().get_decoded())


def test_at_a_browser_left_open_setting_it_up_takes_the_password(owner: Player) -> None:
    make_account(owner, password=PASSWORD)
    client = sign_in(Client(), owner, second_factor=False)
    session = client.session
    session["started"] -= 601
    session.save()
    page = client.get(PAGE).content.decode()
    made = re.search(r'<span class="w-code">([A-Z2-7 ]+)</span>', page)
    assert made is not None
    code = code_now(made[1].replace(" ", ""))
    assert client.post(PAGE, {"code": code, "current": "verkeerd"}).status_code == 422
    assert not Authenticator.objects.exists()
    assert client.post(PAGE, {"code": code, "current": PASSWORD}).status_code == 302


def test_staff_need_it_without_any_policy(agent: Player) -> None:
    client = sign_in(Client(), agent, second_factor=False)
    with override_settings(STAFF_SECOND_FACTOR=True):
        assert client.get("/desk/customers/").headers["Location"].startswith(PAGE)
    with override_settings(STAFF_SECOND_FACTOR=False):
        assert client.get("/desk/customers/").status_code == 200


def test_switching_off_takes_the_password_and_a_policy_that_allows_it(owner: Player) -> None:
    account = make_account(owner, password=PASSWORD).account
    made = new_secret()
    set_up(account, secret=made, code=code_now(made), this_session=None, at=NOW)
    client = sign_in(Client(), owner)
    change = f"{PAGE}change/"
    assert client.post(change, {"what": "remove", "current": "verkeerd"}).status_code == 422
    require_it(owner)
    assert client.post(change, {"what": "remove", "current": PASSWORD}).status_code == 409
    with pytest.raises(Compulsory):
        take_away(account, at=NOW)
    assert Authenticator.objects.filter(type="totp").exists()
    with owner.at_work():
        set_policy(
            owner.organisation.id, require_second_factor=False, idle_minutes=60, absolute_hours=12, by=SYSTEM, at=NOW
        )
    assert client.post(change, {"what": "remove", "current": PASSWORD}).status_code == 302
    assert not Authenticator.objects.exists()


def test_an_administrator_removes_it_and_every_session_ends(
    account: Account, secret: str, owner: Player, administrator: Player, ordinary_user: Player
) -> None:
    lost = sign_in(Client(), owner)
    with ordinary_user.at_work(), pytest.raises(NotAllowed):
        reset_second_factor(owner.person, by=ordinary_user.actor, at=NOW)
    with administrator.at_work():
        reset_second_factor(owner.person, by=administrator.actor, at=NOW)
    assert not Authenticator.objects.exists()
    assert lost.get("/accounts/").status_code == 302


def test_nobody_weakens_the_door_of_another_organisation(
    account: Account, secret: str, owner: Player, administrator: Player, hazelvoort: object, manager: Player
) -> None:
    make_account(make_player(hazelvoort, "T. Fictief", owner.person.email, "customer.user"))  # type: ignore[arg-type]
    with administrator.at_work(), pytest.raises(ElsewhereToo):
        reset_second_factor(owner.person, by=administrator.actor, at=NOW)
    assert Authenticator.objects.filter(type="totp").exists()
    with manager.at_work():
        reset_second_factor(owner.person, by=manager.actor, at=NOW)
    assert not Authenticator.objects.exists()


def test_an_offset_clock_does_not_move_the_codes(account: Account, secret: str) -> None:
    with override_settings(CLOCK_OFFSET=timedelta(days=30)):
        assert verify(account, code_now(secret), at=NOW).type == "totp"


@pytest.mark.clause("CL-46")
def test_everybody_may_enrol_and_who_must_gets_nowhere_before_and_it_is_in_the_journal(owner: Player) -> None:
    user = make_player(owner.organisation, "P. Gebruiker", "p.gebruiker@example.org", "customer.user")
    client = sign_in(Client(), user, second_factor=False)
    assert client.get("/portal/").status_code == 200
    with owner.at_work():
        set_policy(
            owner.organisation.id,
            require_second_factor=True,
            idle_minutes=60,
            absolute_hours=12,
            by=owner.actor,
            at=NOW,
        )
    again = sign_in(Client(), user, second_factor=False)
    for browser in (client, again):
        assert browser.get("/portal/").headers["Location"].startswith(PAGE)
    page = again.get(PAGE).content.decode()
    shown = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)
    assert shown is not None
    assert again.post(PAGE, {"code": code_now(shown.group().replace(" ", ""))}).status_code == 302
    assert again.get("/portal/").status_code == 200
    with owner.at_work():
        noted = JournalEntry.objects.get(kind="access.second-factor.enrolled")
    assert (noted.tenant_id, noted.actor_id) == (user.organisation.id, user.person.id)
    with owner.at_work():
        assert {"customer.user", "provider.operator"} <= declared()["access.second-factor.enrol"]
