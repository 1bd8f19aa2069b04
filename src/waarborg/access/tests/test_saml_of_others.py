"""Signing in by a SAML provider that we did not write: pysaml2 reads our request and our description, and signs by
xmlsec1. Brought by tools/pysaml2; where that could not be, these are left out."""

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from waarborg.access.actions.sign_on import link
from waarborg.access.models import Identity, SingleSignOn
from waarborg.access.tests import pysaml2_provider
from waarborg.access.tests.doors import make_account, sign_in
from waarborg.access.tests.saml_provider import pair
from waarborg.access.tests.signing_on import inside, start
from waarborg.access.tests.test_saml import went_to
from waarborg.customers.tests.cast import Player

PYTHON = Path(__file__).resolve().parents[4] / ".cache" / "pysaml2" / "path"
pytestmark = [
    pytest.mark.skipif(not PYTHON.is_file(), reason="pysaml2 is not there: see tools/pysaml2"),
    pytest.mark.usefixtures("nobody_else_there"),
]


class OthersProvider:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        key, certificate = pair()
        (folder / "key.pem").write_text(key)
        (folder / "certificate.pem").write_text(certificate)

    def ask(self, **question: Any) -> dict[str, str]:
        done = subprocess.run(
            [PYTHON.read_text().strip(), pysaml2_provider.__file__],
            input=json.dumps({"folder": str(self.folder), **question}),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told: dict[str, str] = json.loads(done.stdout)
        return told

    def knows(self, description: bytes) -> None:
        (self.folder / "waarborg.xml").write_bytes(description)

    def come_back(self, client: Client, answer: Any, subject: str, email: str, **how: Any) -> Any:
        """The browser posts what the provider made, from another site, and goes on to the next address."""
        made = self.ask(address=went_to(answer), subject=subject, email=email, **how)
        elsewhere = Client()
        received = elsewhere.post(urlsplit(made["post_to"]).path, {"SAMLResponse": made["SAMLResponse"]})
        if received.status_code != 302:
            return received
        client.cookies["waarborg_sign_on"] = elsewhere.cookies["waarborg_sign_on"].value
        return client.get(received.headers["Location"])


@pytest.fixture
def idp(tmp_path: Path) -> OthersProvider:
    return OthersProvider(tmp_path)


@pytest.fixture
def sign_on(owner: Player, support_contact: Player, idp: OthersProvider, settings: Any) -> SingleSignOn:
    """Set up by its owner from pysaml2's own description, tried, and used before by S. Monster."""
    settings.PUBLIC_URL = "http://testserver"
    client = sign_in(Client(), owner)
    given = {"what": "sign-on", "kind": "saml", "name": "Van een ander", "domains": "example.org"}
    description = idp.ask()["metadata"]
    assert client.post("/portal/security/", {**given, "metadata": description}).status_code == 302
    made = SingleSignOn.objects.get()
    assert (made.issuer, made.sign_on_url) == (pysaml2_provider.ENTITY, pysaml2_provider.SIGN_ON)
    idp.knows(Client().get(f"/accounts/sign-on/{made.tenant_id}/metadata/").content)
    tried = idp.come_back(client, client.post("/accounts/sign-on/try/"), "others-owner", owner.person.email)
    assert tried.headers["Location"] == "/portal/security/"
    link(made, make_account(support_contact).account, "name-id:others-0001")
    return made


def test_it_reads_our_description_and_request_and_we_its_signed_answer(
    sign_on: SingleSignOn, idp: OthersProvider
) -> None:
    sign_on.refresh_from_db()
    assert sign_on.active
    assert Identity.objects.filter(sign_on=sign_on, subject="name-id:others-owner").count() == 1
    client = Client()
    answer = idp.come_back(client, start(client, "s.monster@example.org"), "others-0001", "s.monster@example.org")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert inside(client)


@pytest.mark.parametrize("how", [{"weak": True}, {"sign_assertion": False}], ids=["by SHA-1", "as a whole only"])
def test_what_is_signed_weakly_or_not_where_it_counts_lets_nobody_in(
    sign_on: SingleSignOn, idp: OthersProvider, how: dict[str, bool]
) -> None:
    """SHA-1 is what pysaml2 signs by when nobody tells it otherwise."""
    client = Client()
    answer = idp.come_back(
        client, start(client, "s.monster@example.org"), "others-0001", "s.monster@example.org", **how
    )
    assert answer.status_code == 422
    assert not inside(client)


def test_another_who_signs_in_there_than_who_began_is_not_let_in_as_him(
    sign_on: SingleSignOn, idp: OthersProvider
) -> None:
    client = Client()
    idp.come_back(client, start(client, "s.monster@example.org"), "others-0002", "s.monster@example.org")
    assert not inside(client)
