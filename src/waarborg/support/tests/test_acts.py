"""Addresses that only take a form lead to the page that it stands on, for those who may see it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.reports import reported

Enter = Callable[[Player], Client]


@pytest.mark.parametrize(
    ("player", "face", "acts"),
    [
        ("owner", "portal", ("reply", "reopen", "thanks", "withdraw")),
        ("agent", "desk", ("answer", "note", "take", "assign", "start", "priority", "reopen")),
    ],
)
def test_who_comes_to_an_act_by_its_address_sees_the_ticket(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, player: str, face: str, acts: tuple[str, ...]
) -> None:
    page = f"/{face}/tickets/{reported(cast, '2026-04-07 09:00').id}/"
    inside, stranger = signed_in(getattr(cast, player)), signed_in(cast.stranger)
    for act in acts:
        answer = inside.get(f"{page}{act}/")
        assert (answer.status_code, answer.headers.get("Location")) == (302, page), act
        assert stranger.get(f"{page}{act}/").status_code == 404
        assert inside.put(f"{page}{act}/").status_code in (403, 405)


def test_after_signing_in_again_one_is_back_on_the_form(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    page = f"/portal/tickets/{reported(cast, '2026-04-07 09:00').id}/"
    came_from = {"Referer": f"http://testserver{page}reply/"}
    answer = Client().post(f"{page}reply/", {"text": "Halverwege."}, headers=came_from)
    assert answer.headers["Location"] == f"/accounts/sign-in/?next={page.replace('/', '%2F')}reply%2F"
    assert signed_in(cast.owner).get(f"{page}reply/").headers["Location"] == page


def test_a_page_that_sends_a_form_itself_is_told_where_to_go(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    page = f"/portal/tickets/{reported(cast, '2026-04-07 09:00').id}/"
    fields = {"text": "Met een bijlage.", "once": str(uuid4())}
    told = signed_in(cast.owner).post(f"{page}reply/", fields, headers={"X-Waarborg-Send": "1"})
    assert (told.status_code, told.content) == (204, b"")
    assert told.headers["X-Waarborg-To"].startswith(f"{page}#m-")
    assert "Location" not in told.headers
    assert Client().post(f"{page}reply/", fields, headers={"X-Waarborg-Send": "1"}).headers["X-Waarborg-To"] == (
        "/accounts/sign-in/"
    )


@pytest.mark.usefixtures("appreo")
def test_an_act_that_was_done_is_not_offered_again(cast: Cast, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-04-07 10:00")
    address = f"/desk/tickets/{ticket.id}/"
    agent, manager = signed_in(cast.agent), signed_in(cast.manager)

    def offered(client: Client) -> tuple[bool, bool, bool]:
        page = client.get(address).content.decode()
        return "/take/" in page, "Overnemen" in page, "/start/" in page

    assert offered(agent) == (True, False, True)
    agent.post(f"{address}take/")
    assert offered(agent) == (False, False, True)
    assert offered(manager) == (True, True, True)
    agent.post(f"{address}start/")
    assert offered(agent) == (False, False, False)
    manager.post(f"{address}take/")
    assert (offered(agent), offered(manager)) == ((True, True, False), (False, False, False))
