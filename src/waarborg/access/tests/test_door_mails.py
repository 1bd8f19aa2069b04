"""The owner of an account is mailed when its door changes: a new device, a password, a second step. Never a secret."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from waarborg.access.actions import passwords, second_factor, shut_out
from waarborg.access.actions.devices import COOKIE
from waarborg.access.actions.second_factor import new_secret, recovery_codes_to_show, set_up
from waarborg.access.actions.sign_in_link import issue
from waarborg.access.models import Account, Device
from waarborg.access.reactions import tidy
from waarborg.access.tests.doors import PASSWORD, make_account
from waarborg.access.tests.test_second_factor import code_now
from waarborg.customers.tests.cast import NOW, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.tenancy import Role

DOOR = "/accounts/sign-in/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def mails() -> list[OutboxMail]:
    with tenancy.enter(Role.DESK):
        return list(OutboxMail.objects.order_by("id"))


def go_in(client: Client, account: Account) -> Client:
    answer = client.post(DOOR, {"email": account.email, "password": PASSWORD}, headers={"User-Agent": FIREFOX})
    assert answer.status_code == 302
    return client


@pytest.fixture
def account(owner: Player) -> Account:
    return make_account(owner, password=PASSWORD).account


def test_the_first_sign_in_of_all_tells_nobody_what_they_know(account: Account) -> None:
    go_in(Client(), account)
    assert mails() == []
    assert account.devices.count() == 1


def test_a_device_that_is_new_is_told_of_once(account: Account) -> None:
    known = go_in(Client(), account)
    other = go_in(Client(), account)
    (mail,) = mails()
    assert (mail.to_address, mail.subject) == (account.email, "Er is op een nieuw apparaat ingelogd met uw account")
    assert "ingelogd met Firefox op Linux. Daarvandaan was dat nog niet eerder gebeurd." in mail.body
    assert "/accounts/password/forgotten/" in mail.body
    for again in (known, other):
        again.post("/accounts/sign-out/")
        go_in(again, account)
    assert len(mails()) == 1


def test_the_mark_in_the_browser_is_kept_as_a_hash_and_sent_to_the_door_only(account: Account) -> None:
    cookie = go_in(Client(), account).cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/accounts/")
    assert Device.objects.get().mark_hash != cookie.value
    assert not Device.objects.filter(mark_hash=cookie.value).exists()


def test_a_mark_that_somebody_made_up_is_replaced(account: Account) -> None:
    client = Client()
    client.cookies[COOKIE] = "chosen-by-somebody-else"
    assert go_in(client, account).cookies[COOKIE].value != "chosen-by-somebody-else"


def test_one_browser_is_known_by_each_account_by_itself(account: Account, stranger: Player) -> None:
    theirs = make_account(stranger, password=PASSWORD).account
    go_in(Client(), theirs)
    shared = go_in(Client(), account)
    mark = shared.cookies[COOKIE].value
    shared.post("/accounts/sign-out/")
    go_in(shared, theirs)
    assert [mail.to_address for mail in mails()] == [theirs.email]
    assert shared.cookies[COOKIE].value == mark


def test_a_link_that_signs_in_is_a_way_in_like_any_other(account: Account) -> None:
    go_in(Client(), account)
    answer = Client().post(issue(account), headers={"User-Agent": "curl/8"})
    assert answer.status_code == 302
    (mail,) = mails()
    assert "vanaf een apparaat waarop dat nog niet eerder was gebeurd" in mail.body


def test_a_device_unseen_for_a_year_is_forgotten(account: Account) -> None:
    client = go_in(Client(), account)
    Device.objects.update(seen_at=F("seen_at") - timedelta(days=366))
    tidy.func()
    assert not Device.objects.exists()
    client.post("/accounts/sign-out/")
    go_in(client, account)
    assert len(mails()) == 1


def test_a_changed_password_is_told(account: Account) -> None:
    passwords.change(account, current=PASSWORD, new="een-andere-lange-zin", this_session=None, at=NOW)
    (mail,) = mails()
    assert mail.subject == "Uw wachtwoord is gewijzigd"
    assert "een-andere-lange-zin" not in mail.body


def test_a_password_that_is_refused_tells_nobody(account: Account) -> None:
    with pytest.raises(passwords.WrongPassword):
        passwords.change(account, current="verkeerd", new="een-andere-lange-zin", this_session=None, at=NOW)
    assert mails() == []


def test_every_change_of_the_second_step_is_told_without_a_secret(account: Account) -> None:
    secret = new_secret()
    set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
    codes = recovery_codes_to_show(account)
    second_factor.renew_recovery_codes(account, at=NOW)
    codes += recovery_codes_to_show(account)
    second_factor.take_away(account, at=NOW)
    second_factor.take_away(account, at=NOW)
    assert [mail.subject for mail in mails()] == [
        "De tweede stap bij het inloggen is aangezet",
        "Er zijn nieuwe herstelcodes gemaakt voor uw account",
        "De tweede stap bij het inloggen is uitgezet",
    ]
    everything = "".join(mail.body for mail in mails())
    assert not any(hidden in everything for hidden in (secret, *codes))


def test_who_lost_the_telephone_hears_that_an_administrator_removed_the_step(
    account: Account, owner: Player, administrator: Player
) -> None:
    secret = new_secret()
    set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
    with administrator.at_work():
        shut_out.reset_second_factor(owner.person, by=administrator.actor, at=NOW)
    told = mails()[-1]
    assert told.to_address == account.email
    assert "Een beheerder heeft de tweede stap van uw account verwijderd" in told.body


def test_the_mail_is_in_the_language_of_its_reader(cast: object, merendaal: object) -> None:
    reader = make_player(merendaal, "E. Sample", "e.sample@example.org", "customer.user", language="en")  # type: ignore[arg-type]
    account = make_account(reader, password=PASSWORD).account
    passwords.change(account, current=PASSWORD, new="a-different-long-sentence", this_session=None, at=NOW)
    (mail,) = mails()
    assert mail.subject == "Your password has been changed"
    assert "If it was not, choose a new password at once" in mail.body


def test_an_account_that_opens_nothing_gets_no_mail(account: Account) -> None:
    account.memberships.update(ended_at=F("created_at"))
    passwords.change(account, current=PASSWORD, new="een-andere-lange-zin", this_session=None, at=NOW)
    assert mails() == []


def test_a_recovery_code_that_somebody_used_is_told_to_the_owner_once(account: Account) -> None:
    """A stolen one: whoever has it gets in once, and the owner knows."""
    secret = new_secret()
    set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
    stolen = recovery_codes_to_show(account)[3]
    thief = go_in(Client(), account)
    assert thief.post("/accounts/second-step/", {"code": stolen}, headers={"User-Agent": "curl/8"}).status_code == 302
    told = [mail for mail in mails() if mail.subject == "Iemand heeft met een herstelcode ingelogd op uw account"]
    assert [mail.to_address for mail in told] == [account.email]
    assert "Die werkt niet meer; er zijn er nog 9 over." in told[0].body
    assert stolen not in told[0].body
    before = len(mails())
    assert go_in(Client(), account).post("/accounts/second-step/", {"code": stolen}).status_code == 422
    assert len(mails()) == before
