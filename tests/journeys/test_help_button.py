"""The help button in the vendor's own application, behind a strict content security policy: articles, and a report."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.looking import Look
from tests.journeys.test_mail_only import CONTACT, ask

from waarborg.support.rules.widget import sign

SHOTS = os.environ.get("WAARBORG_SHOTS", "")
PAGE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>App</title>{line}</head>'
    "<body><h1>App</h1></body></html>"
)


class Application:
    """The vendor's application: one page with the line that the desk shows, and an address that names its user."""

    def __init__(self) -> None:
        self.line, self.policy, self.token = "", "", lambda: ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = ("text/plain", outer.token()) if "token" in self.path else ("text/html", outer.page())
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Security-Policy", outer.policy)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_said: Any) -> None:
                """Nobody reads it."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self) -> str:
        return PAGE.format(line=self.line)


@pytest.fixture
def application() -> Iterator[Application]:
    made = Application()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_user_of_the_application_finds_help_and_reports_without_leaving_it(
    installation: Installation, visit: Visit, look: Look, application: Application
) -> None:
    desk = visit("service manager", "/desk/help-buttons/")
    look(desk)
    desk.click("a[href$='/help-buttons/new/']")
    desk.fill("[name=name]", "Appreo")
    desk.fill("[name=origins]", application.url)
    desk.click("main form button[type=submit]")
    key = desk.inner_text("[role=status] code")
    application.line = desk.inner_text("pre:has-text('<script') code")
    look(desk)
    if SHOTS:
        desk.screenshot(path=f"{SHOTS}/help-button-desk.png", full_page=True)
    (contact,) = ask(installation, CONTACT)
    button = application.line.partition('data-button="')[2].partition('"')[0]
    application.policy = (
        f"default-src 'none'; script-src {installation.url}; connect-src 'self' {installation.url}; img-src 'self'"
    )

    def token() -> str:
        now = int(datetime.now(UTC).timestamp())
        said = {"iss": button, "aud": installation.url, "sub": contact, "iat": now, "exp": now + 300}
        return sign({**said, "jti": uuid4().hex}, key.encode())

    application.token = token
    page = visit("", f"{application.url}/")
    page.click("button:has-text('Hulp')")
    page.fill("input[type=search]", "wachtwoord")
    page.wait_for_selector(f"section ul li a[href^='{installation.url}/portal/help/']")
    page.click("button:has-text('Stel een vraag')")
    assert page.input_value("#s") == "wachtwoord"
    page.fill("#t", "Ik kan er niet in.")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/help-button-app.png")
    page.click("section form button[type=submit]")
    page.wait_for_selector("[role=status] a")
    number = page.inner_text("[role=status] a")
    page.keyboard.press("Escape")
    assert page.locator("section").is_hidden()
    agent = visit("agent", f"/desk/tickets/?q={number}")
    assert "wachtwoord" in agent.inner_text("tbody")
