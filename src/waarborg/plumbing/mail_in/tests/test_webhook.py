"""A relay hands mail over: signed and in time it is kept, once, and nothing else comes in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.mail_in import webhook
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.mail_in.queries import raw_of
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.webhooks.signing import headers

SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="
MAIL = b"From: s.monster@example.org\r\nSubject: Vraag\r\n\r\nDag\r\n"


@pytest.fixture(autouse=True)
def switched_on(settings: Any, cast: Cast) -> None:
    settings.MAIL_IN_SECRET = SECRET


def post(body: bytes, *, signed: bytes | None = None, secret: str = SECRET, late: timedelta = timedelta(0)) -> Any:
    head = headers("een", clock.real() + late, body if signed is None else signed, [secret])
    return Client().post("/hooks/mail", body, content_type="message/rfc822", headers=head)


def kept() -> list[MailIn]:
    with tenancy.enter(Role.DESK):
        return list(MailIn.objects.all())


def test_a_signed_mail_is_kept_as_it_came_and_once() -> None:
    first, again = post(MAIL), post(MAIL)
    assert (first.status_code, again.status_code, again.json()) == (202, 200, {"kept": None, "known": True})
    (mail,) = kept()
    assert first.json() == {"kept": str(mail.id), "known": False}
    with tenancy.enter(Role.DESK):
        assert (mail.mailbox, mail.state, raw_of(mail)) == ("webhook", "waiting", MAIL)


OTHER = "whsec_eWVzIHRoaXMgaXMgYW5vdGhlciBzZWNyZXQgd29yZCE="
WRONG = {"body": {"signed": MAIL + b"x"}, "secret": {"secret": OTHER}} | {
    when: {"late": late} for when, late in (("later", timedelta(minutes=6)), ("earlier", -timedelta(minutes=6)))
}


@pytest.mark.parametrize("how", WRONG.values(), ids=WRONG)
def test_what_is_not_signed_rightly_and_in_time_is_refused_alike(how: dict[str, Any]) -> None:
    answer = post(MAIL, **how)
    assert (answer.status_code, answer.json()["code"]) == (401, "plumbing.mail-in.signature")
    assert kept() == []


def test_without_a_secret_nothing_is_taken(settings: Any) -> None:
    settings.MAIL_IN_SECRET = ""
    assert post(MAIL).status_code == 404
    assert kept() == []


def test_more_than_forty_megabytes_is_refused_with_a_clear_answer() -> None:
    answer = post(MAIL + b"x" * webhook.LIMIT)
    said = answer.json()
    assert (answer.status_code, said["code"]) == (413, "plumbing.mail-in.too-large")
    assert said["detail"] == "Deze mail is 41 MB; wij nemen mail aan tot en met 40 MB."
    assert kept() == []
