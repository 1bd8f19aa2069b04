"""What is sent, at a mail server that others wrote (aiosmtpd): over TLS, signed in, and whole."""

import importlib.util
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from waarborg.plumbing import tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.outbox.deliver import deliver
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.certificates import own_certificate, shown
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.tests.programs import absent

# It warns of passwords without TLS, which is what one of these is about.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
NAME, PASSWORD = "waarborg", "geheim: een/woord"
READER = Recipient("s.monster@example.org", "S. Mönster", "nl", uuid7())
# A dot alone ends a message on the line, a line that begins with one gets another, and a very long one is cut.
HARD = "Één regel\n.\n..twee punten\nFrom de voet\n" + "heel lang " * 300


class Box:
    """What the server took: from whom, for whom, signed in as whom, and the message. `full` is turned away."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], bool, EmailMessage]] = []
        self.signed_in: list[tuple[str, str]] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address.startswith("vol@"):
            return "452 4.2.2 mailbox full"
        if address.startswith("weg@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, session.ssl is not None, message))  # type: ignore[arg-type]
        return "250 taken"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> Any:
        from aiosmtpd.smtp import AuthResult

        self.signed_in.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=self.signed_in[-1] == (NAME, PASSWORD), handled=False)


def certificate(folder: Path) -> ssl.SSLContext:
    """Of this machine, signed by itself, and in `folder` for who is to trust it."""
    return shown(own_certificate("127.0.0.1").write(folder / "server.pem"))


@contextmanager
def listening(box: Box, **more: Any) -> Iterator[int]:
    """The server on a port of the machine's choice."""
    from aiosmtpd.controller import Controller

    class OnAnyPort(Controller):
        def _trigger_server(self) -> None:
            # Asked for any port, its own look whether it listens would knock at port nought.
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    controller = OnAnyPort(box, hostname="127.0.0.1", port=0, ready_timeout=60, **more)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture
def box(settings: Any, tmp_path: Path) -> Box:
    if importlib.util.find_spec("aiosmtpd") is None:
        absent("aiosmtpd")
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "mail.txt").write_text(
        '{% extends "mail/base.txt" %}{% block subject %}{{ subject }}{% endblock %}'
        "{% block main %}{{ said }}{% endblock %}{% block why %}Om de proef.{% endblock %}"
    )
    settings.TEMPLATES = [settings.TEMPLATES[0], {**settings.TEMPLATES[1], "DIRS": [tmp_path]}]
    settings.PUBLIC_URL = "https://service.example.nl"
    settings.MAIL_FROM = "Steunpunt <support@example.nl>"
    settings.SERVICE_NAME, settings.DEMO = "Waarborg", False
    return Box()


def written(*to: Recipient, said: str = HARD) -> None:
    with tenancy.enter(Role.DESK):
        tenant = make_tenant()
        for one in to:
            send_mail(
                "tests/mail.txt", tenant=tenant.id, to=one, context={"said": said, "subject": "Één: “ja”"}, at=NOW
            )


def states() -> list[tuple[str, str]]:
    with tenancy.enter(Role.DESK):
        return [(mail.state, mail.failure) for mail in OutboxMail.objects.order_by("id")]


@pytest.mark.parametrize("way", ["starttls", "smtps"])
def test_a_mail_arrives_whole_over_a_checked_encrypted_line(
    committed: None, box: Box, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    tls = {"tls_context": context, "require_starttls": True} if way == "starttls" else {"ssl_context": context}
    # aiosmtpd takes a line that is encrypted from the start for a plain one when it comes to passwords.
    signing = {"auth_required": True, "auth_require_tls": way == "starttls", "authenticator": box.authenticate}
    written(READER)
    with listening(box, **tls, **signing) as port:
        password = "geheim%3A%20een%2Fwoord"
        address = f"{NAME}:{password}@127.0.0.1:{port}"
        settings.MAIL_SERVER = f"smtps://{address}" if way == "smtps" else f"smtp://{address}?starttls=1"
        deliver()
    assert states() == [("sent", "")]
    assert box.signed_in == [(NAME, PASSWORD)]
    ((sender, to, encrypted, message),) = box.taken
    assert (sender, to, encrypted) == ("support@example.nl", ["s.monster@example.org"], way == "starttls")
    assert (message["Subject"], message["To"].addresses[0].display_name) == ("Één: “ja”", "S. Mönster")
    text, _html = message.iter_parts()
    assert HARD.strip() in text.get_content().replace("\r\n", "\n")  # type: ignore[attr-defined]


def test_to_a_server_whose_certificate_nobody_vouches_for_nothing_is_said(
    committed: None, box: Box, settings: Any, tmp_path: Path
) -> None:
    written(READER)
    with listening(box, tls_context=certificate(tmp_path), require_starttls=True) as port:
        settings.MAIL_SERVER = f"smtp://{NAME}:x@127.0.0.1:{port}?starttls=1"
        deliver()
    assert (box.taken, box.signed_in) == ([], [])
    assert states() == [("waiting", "server: SSLCertVerificationError")]


def test_a_wrong_password_stops_the_line_and_not_the_mail(committed: None, box: Box, settings: Any) -> None:
    written(READER)
    signing = {"auth_required": True, "auth_require_tls": False, "authenticator": box.authenticate}
    with listening(box, **signing) as port:
        settings.MAIL_SERVER = f"smtp://{NAME}:verkeerd@127.0.0.1:{port}"
        deliver()
    assert (box.taken, states()) == ([], [("waiting", "server: answered 535")])


def test_who_is_turned_away_keeps_no_other_back(committed: None, box: Box, settings: Any) -> None:
    full, gone = (READER._replace(address=f"{name}@example.org") for name in ("vol", "weg"))
    written(full, gone, READER, said="Dag.")
    with listening(box) as port:
        settings.MAIL_SERVER = f"smtp://127.0.0.1:{port}"
        deliver()
    assert [to for _sender, to, _encrypted, _message in box.taken] == [["s.monster@example.org"]]
    assert states() == [
        ("waiting", "put off with 452 4.2.2 | mailbox full"),
        ("dead", "refused with 550 5.1.1 | no such user"),
        ("sent", ""),
    ]
