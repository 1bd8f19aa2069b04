"""Who was signed in when everything went down goes on where he was: signed in, with the form that he had open."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPException
from urllib.error import URLError

import pytest

from waarborg.project.tests.running_group import Group, until
from waarborg.project.tests.visitor import Visitor
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.registry import known

# With the other tests that a running group is enough for.
pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("running-group")]
EMAIL, PASSWORD = "h.halverwege@example.org", "een-lange-zin-om-mee-in-te-loggen"
SUBJECT = "Halverwege een herstart"
TYPED = {"subject": SUBJECT, "kind": "incident", "priority": "p2", "what": "Getypt voor de herstart."}
CUSTOMER = f"""
from waarborg.project.commandline import set_up_django
set_up_django()
from waarborg.access.tests.doors import make_account
from waarborg.customers.rules import roles
from waarborg.customers.models import Organisation
from waarborg.customers.tests.cast import make_organisation, make_player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.profiles import documents, profile
with tenancy.enter(Role.DESK):
    provider = Organisation.objects.filter(kind="provider").first()
provider = provider or make_organisation("Voorbeeld Software", "voorbeeld", kind="provider")
manager = make_player(provider, "B. Herstart", "b.herstart@example.nl", roles.SERVICE_MANAGER)
customer = make_organisation("Stichting Herstart", "herstart")
with manager.at_work():
    given = {{"by": manager.actor, "at": clock.now()}}
    bind(publish(profile("appreo"), provider=provider.id, name="appreo.yaml", documents=documents("appreo"), **given),
         tenant=customer.id, **given)
make_account(make_player(customer, "H. Halverwege", {EMAIL!r}, roles.OWNER), password={PASSWORD!r})
"""


@pytest.fixture(scope="module")
def customer(group: Group) -> Iterator[Group]:
    until(group.healthy)
    made = subprocess.run(
        [sys.executable, "-c", CUSTOMER], env=group.environment, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    yield group


def signed_in(group: Group) -> Visitor:
    visitor = Visitor(group.url)
    visitor.signs_in(EMAIL, PASSWORD)
    return visitor


@pytest.mark.clause("SO-34")
def test_a_restart_amid_a_save_keeps_the_session_and_saves_what_was_typed_once(customer: Group) -> None:
    here, elsewhere = signed_in(customer), signed_in(customer)
    elsewhere.get("/portal/tickets/")
    here.get("/accounts/sessions/")
    here.path = "/accounts/sessions/end/"
    here.send({"which": "others"})
    here.get("/portal/tickets/new/")
    sending = threading.Thread(target=_send_whatever_comes_of_it, args=(here,))
    sending.start()
    customer.run("down")
    sending.join()
    customer.up()
    # The browser sends the same form again: nobody was asked to sign in, and it is there once.
    here.path = "/portal/tickets/new/"
    here.send(TYPED)
    ticket = here.path
    assert ticket.startswith("/portal/tickets/") and SUBJECT in here.page
    here.get("/portal/tickets/")
    assert here.path == "/portal/tickets/"
    assert here.page.count(f'href="{ticket}"') >= 1
    assert _count(customer) == 1
    # What was revoked before stays so.
    elsewhere.get("/portal/tickets/")
    assert elsewhere.path == "/accounts/sign-in/"


def _send_whatever_comes_of_it(visitor: Visitor) -> None:
    page, path = visitor.page, visitor.path
    with contextlib.suppress(URLError, ConnectionError, TimeoutError, HTTPException):
        visitor.send(TYPED)
    # The form as it still stands on the screen.
    visitor.page, visitor.path = page, path


def _count(group: Group) -> int:
    asked = (
        "from waarborg.plumbing import tenancy; from waarborg.plumbing.tenancy import Role\n"
        "from waarborg.support.models import Ticket\n"
        f"with tenancy.enter(Role.DESK):\n    print(Ticket.objects.filter(subject={SUBJECT!r}).count())"
    )
    told = group.run("django", "shell", "--verbosity", "0", "-c", asked)
    assert told.returncode == 0, told.stderr
    return int(told.stdout)


@pytest.mark.clause("SO-34")
def test_the_promise_of_it_is_enforced() -> None:
    promise = planned_names("availability.sign-in-again", load(profile("superoffice")).require(), known())
    assert promise == ()
