"""24Office forces the second factor, Cliendo's organisation chooses it: two customers of one installation, bound at the
page, and telephones whose codes are a little off."""

import json
import subprocess
import sys
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look

from waarborg.access.rules import totp

PASSWORD = "een-lange-zin-om-mee-in-te-loggen"
# By the actions and not by pages: publishing and inviting have journeys of their own.
PREPARE = f"""
from waarborg.project.commandline import set_up_django
set_up_django()
import json
from waarborg.access.tests.doors import make_account
from waarborg.customers.models import Organisation, Person
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Player, make_organisation, make_player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.publish import publish
from waarborg.promises.profiles import documents, profile
made = {{}}
for name, customer in (("24office", "Bakkerij De Korenaar"), ("cliendo", "Praktijk Waterland")):
    with tenancy.enter(Role.DESK):
        provider = Organisation.objects.get(kind="provider")
        by = Actor("staff", provider.id, Person.objects.filter(tenant_id=provider.id).first().id, "K. Voorbeeld",
                   frozenset({{roles.SERVICE_MANAGER}}))
        version = publish(profile(name), by=by, at=clock.now(), provider=provider.id, name=f"{{name}}.yaml",
                          documents=documents(name))
    organisation = make_organisation(customer, name)
    for part, role in (("owner", roles.OWNER), ("user", roles.USER)):
        player = make_player(organisation, f"{{part}} Proef", f"{{part}}@{{name}}.example.org", role)
        make_account(player, password={PASSWORD!r})
    made[name] = f"/desk/agreements/{{version.agreement}}/{{version.version}}/bind/?q={{customer}}"
print(json.dumps(made))
"""


def prepared(installation: Installation) -> dict[str, str]:
    """By profile the page that binds its customer."""
    words = [sys.executable, "-c", PREPARE]
    done = subprocess.run(words, env=installation.group.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def bound(visit: Visit, address: str) -> None:
    page = visit("service manager", address)
    page.check("[name=customers]")
    onward(page, "main form[method=post] button[type=submit]")
    assert "/bind/" not in page.url, page.inner_text("main")


def enters(page: Any, email: str) -> None:
    page.goto("/accounts/sign-in/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def code(secret: str, *, seconds: int = 0) -> str:
    """What a telephone shows whose clock is so many seconds ahead."""
    return totp.code_at(secret, (int(time.time()) + seconds) // totp.PERIOD)


def sets_it_up(page: Any, look: Look) -> str:
    """From being sent to the page to the codes on paper; gives the secret."""
    assert "Uw organisatie eist een tweede stap" in page.inner_text("main")
    look(page)
    secret = str(page.inner_text("main .w-small .w-code")).replace(" ", "")
    page.fill("[name=code]", code(secret))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/second-factor/codes/")
    assert page.locator(".w-codes li").count() == 10
    look(page)
    return secret


def sees_nothing_but_that(page: Any) -> None:
    for path in ("/portal/", "/portal/tickets/", "/portal/agreement/", "/portal/people/"):
        page.goto(path)
        assert "/accounts/second-factor/" in page.url, path


def leaves(page: Any) -> None:
    page.goto("/accounts/sign-out/")
    page.click("main button[type=submit]")
    page.wait_for_url("**/sign-in/**")


@pytest.mark.clause("TO-12", "CL-46")
def test_one_agreement_forces_the_second_step_and_the_other_leaves_it_to_the_organisation(
    installation: Installation, visit: Visit, look: Look
) -> None:
    for address in prepared(installation).values():
        bound(visit, address)
    forced, chosen = _forced_by_the_agreement(visit, look), _chosen_by_the_organisation(visit, look)
    # Both have a second step of their own now, and are in with it.
    for page, home in ((forced, "/portal/"), (chosen, "/portal/tickets/")):
        page.goto(home)
        assert (urlsplit(page.url).path, page.locator("main h1").count()) == (home, 1)


def _forced_by_the_agreement(visit: Visit, look: Look) -> Any:
    """The owner's page at the end."""
    page = visit("")
    enters(page, "owner@24office.example.org")
    sees_nothing_but_that(page)
    secret = sets_it_up(page, look)
    # Not even the owner takes it back, for himself or for the others.
    page.goto("/accounts/second-factor/")
    assert page.locator("button[value=renew]").count() == 1
    assert page.locator("button[value=remove]").count() == 0
    page.goto("/portal/security/")
    assert "blijft aan" in page.inner_text("main")
    leaves(page)
    enters(page, "owner@24office.example.org")
    assert "/second-step/" in page.url
    look(page)
    # A telephone of which the clock is a minute and a half ahead, and one that is within half a minute.
    for ahead, opens in ((90, False), (30, True)):
        page.fill("[name=code]", code(secret, seconds=ahead))
        onward(page, page.locator("main form button[type=submit]").first)
        assert ("/second-step/" in page.url) is not opens, ahead
        if not opens:
            assert "klok" in page.inner_text("main")
            look(page)
    return page


def _chosen_by_the_organisation(visit: Visit, look: Look) -> Any:
    """The user's page at the end."""
    owner, user = visit(""), visit("")
    enters(owner, "owner@cliendo.example.org")
    enters(user, "user@cliendo.example.org")
    user.goto("/portal/tickets/")
    assert user.url.endswith("/portal/tickets/")
    owner.goto("/portal/security/")
    owner.check("[name=require_second_factor]")
    onward(owner, "button[value=policy]")
    # From the next request on, for the one who chose it too.
    sees_nothing_but_that(user)
    owner.goto("/portal/")
    assert "/accounts/second-factor/" in owner.url
    sets_it_up(user, look)
    user.goto("/portal/tickets/")
    assert user.url.endswith("/portal/tickets/")
    return user
