"""What people do in an installation before it is lost, and look for once it is back: a ticket with a file, by HTTP."""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

from waarborg.project.tests.running_group import Group
from waarborg.project.tests.visitor import Visitor

EMAIL, PASSWORD = "t.proef@example.org", "een-lange-zin-om-mee-in-te-loggen"
SUBJECT, ATTACHMENT = "Uren komen niet door", b"Regel 14 ontbreekt.\n"
REPORTED = {"subject": SUBJECT, "kind": "incident", "priority": "p1", "what": "De uren van vandaag ontbreken."}
CUSTOMER = f"""
from waarborg.project.commandline import set_up_django
set_up_django()
from waarborg.access.tests.doors import make_account
from waarborg.customers.models import Organisation
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import make_organisation, make_player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.profiles import documents, profile
with tenancy.enter(Role.DESK):
    provider = Organisation.objects.get(kind="provider")
manager = make_player(provider, "W. Proef", "w.proef@example.nl", roles.SERVICE_MANAGER)
customer = make_organisation("Stichting Thuiszorg Merendaal", "merendaal")
with manager.at_work():
    given = {{"by": manager.actor, "at": clock.now()}}
    bind(publish(profile("appreo"), provider=provider.id, name="appreo.yaml", documents=documents("appreo"), **given),
         tenant=customer.id, **given)
make_account(make_player(customer, "T. Proef", {EMAIL!r}, roles.OWNER), password={PASSWORD!r})
"""


def work(group: Group) -> str:
    """A customer's owner signs in, reports a failure and adds a file; gives the path of the ticket."""
    words = [sys.executable, "-c", CUSTOMER]
    made = subprocess.run(words, env=group.environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    visitor = Visitor(group.url)
    visitor.signs_in(EMAIL, PASSWORD)
    visitor.get("/portal/tickets/new/")
    visitor.send(REPORTED, file=("regels.txt", ATTACHMENT))
    assert SUBJECT in visitor.page and visitor.path != "/portal/tickets/new/", visitor.page
    return visitor.path


def see_again(group: Group, ticket: str) -> None:
    """By who reported it, with the password of before; the file is the one that was sent."""
    visitor = Visitor(group.url)
    visitor.signs_in(EMAIL, PASSWORD)
    visitor.get(ticket)
    assert SUBJECT in visitor.page and visitor.path == ticket
    (file,) = re.findall(r'href="(/[^"]+)"[^>]*>(?:(?!</a>).)*regels\.txt', visitor.page, re.DOTALL)
    assert visitor.get(file) == ATTACHMENT


def report_and_verify(group: Group, ticket: str, file: Path, **environment: str) -> None:
    """A month later: the report with it, checked by the command that needs nothing but the file."""
    later = environment | {"WAARBORG_NOW": "2026-12-02T09:00:00+01:00"}
    made = group.run("report", "merendaal", "--month", "2026-11", "--output", str(file), **later)
    assert made.returncode == 0, made.stdout + made.stderr
    done = group.run("verify", str(file), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    told = base64.b64decode(json.loads(file.read_text())["payload"]).decode()
    assert "support.ticket.reported" in told and ticket.split("/")[-2] in told
