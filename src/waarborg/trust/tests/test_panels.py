"""Reports are found from where people are: a customer's first page, a ticket, whatever names one."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import links
from waarborg.promises.models import AgreementVersion
from waarborg.trust.models import Report
from waarborg.trust.tests.story import april, report

SignIn = Callable[[Player], Client]


def page(client: Client, name: str, **arguments: object) -> str:
    response = client.get(reverse(name, kwargs=arguments or None))
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_leads_to_the_newest_report(cast: Cast, appreo: AgreementVersion, signed_in: SignIn) -> None:
    client = signed_in(cast.owner)
    assert "Nieuwste rapport" not in page(client, "portal")
    april(cast)
    report(cast, "2026-05-01 06:00")
    newest = report(cast, "2026-05-20 06:00", "2026-05")
    shown = page(client, "portal")
    assert "Nieuwste rapport" in shown
    assert reverse("trust:report", kwargs={"report": newest.id}) in shown
    assert "tussenstand, de maand is nog niet voorbij" in shown


def test_the_first_page_of_another_customer_shows_nothing_of_it(
    cast: Cast, appreo: AgreementVersion, signed_in: SignIn
) -> None:
    april(cast)
    made = report(cast, "2026-05-01 06:00")
    other = page(signed_in(cast.stranger), "portal")
    assert made.number not in other and "Nieuwste rapport" not in other


def test_who_may_not_read_reports_sees_no_panel(cast: Cast, appreo: AgreementVersion, signed_in: SignIn) -> None:
    april(cast)
    report(cast, "2026-05-01 06:00")
    assert "Nieuwste rapport" not in page(signed_in(cast.ordinary_user), "portal")


def test_a_ticket_leads_staff_to_the_reports_that_rest_on_it(
    cast: Cast, appreo: AgreementVersion, signed_in: SignIn
) -> None:
    kept, _, open_still = april(cast)
    made = report(cast, "2026-05-01 06:00")
    agent = signed_in(cast.agent)
    assert reverse("trust:desk-report", kwargs={"report": made.id}) in page(
        agent, "support:desk-ticket", ticket=kept.id
    )
    assert "In rapporten" in page(agent, "support:desk-ticket", ticket=open_still.id)


@pytest.mark.parametrize("who", ["manager", "owner"])
def test_what_names_a_report_shows_its_number(cast: Cast, appreo: AgreementVersion, who: str) -> None:
    april(cast)
    made: Report = report(cast, "2026-05-01 06:00")
    player: Player = getattr(cast, who)
    with player.at_work():
        assert links.resolve([made.ref])[made.ref].label == made.number
