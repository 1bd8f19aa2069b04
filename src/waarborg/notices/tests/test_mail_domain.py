"""What SPF, DKIM and DMARC records say, and that silence is called silence."""

import base64
import socket
import threading
from collections.abc import Callable, Iterator, Mapping

import dns.message
import dns.resolver
import dns.rrset
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.notices.actions.change_look import change_sender
from waarborg.notices.actions.check_domain import ask_check, check_domain
from waarborg.notices.rules.mail_domain import Silent, judge
from waarborg.notices.rules.mail_domain_words import words
from waarborg.plumbing import tenancy
from waarborg.plumbing.outward_names import NotLookedUp, texts
from waarborg.plumbing.tenancy import Role


def key(bits: int) -> str:
    public = rsa.generate_private_key(65537, bits).public_key()
    return base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


GOOD_KEY = key(2048)
DKIM, DMARC = "s1._domainkey.example.nl", "_dmarc.example.nl"
LOOP = {"example.nl": ["v=spf1 include:example.nl -all"]}
DEEP = {"example.nl": ["v=spf1 " + " ".join(f"include:i{n}.example.nl" for n in range(6)) + " -all"]} | {
    f"i{n}.example.nl": ["v=spf1 a -all"] for n in range(6)
}


def found(
    records: Mapping[str, list[str]], what: str, selector: str = "s1", domain: str = "example.nl"
) -> list[tuple[str, str]]:
    judged = judge(domain, selector, lambda name: records.get(name, []))
    assert all(words(one.what, one.code, one.params, lang) for one in judged for lang in ("nl", "en"))
    return [(one.state, one.code) for one in judged if one.what == what]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ({}, ("bad", "none")),
        ({"example.nl": ["anders", "v=spf1 mx -all"]}, ("good", "good")),
        ({"example.nl": ["v=spf1 ip4:192.0.2.0/24 ~all"]}, ("good", "good")),
        ({"example.nl": ["v=spf1 -all", "v=spf1 mx -all"]}, ("bad", "several")),
        ({"example.nl": ["v=spf10 -all"]}, ("bad", "none")),
        ({"example.nl": ["v=spf1 mx +all"]}, ("bad", "open")),
        ({"example.nl": ["v=spf1 all"]}, ("bad", "open")),
        ({"example.nl": ["v=spf1 mx"]}, ("doubt", "neutral")),
        ({"example.nl": ["v=spf1 mx ?all"]}, ("doubt", "neutral")),
        ({"example.nl": ["v=spf1 redirect=_spf.example.nl"], "_spf.example.nl": ["v=spf1 -all"]}, ("good", "good")),
        ({"example.nl": ["v=spf1 mx, -all"]}, ("bad", "term")),
        # Six included, each with one of its own: twelve.
        (DEEP, ("bad", "look-ups")),
        (LOOP, ("bad", "look-ups")),
    ],
)
def test_spf(records: dict[str, list[str]], expected: tuple[str, str]) -> None:
    assert found(records, "spf") == [expected]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ([], [("bad", "none")]),
        ([f"v=DKIM1; k=rsa; p={GOOD_KEY}"], [("good", "good")]),
        ([f"v=DKIM1; p={GOOD_KEY}; t=y"], [("good", "good"), ("doubt", "testing")]),
        ([f"v=DKIM1; k=rsa; p={key(1024)}"], [("doubt", "short")]),
        (["v=DKIM1; k=ed25519; p=" + base64.b64encode(bytes(32)).decode()], [("good", "good")]),
        (["v=DKIM1; p="], [("bad", "revoked")]),
        (["v=DKIM1; p=geen sleutel"], [("bad", "unreadable")]),
        (["v=DKIM1; k=rsa"], [("bad", "unreadable")]),
    ],
)
def test_dkim(record: list[str], expected: list[tuple[str, str]]) -> None:
    assert found({DKIM: record}, "dkim") == expected


def test_dkim_without_a_selector_is_not_guessed() -> None:
    assert found({}, "dkim", selector="") == [("unknown", "no-selector")]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ({}, [("bad", "none")]),
        ({DMARC: ["v=DMARC1; p=reject; rua=mailto:d@example.nl"]}, [("good", "good")]),
        ({DMARC: ["v=DMARC1; p=none"]}, [("doubt", "watching"), ("doubt", "no-reports")]),
        ({DMARC: ["v=DMARC1; p=quarantine; pct=20; rua=mailto:d@example.nl"]}, [("good", "good"), ("doubt", "part")]),
        ({DMARC: ["v=DMARC1; p=reject", "v=DMARC1; p=none"]}, [("bad", "several")]),
        ({DMARC: ["v=DMARC1; rua=mailto:d@example.nl"]}, [("bad", "unreadable")]),
    ],
)
def test_dmarc(records: dict[str, list[str]], expected: list[tuple[str, str]]) -> None:
    assert found(records, "dmarc") == expected


def test_a_domain_without_a_record_of_its_own_takes_its_parents_for_what_lies_below() -> None:
    above = {DMARC: ["v=DMARC1; p=reject; sp=none; rua=mailto:d@example.nl"]}
    assert found(above, "dmarc", domain="mail.example.nl") == [("doubt", "watching")]


def test_silence_is_no_verdict() -> None:
    def silent(name: str) -> list[str]:
        raise Silent()

    assert [(one.what, one.state) for one in judge("example.nl", "s1", silent)] == [
        ("spf", "unknown"),
        ("dkim", "unknown"),
        ("dmarc", "unknown"),
    ]


@pytest.fixture
def name_server() -> Iterator[Callable[[], dns.resolver.Resolver]]:
    """A name server on this machine that knows one name, and a resolver that asks it."""
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                asked, who = line.recvfrom(4096)
            except OSError:
                return
            query = dns.message.from_wire(asked)
            answer = dns.message.make_response(query)
            if str(query.question[0].name) == "example.nl.":
                answer.answer.append(dns.rrset.from_text("example.nl.", 60, "IN", "TXT", '"v=spf1 " "-all"'))
            else:
                answer.set_rcode(3)
            line.sendto(answer.to_wire(), who)

    threading.Thread(target=serve, daemon=True).start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], line.getsockname()[1]
    yield lambda: resolver
    line.close()


def test_texts_are_asked_joined_and_bounded(name_server: Callable[[], dns.resolver.Resolver]) -> None:
    resolver = name_server()
    assert texts("example.nl", by=resolver) == ["v=spf1 -all"]
    assert texts("weg.example.nl", by=resolver) == []
    nobody = dns.resolver.Resolver(configure=False)
    nobody.nameservers, nobody.port = ["127.0.0.1"], 9
    with pytest.raises(NotLookedUp):
        texts("example.nl", by=nobody, seconds=0.2)


@pytest.mark.django_db
def test_no_name_server_is_asked_while_a_transaction_is_open() -> None:
    with tenancy.enter(Role.DESK), pytest.raises(RuntimeError):
        texts("example.nl")


@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "said"), [("nl", "Kon niet worden opgevraagd"), ("en", "Could not be looked up")])
def test_the_page_says_what_was_found_and_when_nothing_could_be(
    cast: Cast, signed_in: Callable[[Player], Client], lang: str, said: str
) -> None:
    with cast.manager.at_work():
        change_sender("", "mail@example.nl", "", "s1", by=cast.manager.actor, at=NOW)
    browser = signed_in(cast.manager)
    browser.cookies["waarborg_language"] = lang
    address = reverse("notices:domain")
    assert browser.post(address).status_code == 302

    def silent(name: str) -> list[str]:
        raise NotLookedUp("NoNameservers")

    check_domain(at=NOW, ask=silent)
    assert browser.get(address).content.decode().count(said) == 3
    check_domain(at=NOW, ask=lambda name: ["v=spf1 -all"] if name == "example.nl" else [])
    page = browser.get(address).content.decode()
    assert "v=spf1 -all" in page
    assert DKIM in page
    with cast.manager.at_work():
        ask_check(by=cast.manager.actor, at=NOW)
