"""The product says not now: its database is gone for a moment, or somebody tried too often. Nothing typed is lost."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.journeys.conftest import Installation, Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.tickets import WHAT, report

from waarborg.project.tests.running_group import until

SUBJECT, REPLY = "Geschreven terwijl de database weg was", "Verstuurd terwijl de database weg was."
PAPER = {"name": "uitleg.txt", "mimeType": "text/plain", "buffer": b"Zie ook de afdruk."}


@contextmanager
def no_database(installation: Installation) -> Iterator[None]:
    """The database is killed, and its supervisor, which would start it at once, held still meanwhile."""
    group = installation.group
    supervisor, database = group.status()["pid"], group.pids()["postgres"]
    os.kill(supervisor, signal.SIGSTOP)
    try:
        os.kill(database, signal.SIGKILL)
        yield
    finally:
        os.kill(supervisor, signal.SIGCONT)
        until(group.healthy)


def test_a_database_that_goes_away_costs_no_text_and_nothing_arrives_twice(
    visit: Visit, installation: Installation, look: Look
) -> None:
    reader, writer = visit("owner"), visit("owner", "/portal/tickets/new/")
    path = report(reader, "Een reactie met een bestand")
    reader.fill("[name=text]", REPLY)
    reader.set_input_files("[name=files]", [PAPER])
    writer.fill("[name=subject]", SUBJECT)
    writer.check("[name=kind][value=incident]")
    writer.check("[name=priority][value=p1]")
    writer.fill("[name=what]", WHAT)
    with no_database(installation):
        writer.click("text=Melding versturen")
        writer.wait_for_selector("h1:has-text('Wij kunnen nu niet bij onze gegevens')")
        assert [one.input_value() for one in writer.locator("main textarea").all()] == [SUBJECT, WHAT]
        look(writer)
        reader.click("text=Reactie versturen")
        reader.wait_for_selector(".w-unsent:has-text('Uw tekst en uw bestanden staan er nog')")
    writer.go_back()
    assert (writer.input_value("[name=subject]"), writer.input_value("[name=what]")) == (SUBJECT, WHAT)
    writer.click("text=Melding versturen")
    writer.wait_for_url(lambda url: "/new/" not in url)
    reader.click("text=Reactie versturen")
    reader.wait_for_selector(f".w-msg:has-text('{REPLY}') .w-file")
    writer.goto("/portal/tickets/?q=geschreven+terwijl")
    assert writer.locator("main .w-promise").count() == 1
    reader.goto(path)
    assert reader.locator(".w-msg").count() == 2


def test_who_tried_too_often_reads_when_to_try_again(visit: Visit, look: Look) -> None:
    page = visit("")
    for _ in range(4):
        _ask_for_a_link(page)
    assert "Wacht 60 minuten en probeer het dan opnieuw" in page.inner_text(".w-problems")
    look(page)
    page = visit("", lang="en")
    _ask_for_a_link(page)
    assert "Wait 60 minutes and then try again" in page.inner_text(".w-problems")
    assert page.input_value("[name=email]") == "te.vaak@example.org"


def _ask_for_a_link(page: Any) -> None:
    page.goto("/accounts/password/forgotten/")
    page.fill("[name=email]", "te.vaak@example.org")
    onward(page, "main button[type=submit]")
