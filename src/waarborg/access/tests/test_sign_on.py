"""Signing in by the provider of one's organisation (OpenID Connect), and every way it is refused."""

import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from waarborg.access.actions import openid
from waarborg.access.models import Account, Identity, SingleSignOn
from waarborg.access.tests.doors import make_account, sign_in
from waarborg.access.tests.provider import CLIENT, SECRET, OpenProvider
from waarborg.access.tests.signing_on import come_back, confirmed, inside, set_up, start, went_to
from waarborg.access.tests.test_door_mails import mails
from waarborg.customers.actions import person_left
from waarborg.customers.tests.cast import Player
from waarborg.plumbing import clock
from waarborg.plumbing.models import JournalEntry

pytestmark = pytest.mark.usefixtures("nobody_else_there")


def test_it_is_in_force_once_its_owner_has_signed_in_by_it(owner: Player, open_id: OpenProvider) -> None:
    made = set_up(owner, open_id)
    visitor = Client()
    assert start(visitor, owner.person.email).status_code == 422
    client = sign_in(Client(), owner)
    open_id.email = "iemand.anders@example.org"
    assert come_back(client, open_id, client.post("/accounts/sign-on/try/")).status_code == 403
    assert not SingleSignOn.objects.get().active
    open_id.email = owner.person.email
    come_back(client, open_id, client.post("/accounts/sign-on/try/"))
    assert SingleSignOn.objects.get().active
    assert Identity.objects.get().sign_on == made
    with owner.at_work():
        said = [one.properties["what"] for one in JournalEntry.objects.filter(kind="access.single-sign-on.changed")]
    assert said == ["set", "tried"]


def test_the_first_time_takes_a_mail_after_that_the_provider_alone(
    in_force: SingleSignOn, support_contact: Player, open_id: OpenProvider
) -> None:
    account = make_account(support_contact).account
    client = Client()
    answer = come_back(client, open_id, start(client, "S.Monster@example.org"))
    assert "Kijk in uw mail" in answer.content.decode()
    assert not inside(client)
    assert not Identity.objects.filter(account=account).exists()
    assert mails()[-1].to_address == account.email
    assert confirmed(client).headers["Location"] == "/"
    assert inside(client)
    again = Client()
    back = come_back(again, open_id, start(again, account.email))
    assert (back.status_code, back.headers["Location"]) == (302, "/")
    assert inside(again)


def test_the_mailed_link_works_only_in_the_browser_that_began(
    in_force: SingleSignOn, support_contact: Player, open_id: OpenProvider
) -> None:
    """A provider that says it is somebody else, and hopes that they click."""
    account = make_account(support_contact).account
    thief, victim = Client(), Client()
    come_back(thief, open_id, start(thief, account.email))
    found = re.search(r"/accounts/sign-on/confirm/\S+", mails()[-1].unveiled)
    assert found is not None
    assert victim.get(found[0]).status_code == 422
    assert victim.post(found[0]).status_code == 422
    assert not Identity.objects.filter(account=account).exists()
    assert not inside(thief)


def test_an_address_alone_opens_nothing(colleague: Account, open_id: OpenProvider) -> None:
    """The address was given to the next employee: another subject, the same address."""
    open_id.subject = "sub-0002"
    client = Client()
    sent = len(mails())
    assert come_back(client, open_id, start(client, colleague.email)).status_code == 403
    assert not inside(client)
    assert len(mails()) == sent
    assert Identity.objects.get(account=colleague).subject == "sub-0001"


def test_an_answer_about_another_person_than_who_began_is_refused(
    colleague: Account, owner: Player, open_id: OpenProvider
) -> None:
    client = Client()
    answer = come_back(client, open_id, start(client, owner.person.email))
    assert answer.status_code == 403
    assert "iemand anders" in answer.content.decode()
    assert not inside(client)


def test_who_left_or_was_never_let_in_stays_outside(
    colleague: Account, support_contact: Player, owner: Player, open_id: OpenProvider
) -> None:
    with owner.at_work():
        person_left(support_contact.person, by=owner.actor, at=clock.now())
    client = Client()
    assert come_back(client, open_id, start(client, colleague.email)).status_code == 403
    open_id.subject, open_id.email = "sub-9", "onbekend@example.org"
    assert come_back(client, open_id, start(client, "onbekend@example.org")).status_code == 403
    assert not inside(client)


def wrong_tokens() -> dict[str, Any]:
    now = int(time.time())
    return {
        "another issuer": {"iss": "https://evil.example"},
        "another audience": {"aud": "another-application"},
        "several audiences": {"aud": [CLIENT, "another"]},
        "for another party": {"azp": "another-application"},
        "another nonce": {"nonce": "x"},
        "no nonce": {"nonce": None},
        "over": {"exp": now - 121},
        "not yet": {"iat": now + 200, "nbf": now + 200},
        "old": {"iat": now - 800, "exp": now + 300},
        "no subject": {"sub": None},
        "empty subject": {"sub": ""},
        "no times": {"exp": None},
    }


@pytest.mark.parametrize("how", wrong_tokens())
def test_a_token_that_does_not_check_lets_nobody_in(colleague: Account, open_id: OpenProvider, how: str) -> None:
    open_id.claims = wrong_tokens()[how]
    client = Client()
    answer = come_back(client, open_id, start(client, colleague.email))
    assert answer.status_code == 422
    assert "klopt niet" in answer.content.decode()
    assert not inside(client)


def test_clocks_may_differ_by_two_minutes(colleague: Account, open_id: OpenProvider) -> None:
    for seconds in (-110, 110):
        now = int(time.time()) + seconds
        open_id.claims = {"iat": now, "nbf": now, "exp": now + 60}
        client = Client()
        assert come_back(client, open_id, start(client, colleague.email)).status_code == 302
        assert inside(client)


@pytest.mark.parametrize("how", ["another key", "our own secret", "none"])
def test_a_token_that_somebody_else_signed_lets_nobody_in(colleague: Account, open_id: OpenProvider, how: str) -> None:
    if how == "another key":
        open_id.signs_with = rsa.generate_private_key(65537, 2048)
    elif how == "our own secret":
        open_id.signs_with, open_id.algorithm = SECRET.ljust(32, "x"), "HS256"
    else:
        open_id.signs_with, open_id.algorithm = None, "none"
    client = Client()
    assert come_back(client, open_id, start(client, colleague.email)).status_code == 422
    assert not inside(client)


def test_an_answer_serves_once_in_the_browser_that_began(colleague: Account, open_id: OpenProvider) -> None:
    client, other = Client(), Client()
    address = open_id.authorise(went_to(start(client, colleague.email)))
    went_to(start(other, colleague.email))
    assert other.get(address).status_code == 422
    assert Client().get(address).status_code == 422
    assert client.get(address).status_code == 302
    assert inside(client)
    assert client.get(address).status_code == 422


def test_an_answer_that_took_too_long_or_came_elsewhere_is_refused(colleague: Account, open_id: OpenProvider) -> None:
    client = Client()
    address = open_id.authorise(went_to(start(client, colleague.email)))
    session = client.session
    session["sign_on_asked"] |= {"at": session["sign_on_asked"]["at"] - 601}
    session.save()
    assert client.get(address).status_code == 422
    address = open_id.authorise(went_to(start(client, colleague.email)))
    assert client.get(address.replace("iss=http", "iss=https")).status_code == 422
    assert not inside(client)


def test_the_browser_takes_state_nonce_and_a_challenge_along(colleague: Account, open_id: OpenProvider) -> None:
    asked = parse_qs(urlsplit(went_to(start(Client(), colleague.email))).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["login_hint"] == [colleague.email]
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert asked["redirect_uri"][0].startswith("http://testserver/accounts/sign-on/")


@pytest.mark.parametrize("how", ["gone", "error", "redirect", "large", "another issuer", "endpoint inside", "nonsense"])
def test_a_provider_that_is_down_or_answers_wrongly_gives_a_clear_page(
    colleague: Account, open_id: OpenProvider, how: str
) -> None:
    if how == "gone":
        SingleSignOn.objects.update(issuer="http://127.0.0.1:1")
    elif how in ("error", "redirect"):
        open_id.status = {"error": 500, "redirect": 302}[how]
    else:
        lies: dict[str, dict[str, Any]] = {
            "large": {"x": "x" * 600_000},
            "another issuer": {"issuer": "https://login.example.org"},
            "endpoint inside": {"token_endpoint": "http://169.254.169.254/latest"},
            "nonsense": {"authorization_endpoint": "javascript:alert(1)"},
        }
        open_id.document = lies[how]
    openid._kept.clear()
    answer = start(Client(), colleague.email)
    words = answer.content.decode()
    assert answer.status_code in (503, 422)
    assert ("niet bereikbaar" in words) == (how in ("gone", "error", "redirect", "large"))
    assert "javascript:" not in words


def test_a_provider_that_is_down_is_not_asked_again_and_again(colleague: Account, open_id: OpenProvider) -> None:
    open_id.status = 500
    openid._kept.clear()
    open_id.asked.clear()
    answers = [start(Client(), colleague.email).status_code for _ in range(5)]
    assert answers == [503] * 5
    assert len(open_id.asked) == 3


def test_no_provider_says_the_same_whoever_asks(colleague: Account, stranger: Player, open_id: OpenProvider) -> None:
    make_account(stranger)
    known, unknown = (start(Client(), email) for email in ("v.fantasie@elders.example", "niemand@elders.example"))
    assert known.status_code == unknown.status_code == 422
    assert "kennen wij geen inlogdienst" in unknown.content.decode()
