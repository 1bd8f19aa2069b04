"""Signing in by a SAML provider: a signed answer to our own request, and every other answer refused."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from onelogin.saml2.constants import OneLogin_Saml2_Constants as C

from waarborg.access.actions import saml
from waarborg.access.actions.saml import UnreadableMetadata
from waarborg.access.actions.sign_on import link
from waarborg.access.models import Account, Identity, Session, SingleSignOn
from waarborg.access.tests.doors import make_account, sign_in
from waarborg.access.tests.saml_provider import ENTITY, SamlProvider, pair, stamp
from waarborg.access.tests.signing_on import confirmed, inside, start
from waarborg.customers.tests.cast import Player

EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"


@pytest.fixture
def idp() -> SamlProvider:
    return SamlProvider()


@pytest.fixture(autouse=True)
def by_its_own_name(settings: Any) -> None:
    settings.PUBLIC_URL = "http://testserver"


@pytest.fixture
def sign_on(owner: Player, support_contact: Player, idp: SamlProvider, nobody_else_there: None) -> SingleSignOn:
    """Set up by its owner in the portal, tried, and used before by S. Monster."""
    client = sign_in(Client(), owner)
    given = {"what": "sign-on", "kind": "saml", "name": "Fictieve SAML", "domains": "example.org"}
    assert client.post("/portal/security/", {**given, "metadata": idp.metadata()}).status_code == 302
    subject, email = idp.subject, idp.email
    idp.subject, idp.email = "p-owner", owner.person.email
    answer = come_back(client, idp, client.post("/accounts/sign-on/try/"))
    assert answer.headers["Location"] == "/portal/security/"
    idp.subject, idp.email = subject, email
    made = SingleSignOn.objects.get()
    link(made, make_account(support_contact).account, "name-id:p-0001")
    return made


def went_to(answer: Any) -> str:
    found = re.search(r'href="(https://login[^"]+)" rel="noreferrer"', answer.content.decode())
    assert found is not None, answer.content.decode()
    return found[1].replace("&amp;", "&")


def come_back(client: Client, idp: SamlProvider, answer: Any, **how: bool) -> Any:
    """The provider lets the browser post: from another site, so without our cookies; then on to the next address."""
    address, posted = idp.answer(went_to(answer), **how)
    elsewhere = Client()
    received = elsewhere.post(urlsplit(address).path, posted)
    if received.status_code != 302:
        return received
    client.cookies["waarborg_sign_on"] = elsewhere.cookies["waarborg_sign_on"].value
    return client.get(received.headers["Location"])


def test_a_signed_answer_to_our_own_request_signs_in(sign_on: SingleSignOn, idp: SamlProvider) -> None:
    client = Client()
    answer = come_back(client, idp, start(client, "s.monster@example.org"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert inside(client)
    assert not Session.objects.filter(session_key=client.cookies["waarborg_sign_on"].value).exists()


def test_the_first_time_takes_a_mail(sign_on: SingleSignOn, ordinary_user: Player, idp: SamlProvider) -> None:
    account = make_account(ordinary_user).account
    idp.subject, idp.email = "p-0003", account.email
    client = Client()
    come_back(client, idp, start(client, account.email))
    assert not inside(client)
    confirmed(client)
    assert inside(client)
    assert Identity.objects.get(account=account).subject == "name-id:p-0003"


@pytest.mark.parametrize("how", ["unsigned", "wrapped"])
def test_what_was_not_signed_counts_for_nothing(sign_on: SingleSignOn, idp: SamlProvider, how: str) -> None:
    client = Client()
    answer = come_back(client, idp, start(client, "s.monster@example.org"), **{how: True})
    assert answer.status_code == 422
    assert not inside(client)


def wrong_answers() -> dict[str, dict[str, str]]:
    past, ahead = datetime.now(UTC) - timedelta(minutes=10), datetime.now(UTC) + timedelta(minutes=10)
    return {
        "another issuer": {"issuer": "https://evil.example"},
        "another audience": {"audience": "https://another.example"},
        "no audience": {"audiences": ""},
        "another recipient": {"recipient": "http://testserver/accounts/sign-on/elsewhere/"},
        "no recipient": {"recipients": ""},
        "no end": {"until": ""},
        "over": {"end": stamp(past)},
        "not yet": {"begin": stamp(ahead)},
        "another request": {"request": "_somebody-elses"},
        "an address as name": {"format": EMAIL, "subject": "s.monster@example.org"},
        "a name for once": {"format": TRANSIENT},
        "refused": {"status": "Responder"},
    }


@pytest.mark.parametrize("how", wrong_answers())
def test_an_answer_that_does_not_check_lets_nobody_in(sign_on: SingleSignOn, idp: SamlProvider, how: str) -> None:
    idp.lies = wrong_answers()[how]
    client = Client()
    assert come_back(client, idp, start(client, "s.monster@example.org")).status_code == 422
    assert not inside(client)


def test_another_key_or_a_weak_signature_lets_nobody_in(sign_on: SingleSignOn, idp: SamlProvider) -> None:
    ours, client = (idp.key, idp.certificate), Client()
    idp.key, idp.certificate = pair()
    assert come_back(client, idp, start(client, "s.monster@example.org")).status_code == 422
    (idp.key, idp.certificate), idp.algorithm = ours, C.RSA_SHA1
    assert come_back(client, idp, start(client, "s.monster@example.org")).status_code == 422
    assert not inside(client)


def test_an_answer_serves_once_in_the_browser_that_asked(sign_on: SingleSignOn, idp: SamlProvider) -> None:
    client, other = Client(), Client()
    address, posted = idp.answer(went_to(start(client, "s.monster@example.org")))
    start(other, "s.monster@example.org")
    for browser, status in ((other, 422), (client, 302), (client, 422), (Client(), 422)):
        elsewhere = Client()
        received = elsewhere.post(urlsplit(address).path, posted)
        browser.cookies["waarborg_sign_on"] = elsewhere.cookies["waarborg_sign_on"].value
        assert browser.get(received.headers["Location"]).status_code == status
    assert not inside(other)


def test_nobody_begins_at_the_provider(sign_on: SingleSignOn, idp: SamlProvider) -> None:
    address, posted = idp.answer(went_to(start(Client(), "s.monster@example.org")))
    victim, received = Client(), Client().post(urlsplit(address).path, posted)
    victim.cookies["waarborg_sign_on"] = received.cookies["waarborg_sign_on"].value
    assert victim.get(received.headers["Location"]).status_code == 422
    assert not inside(victim)


@pytest.mark.parametrize(
    "posted", ["", "x", "PHg+", "PCFET0NUWVBFIHggWzwhRU5USVRZIGEgImIiPl0+PHg+JmE7PC94Pg==", "A" * 300_000]
)
def test_nonsense_is_refused_politely(sign_on: SingleSignOn, posted: str) -> None:
    answer = Client().post(f"/accounts/sign-on/{sign_on.tenant_id}/posted/", {"SAMLResponse": posted})
    assert answer.status_code == 422


def test_our_own_description_names_where_to_post(sign_on: SingleSignOn) -> None:
    told = Client().get(f"/accounts/sign-on/{sign_on.tenant_id}/metadata/")
    assert told.headers["Content-Type"] == "application/samlmetadata+xml"
    assert f"http://testserver/accounts/sign-on/{sign_on.tenant_id}/posted/" in told.content.decode()


def test_a_providers_description_is_read_or_refused(idp: SamlProvider) -> None:
    read = saml.read_metadata(idp.metadata())
    assert (read["issuer"], len(read["certificates"])) == (ENTITY, 1)
    whole = idp.metadata()
    broken = (
        "",
        "<x/>",
        "<!DOCTYPE x>" + whole,
        whole.replace("https://login.example.org/saml/sso", "javascript:alert(1)"),
        whole.replace("https://login.example.org/saml/sso", "http://login.example.org/saml/sso"),
        whole.replace("MII", "AAA", 1),
    )
    for text in broken:
        with pytest.raises(UnreadableMetadata):
            saml.read_metadata(text)


def test_a_certificate_may_be_followed_by_the_next_but_not_by_a_strangers(
    sign_on: SingleSignOn, owner: Player, idp: SamlProvider
) -> None:
    client = sign_in(Client(), owner)
    given = {"what": "sign-on", "kind": "saml", "name": "Fictieve SAML", "domains": "example.org"}
    body = "".join(idp.certificate.splitlines()[1:-1])
    following = "".join(pair()[1].splitlines()[1:-1])
    key = re.search(r"<md:KeyDescriptor.*</md:KeyDescriptor>", idp.metadata())
    assert key is not None
    both = idp.metadata().replace(key[0], key[0] + key[0].replace(body, following))
    assert client.post("/portal/security/", {**given, "metadata": both}).status_code == 302
    assert len(SingleSignOn.objects.get().certificates) == 2
    assert (SingleSignOn.objects.get().active, Identity.objects.count()) == (True, 2)
    strange = SamlProvider()
    strange.key, strange.certificate = pair()
    assert client.post("/portal/security/", {**given, "metadata": strange.metadata()}).status_code == 302
    assert (SingleSignOn.objects.get().active, Identity.objects.count()) == (False, 0)
    assert Account.objects.count() == 2
