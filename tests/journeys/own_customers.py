"""Customers of their own for journeys that would stand in the way of others: by the actions, and not by pages."""

import json
import subprocess
import sys
from typing import Any

from tests.journeys.conftest import Installation

PASSWORD = "een-lange-zin-om-mee-in-te-loggen"
BEGIN = f"""
from waarborg.project.commandline import set_up_django
set_up_django()
import json
from waarborg.access.tests.doors import make_account
from waarborg.customers.models import Organisation, Person
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import make_organisation, make_player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import Role
with tenancy.enter(Role.DESK):
    provider = Organisation.objects.get(kind="provider")
    colleague = Person.objects.filter(tenant_id=provider.id, name="K. Voorbeeld").first()
by = Actor("staff", provider.id, colleague.id, colleague.name, frozenset({{roles.SERVICE_MANAGER, roles.SUPPORT}}))

def customer(name, slug, size=None):
    made = make_organisation(name, slug, size=size)
    owner = make_player(made, "E. Proef", f"e.proef@{{slug}}.example.org", roles.OWNER)
    make_account(owner, password={PASSWORD!r})
    return owner
"""


def prepared(installation: Installation, steps: str) -> Any:
    """What `steps`, which go on after BEGIN, print last as JSON."""
    words = [sys.executable, "-c", BEGIN + steps]
    done = subprocess.run(words, env=installation.group.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def enters(page: Any, email: str) -> None:
    page.goto("/accounts/sign-in/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
