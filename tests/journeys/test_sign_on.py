"""Signing in by one's organisation in a real browser, by a provider on another site: no cookie of ours comes along with
what that posts, and no form of ours may lead there."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.journeys.conftest import Installation
from tests.journeys.going import onward
from tests.journeys.looking import Look

from waarborg.access.tests.provider import CLIENT, SECRET, open_provider
from waarborg.access.tests.saml_provider import SamlProvider
from waarborg.plumbing.tests.served import served


@contextmanager
def saml_provider() -> Iterator[SamlProvider]:
    """A page that posts its answer at once, as providers do."""
    made = SamlProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address, posted = made.answer(self.path)
            fields = "".join(
                f'<input type="hidden" name="{name}" value="{html.escape(value)}">' for name, value in posted.items()
            )
            page = f'<form method="post" action="{address}">{fields}</form><script>document.forms[0].submit()</script>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.sign_on_url = f"http://localhost:{server.server_port}/sso"
    with served(server):
        yield made


def enter(installation: Installation, browser: Any, part: str, lang: str) -> Any:
    installation.forgive()
    context = browser.new_context(base_url=installation.url, locale=f"{lang}-NL")
    context.add_cookies([{"name": "waarborg_language", "value": lang, "url": installation.url}])
    page = context.new_page()
    page.goto(installation.links()[part])
    onward(page, "main button[type=submit]")
    return page


def email_of(page: Any) -> str:
    page.goto("/accounts/")
    return str(page.locator("main dd").first.inner_text()).strip()


def set_up(page: Any, look: Look, address: str, email: str, **given: str) -> None:
    page.goto(address)
    look(page)
    onward(page, page.get_by_role("link", name=given.pop("kind")))
    page.fill("textarea[name=domains]", email.partition("@")[2])
    for name, value in given.items():
        page.fill(f"[name={name}]", value)
    onward(page, page.locator("button[value=sign-on]"))
    look(page)


def try_and_come_again(page: Any, look: Look, address: str, email: str, words: dict[str, str]) -> None:
    page.get_by_role("button", name=words["try"]).click()
    page.wait_for_load_state()
    look(page)
    page.locator("main a.btn-primary").click()
    page.wait_for_url(f"**{address}")
    assert words["works"] in page.inner_text("body")
    look(page)
    page.goto("/accounts/sign-out/")
    page.click("main button[type=submit]")
    page.wait_for_url("**/sign-in/**")
    page.get_by_role("link", name=words["by"]).click()
    page.wait_for_load_state()
    look(page)
    page.fill("input[name=email]", email)
    page.click("main button[type=submit]")
    page.locator("main a.btn-primary").click()
    page.wait_for_url(lambda url: "/portal/" in url or "/desk/" in url)


NL = {"try": "Nu uitproberen", "works": "Het werkt", "by": "Inloggen via uw organisatie"}
EN = {"try": "Try it now", "works": "It works", "by": "Sign in by your organisation"}


@pytest.mark.parametrize(("lang", "words"), [("nl", NL), ("en", EN)], ids=["nl", "en"])
def test_an_owner_sets_up_openid_connect_and_signs_in_by_it(
    installation: Installation, browser: Any, look: Look, lang: str, words: dict[str, str]
) -> None:
    page = enter(installation, browser, "owner", lang)
    with open_provider("localhost") as provider:
        provider.email = email = email_of(page)
        given = {
            "kind": "OpenID Connect",
            "name": "Fictieve ID",
            "issuer": provider.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
        }
        set_up(page, look, "/portal/security/", email, **given)
        try_and_come_again(page, look, "/portal/security/", email, words)
    page.context.close()


def test_staff_set_up_saml_and_sign_in_by_it(installation: Installation, browser: Any, look: Look) -> None:
    page = enter(installation, browser, "service manager", "nl")
    with saml_provider() as provider:
        provider.email = email = email_of(page)
        set_up(
            page, look, "/desk/security/", email, kind="SAML 2.0", name="Fictieve SAML", metadata=provider.metadata()
        )
        try_and_come_again(page, look, "/desk/security/", email, NL)
    page.goto("/desk/security/")
    onward(page, page.locator("button[value=remove]"))
    page.context.close()
