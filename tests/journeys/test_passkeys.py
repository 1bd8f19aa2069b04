"""A passkey in a browser that has a device of its own: added, signed in with, used as the second step, removed."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.journeys.conftest import Installation, opened
from tests.journeys.going import onward
from tests.journeys.looking import Look

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PASSWORD = "een-lange-zin-voor-de-voordeur"


@pytest.fixture(autouse=True)
def doors_afterwards(installation: Installation, browser: Any, doors: dict[str, Any]) -> Iterator[None]:
    """Choosing a password ends the sessions that others of these tests stand in."""
    yield
    doors.update(opened(installation, browser))


def test_a_passkey_from_adding_to_removing(installation: Installation, browser: Any, look: Look) -> None:
    installation.forgive()
    # Browsers give passkeys to names only, and without TLS to this machine's own.
    base = installation.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=base, locale="nl-NL")
    page = context.new_page()
    tool = context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    device = tool.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    link = installation.links()["owner"]
    page.goto(link.replace("127.0.0.1", "localhost"))
    page.click("main button[type=submit]")
    _choose_a_password(page)

    page.goto("/accounts/passkeys/")
    look(page)
    page.fill("form[data-passkey] input[name=name]", "Laptop")
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_url("**/second-factor/codes/")
    assert page.locator(".w-codes li").count() == 10
    assert len(tool.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    page.goto("/accounts/passkeys/")
    assert "Laptop" in page.inner_text("main")
    look(page)
    email = _email(page)

    _sign_out(page)
    look(page)
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.wait_for_url("**/portal/**")

    _sign_out(page)
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/second-step/")
    look(page)
    # Who shakes the head at the device stays outside, and reads what to do.
    tool.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Passkey gebruiken").click()
    page.locator("[data-passkey-said]").wait_for()
    assert "Er is geen passkey gebruikt" in page.inner_text("main")
    tool.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Passkey gebruiken").click()
    page.wait_for_url("**/portal/**")

    page.goto("/accounts/passkeys/")
    page.locator("details summary").click()
    look(page)
    onward(page, page.get_by_role("button", name="Verwijderen"))
    assert "U hebt nog geen passkeys" in page.inner_text("main")
    _sign_out(page)
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.get_by_text("Deze passkey kennen wij niet").wait_for()
    context.close()


def _choose_a_password(page: Any) -> None:
    page.goto("/accounts/password/")
    page.fill("input[name=password]", PASSWORD)
    onward(page, "main button[type=submit]")


def _email(page: Any) -> str:
    page.goto("/accounts/")
    return str(page.locator("main dd").first.inner_text()).strip()


def _sign_out(page: Any) -> None:
    page.goto("/accounts/sign-out/")
    page.click("main button[type=submit]")
    page.wait_for_url("**/sign-in/**")
