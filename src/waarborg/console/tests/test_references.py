"""Pages of CL-33: the owner answers in the portal, staff ask and name on the customer's page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.customers.actions.references import give_consent
from waarborg.customers.models import ReferenceConsent
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

Enter = Callable[[Player], Client]
PORTAL = "/portal/references/"


def held() -> list[tuple[str, str, int]]:
    with tenancy.enter(Role.DESK):
        return [(one.state, one.supplier, one.told) for one in ReferenceConsent.objects.order_by("id")]


@pytest.mark.clause("CL-33")
def test_staff_ask_the_owner_agrees_and_takes_it_back(cast: Cast, signed_in: Enter) -> None:
    desk, owner = signed_in(cast.agent), signed_in(cast.owner)
    page = f"/desk/customers/{cast.merendaal.id}/references/"
    assert page in desk.get(f"/desk/customers/{cast.merendaal.id}/").content.decode()
    assert desk.post(page, {"do": "ask", "what": ""}).status_code == 422
    assert desk.post(page, {"do": "ask", "what": "ICT-specialist", "region": "Zeeland"}).status_code == 302
    assert desk.post(page, {"do": "ask", "what": "ICT-specialist"}).status_code == 409
    assert "gevraagd, nog niet beantwoord" in owner.get(PORTAL).content.decode()
    with tenancy.enter(Role.DESK):
        about = str(ReferenceConsent.objects.get().id)
    named = {"do": "name", "reference": about, "email": cast.stranger.person.email}
    refused = desk.post(page, named)
    assert (refused.status_code, "gaf geen toestemming" in refused.content.decode()) == (409, True)
    said = {"do": "consent", "reference": about, "supplier": "Voorbeeld Beheer", "what": "ICT", "whom": "everybody"}
    assert owner.post(PORTAL, said | {"whom": "iemand"}).status_code == 422
    assert owner.post(PORTAL, said | {"until": "2020-01-01"}).status_code == 422
    assert owner.post(PORTAL, said).status_code == 302
    assert "Voorbeeld Beheer" in desk.get(page).content.decode()
    assert desk.post(page, named | {"email": "niemand@example.org"}).status_code == 422
    assert desk.post(page, named).status_code == 302
    assert owner.post(PORTAL, {"do": "withdraw", "reference": about}).status_code == 302
    assert desk.post(page, named).status_code == 409
    assert "ingetrokken: wij noemen deze niet meer" in owner.get(PORTAL).content.decode()
    assert held() == [("withdrawn", "Voorbeeld Beheer", 1)]


def test_only_an_owner_answers_and_of_another_customers_questions_nobody_learns(cast: Cast, signed_in: Enter) -> None:
    with cast.owner.at_work():
        said = {"supplier": "Voorbeeld Beheer", "what": "ICT", "whom": "one", "by": cast.owner.actor, "at": NOW}
        about = give_consent(None, **said)
    administrator = signed_in(cast.administrator)
    assert "Alleen een eigenaar" in administrator.get(PORTAL).content.decode()
    assert administrator.post(PORTAL, {"do": "withdraw", "reference": str(about.id)}).status_code == 403
    stranger = signed_in(cast.stranger)
    assert "Voorbeeld Beheer" not in stranger.get(PORTAL).content.decode()
    for reference in (str(about.id), "onzin"):
        assert stranger.post(PORTAL, {"do": "withdraw", "reference": reference}).status_code == 404
    assert signed_in(cast.ordinary_user).get(PORTAL).status_code == 403
    assert held() == [("consented", "Voorbeeld Beheer", 0)]


def test_the_list_asks_as_much_for_three_as_for_one(cast: Cast, signed_in: Enter) -> None:
    client, counts = signed_in(cast.owner), []
    for more in (1, 2):
        for number in range(more):
            with cast.owner.at_work():
                said = {"supplier": f"Voorbeeld {number}", "what": "ICT", "whom": "one"}
                give_consent(None, **said, by=cast.owner.actor, at=NOW)
        client.get(PORTAL)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PORTAL).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
