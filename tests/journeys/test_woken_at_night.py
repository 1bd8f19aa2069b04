"""At three at night an owner fears that somebody else is in: locked by hand, opened again by a passkey and by us.

Last of the journeys, by its name: it moves the clock of the installation they share.
"""

from typing import Any

import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.looking import Look
from tests.journeys.own_customers import enters, prepared
from tests.journeys.test_passkeys import DEVICE

EMAIL = "e.proef@nachtwacht.example.org"
STEPS = """
owner = customer("Praktijk Nachtwacht", "nachtwacht")
colleague = make_player(owner.organisation, "N. Proef", "n.proef@nachtwacht.example.org", roles.USER)
make_account(colleague, password="een-lange-zin-om-mee-in-te-loggen")
print(json.dumps({"customer": str(owner.organisation.id)}))
"""


@pytest.mark.clause("CL-72")
def test_at_three_at_night_the_account_is_locked_and_opened_again_by_two(
    installation: Installation, browser: Any, visit: Visit, look: Look
) -> None:
    installation.move_to("2026-11-03T03:00:00+01:00")
    installation.forgive()
    made = prepared(installation, STEPS)
    # Browsers give passkeys to names only, and without TLS to this machine's own.
    context = browser.new_context(base_url=installation.url.replace("127.0.0.1", "localhost"), locale="nl-NL")
    context.set_default_timeout(30_000)
    owner = context.new_page()
    tool = context.new_cdp_session(owner)
    tool.send("WebAuthn.enable")
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    enters(owner, EMAIL)
    owner.goto("/accounts/passkeys/")
    owner.fill("form[data-passkey] input[name=name]", "Telefoon")
    owner.click("form[data-passkey] button[type=submit]")
    owner.wait_for_url("**/second-factor/codes/")
    other = visit("")
    enters(other, "n.proef@nachtwacht.example.org")
    other.goto("/portal/")
    assert "/portal/" in other.url
    owner.goto("/portal/emergency/")
    look(owner)
    owner.check("[name=sure]")
    owner.click("main form button[type=submit]")
    owner.wait_for_url("**/sign-in/**")
    assert "Het account is geblokkeerd" in owner.inner_text("body")
    other.goto("/portal/")
    assert "/sign-in/" in other.url

    enters(owner, EMAIL)
    owner.get_by_role("button", name="Passkey gebruiken").click()
    owner.wait_for_url("**/accounts/locked/")
    assert "3:0" in owner.inner_text("main")
    look(owner)
    owner.get_by_role("button", name="Openen met een passkey").click()
    owner.get_by_text("Uw deel is gedaan").wait_for()
    desk = visit("service manager", f"/desk/customers/{made['customer']}/lock/")
    look(desk)
    with desk.expect_navigation():
        desk.click("button[value=staff]")
    owner.goto("/accounts/locked/")
    assert "Geen van uw organisaties is geblokkeerd." in owner.inner_text("main")
    enters(other, "n.proef@nachtwacht.example.org")
    assert "/locked/" not in other.url
    context.close()
