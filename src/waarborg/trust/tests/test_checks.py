"""The check of trust looks at the address itself, as a browser would."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from waarborg.plumbing.tests.certificates import own_certificate, shown
from waarborg.trust.queries.checks import _points_there, tls_only

AT = datetime(2026, 5, 1, 3, 10, tzinfo=UTC)


class Site(BaseHTTPRequestHandler):
    told = "max-age=31536000"

    def do_GET(self) -> None:
        self.send_response(302)
        if type(self).told:
            self.send_header("Strict-Transport-Security", type(self).told)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site with a certificate of its own at the public address; its file, to be trusted or not."""
    file = own_certificate("localhost").write(tmp_path / "localhost.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.socket = shown(file).wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PUBLIC_URL = f"https://localhost:{server.server_port}"  # type: ignore[attr-defined]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True  # type: ignore[attr-defined]
    monkeypatch.setattr(Site, "told", "max-age=31536000")
    yield file
    server.shutdown()
    server.server_close()


def test_an_encrypted_address_with_a_certificate_that_holds_is_as_promised(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(site))
    found = tls_only(AT)
    assert (found.holds, found.word) == (True, "holds")
    assert "TLSv1.3" in found.nl and "TLSv1.3" in found.en


def test_an_address_without_encryption_is_not(settings: object) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"  # type: ignore[attr-defined]
    found = tls_only(AT)
    assert (found.holds, found.word) == (False, "plain")


def test_a_certificate_that_nobody_vouches_for_is_not(site: Path) -> None:
    assert tls_only(AT).word == "certificate"


def test_cookies_that_also_go_in_the_clear_are_not(site: Path, settings: object) -> None:
    settings.CSRF_COOKIE_SECURE = False  # type: ignore[attr-defined]
    assert tls_only(AT).word == "cookies"


@pytest.mark.parametrize("told", ["", "max-age=0", "includeSubDomains"])
def test_an_answer_that_does_not_bind_browsers_to_encryption_is_not(
    site: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(site))
    monkeypatch.setattr(Site, "told", told)
    assert tls_only(AT).word == "hsts"


def test_an_address_that_cannot_be_reached_is_no_outcome_at_all(site: Path, settings: object) -> None:
    settings.PUBLIC_URL = "https://localhost:9"  # type: ignore[attr-defined]
    with pytest.raises(OSError):
        tls_only(AT)


@pytest.mark.parametrize(
    ("status", "location", "fine"),
    [(308, "https://localhost/", True), (302, "http://localhost/elsewhere", False), (200, "", False)],
)
def test_plain_http_may_only_point_to_the_encrypted_address(status: int, location: str, fine: bool) -> None:
    class Plain(Site):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Plain)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert _points_there("127.0.0.1", server.server_port) is fine
    finally:
        server.shutdown()
        server.server_close()
    assert _points_there("127.0.0.1", server.server_port)
