"""The help button in the vendor's own application, behind a strict content security policy: articles, a report, and a
chat with the desk."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Installation, Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.test_mail_only import CONTACT, ask

from waarborg.support.rules.widget import sign

SHOTS = os.environ.get("WAARBORG_SHOTS", "")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>App</title>{line}</head>'
    "<body><h1>App</h1></body></html>"
)


class Application:
    """The vendor's application: one page with the line that the desk shows, and an address that names its user."""

    def __init__(self) -> None:
        self.line, self.policy, self.lang, self.token = "", "", "nl", lambda: ""
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
        return PAGE.format(line=self.line, lang=self.lang)


@pytest.fixture
def application() -> Iterator[Application]:
    made = Application()
    yield made
    made.server.shutdown()
    made.server.server_close()


def placed(installation: Installation, desk: Any, application: Application, name: str) -> str:
    """A help button in the page of the application, strict as it is, whose server names the support contact; gives the
    address of its page at the desk."""
    desk.goto("/desk/help-buttons/new/")
    desk.fill("[name=name]", name)
    desk.fill("[name=origins]", application.url)
    desk.click("main form button[type=submit]")
    key = desk.inner_text("[role=status] code")
    application.line = desk.inner_text("pre:has-text('<script') code")
    (contact,) = ask(installation, CONTACT)
    button: str = application.line.partition('data-button="')[2].partition('"')[0]
    application.policy = (
        f"default-src 'none'; script-src {installation.url}; connect-src 'self' {installation.url}; img-src 'self';"
        " require-trusted-types-for 'script'"
    )

    def token() -> str:
        now = int(datetime.now(UTC).timestamp())
        said = {"iss": button, "aud": installation.url, "sub": contact, "iat": now, "exp": now + 300}
        return sign({**said, "jti": uuid4().hex}, key.encode())

    application.token = token
    return button


def shot(page: Any, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def test_a_user_of_the_application_finds_help_and_reports_without_leaving_it(
    installation: Installation, visit: Visit, look: Look, application: Application
) -> None:
    desk = visit("service manager", "/desk/help-buttons/")
    look(desk)
    placed(installation, desk, application, "Appreo")
    look(desk)
    shot(desk, "help-button-desk")
    page = visit("", f"{application.url}/")
    page.click("button:has-text('Hulp')")
    page.fill("input[type=search]", "wachtwoord")
    page.wait_for_selector(f"section ul li a[href^='{installation.url}/portal/help/']")
    page.click("button:has-text('Stel een vraag')")
    assert page.input_value("#s") == "wachtwoord"
    page.fill("#t", "Ik kan er niet in.")
    shot(page, "help-button-app")
    page.click("section form:visible button[type=submit]")
    page.wait_for_selector("[role=status] a")
    number = page.inner_text("[role=status] a")
    page.keyboard.press("Escape")
    assert page.locator("section").is_hidden()
    agent = visit("agent", f"/desk/tickets/?q={number}")
    assert "wachtwoord" in agent.inner_text("tbody")


def test_a_user_of_the_application_chats_with_the_desk_without_leaving_it(
    installation: Installation, visit: Visit, look: Look, application: Application
) -> None:
    placed(installation, visit("service manager", "/desk/help-buttons/"), application, "Appreo met chat")
    page = visit("", f"{application.url}/")
    page.click("button:has-text('Hulp')")
    page.click("button:has-text('Chat met ons')")
    page.wait_for_selector("section p:has-text('Wij zijn er tot')")
    page.fill("#l", "Waar open ik de uren van vorige maand?")
    # What is not sent yet is there after a reload; sent, it is there once.
    page.reload()
    expect(page.locator("#l")).to_have_value("Waar open ik de uren van vorige maand?", timeout=60_000)
    page.press("#l", "Enter")
    page.wait_for_selector(".log .you p")
    page.reload()
    page.wait_for_selector(".log .you p")
    desk = visit("agent", "/desk/chats/")
    desk.click("main tbody tr:has-text('via de hulpknop') a >> text=vorige maand")
    desk.wait_for_selector("[data-chat-form]")
    assert "via de hulpknop Appreo met chat" in desk.inner_text("main")
    desk.fill("[data-chat-text]", "Onder Beheer, Perioden.")
    desk.press("[data-chat-text]", "Enter")
    page.wait_for_selector(".log .us p >> text=Onder Beheer, Perioden.")
    says_nothing(page, look)
    for width, lang in ((1280, "nl"), (375, "nl"), (1280, "en"), (375, "en")):
        application.lang = lang
        other = visit("", f"{application.url}/", width=width)
        other.click("body > div button >> nth=-1")
        other.click(f"button:has-text('{'Chat met ons' if lang == 'nl' else 'Chat with us'}')")
        other.wait_for_selector(".log .us p >> text=Perioden")
        assert other.evaluate("document.documentElement.scrollWidth") <= width
        shot(other, f"help-button-chat-{lang}-{width}")
        other.emulate_media(color_scheme="dark")
        shot(other, f"help-button-chat-{lang}-{width}-dark")
        other.close()
    application.lang = "nl"
    # Half-way the line breaks: the text stays, and arrives once; so does a picture.
    page.context.set_offline(True)
    page.fill("#l", "Dank, en hoe sluit ik die weer?")
    page.press("#l", "Enter")
    page.wait_for_selector("[role=status] >> text=De verbinding viel weg")
    assert page.input_value("#l") == "Dank, en hoe sluit ik die weer?"
    page.context.set_offline(False)
    page.set_input_files("section input[type=file]", {"name": "scherm.png", "mimeType": "image/png", "buffer": PNG})
    page.press("#l", "Enter")
    page.wait_for_selector(".log .you button:has-text('scherm.png')")
    desk.wait_for_selector("[data-chat-log] >> text=hoe sluit ik die weer")
    with page.expect_download() as got:
        page.click(".log button:has-text('scherm.png')")
    assert got.value.suggested_filename == "scherm.png"
    desk.fill("[data-chat-text]", "Met de knop Sluiten op hetzelfde scherm.")
    onward(desk, "button[name=resolve]")
    page.wait_for_selector("section small >> text=Deze chat is afgesloten.")
    number = page.inner_text("section a[href*='/portal/tickets/']")
    shot(page, "help-button-chat-ended")
    agent = visit("agent", f"/desk/tickets/?q={number}&view=all")
    assert "vorige maand" in agent.inner_text("main")
    assert [page.inner_text(".log").count(one) for one in ("vorige maand", "sluit ik die weer")] == [1, 1]
    # He signs out there: nothing of his stays.
    application.token = lambda: ""
    page.evaluate("document.dispatchEvent(new Event('waarborg:leave'))")
    page.wait_for_selector("[role=status] >> text=U bent uitgelogd.")
    assert "vorige maand" not in page.evaluate("document.querySelector('body > div').shadowRoot.textContent")
    assert "vorige maand" not in page.evaluate("JSON.stringify(sessionStorage)")


def says_nothing(page: Any, look: Look) -> None:
    """Axe, of the open button alone: the page around it is somebody else's. In the light and in the dark."""
    look.bring_axe(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        said = page.evaluate("axe.run({fromShadowDom: ['body > div', 'section']}).then((said) => said.violations)")
        assert not said, [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in said]
