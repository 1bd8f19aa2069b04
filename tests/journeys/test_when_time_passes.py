"""The weekend goes by: a term passes, everybody sees it, and the report about October can be checked by anybody.

Nearly the last of the journeys, by its name: it moves the clock of the installation they share.
"""

import json
from pathlib import Path

from tests.journeys.conftest import Installation, Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.tickets import at_the_desk, report

from waarborg.project.tests.running_group import until

MONDAY = "2026-11-02T13:30:00+01:00"


def test_a_term_passes_and_the_report_of_the_month_can_be_verified(
    visit: Visit, installation: Installation, look: Look, tmp_path: Path
) -> None:
    contact = visit("owner")
    path = report(contact, "Blijft liggen over het weekend")
    installation.move_to(MONDAY)

    contact.goto(path)
    assert contact.locator("#answer[data-state=late]").count() == 1
    assert "Dit hadden wij eerder moeten doen" in contact.inner_text("#answer")
    look(contact)

    desk = visit("agent", "/desk/queue/?view=late")
    desk.locator("#queue-rows [data-row]", has_text="Blijft liggen over het weekend").wait_for()
    look(desk)
    desk.goto(at_the_desk(path))
    assert "te laat" in desk.inner_text("aside")
    assert "wordt niet nagekomen" in desk.inner_text("[data-for=message]")
    # The scheduler writes it down within seconds of starting.
    until(lambda: desk.reload() and "een termijn verstreek" in desk.inner_text("#journal"))
    look(desk)

    contact.goto("/portal/reports/")
    look(contact)
    signed = tmp_path / "report.json"
    made = installation.group.run(
        "report", "merendaal", "--month", "2026-10", "--format", "json", "--output", str(signed)
    )
    assert made.returncode == 0, made.stderr
    contact.reload()
    onward(contact, contact.locator("main a[href*='/portal/reports/']:not([href$='json']):not([href$='pdf'])").first)
    look(contact)
    assert installation.group.run("verify", str(signed)).returncode == 0

    body = signed.read_text()
    envelope = json.loads(body)
    payload = envelope["payload"]
    # One character of the payload, somewhere in the middle.
    middle = len(payload) // 2
    changed = payload[:middle] + ("A" if payload[middle] != "A" else "B") + payload[middle + 1 :]
    signed.write_text(json.dumps(envelope | {"payload": changed}))
    assert installation.group.run("verify", str(signed)).returncode == 1
