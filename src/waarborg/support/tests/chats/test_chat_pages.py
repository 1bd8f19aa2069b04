"""The pages of chats, through the door: with and without script, and how often they ask the database."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.access.rules.lifetime import is_deliberate
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Chat
from waarborg.support.tests.chats.talks import WORDS, opened, said
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    """Tuesday 7 April 2026, 11:42 in Amsterdam."""
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def test_without_script_a_chat_is_a_form_that_comes_back_with_what_was_said(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    customer, agent = signed_in(cast.support_contact), signed_in(cast.agent)
    assert "/portal/chat/" in customer.get("/portal/contact/").content.decode()
    page = customer.post(
        "/portal/chat/", {"once": str(uuid7()), "text": WORDS, "priority": "p1"}, follow=True
    ).content.decode()
    assert WORDS in page
    assert "Uiterlijk" in page
    assert "Nog niemand heeft deze chat opgenomen." in page
    with cast.agent.at_work():
        chat = Chat.objects.get()
    assert WORDS in agent.get("/desk/chats/").content.decode()
    desk = f"/desk/chats/{chat.id}/"
    assert "S. Monster" in agent.get(desk).content.decode()
    answered = agent.post(f"{desk}say/", {"once": str(uuid7()), "text": "Onder Beheer, Perioden."})
    assert answered.headers["Location"] == f"{desk}#say"
    page = customer.get(f"/portal/chat/{chat.id}/").content.decode()
    assert "Onder Beheer, Perioden." in page
    assert "R. Specimen" in page


def test_who_starts_again_is_back_in_the_chat_that_is_open(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    chat = opened(cast, "2026-04-07 11:00")
    answer = signed_in(cast.support_contact).get("/portal/chat/")
    assert answer.headers["Location"] == f"/portal/chat/{chat.id}/"


def test_an_ended_chat_leads_to_its_ticket_and_keeps_what_was_typed(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    chat = opened(cast, "2026-04-07 11:00")
    customer, agent = signed_in(cast.support_contact), signed_in(cast.agent)
    agent.post(f"/desk/chats/{chat.id}/say/", {"once": str(uuid7()), "text": "Staat open.", "resolve": "1"})
    refused = customer.post(f"/portal/chat/{chat.id}/say/", {"once": str(uuid7()), "text": "Een half verhaal"})
    assert refused.status_code == 409
    assert "Een half verhaal" in refused.content.decode()
    assert customer.get(f"/portal/chat/{chat.id}/").headers["Location"] == f"/portal/tickets/{chat.ticket_id}/"
    assert [words for *_, words in said(cast, chat)] == [WORDS, "Staat open."]


def test_another_customers_chat_is_not_there(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    chat = opened(cast, "2026-04-07 11:00")
    for player in (cast.stranger, cast.owner):
        inside = signed_in(player)
        for address in (f"/portal/chat/{chat.id}/", f"/live-chat/{chat.id}/log/"):
            assert inside.get(address).status_code == 404, (player.person.name, address)
        assert inside.post(f"/live-chat/{chat.id}/there/").status_code == 404


def test_what_the_page_does_by_itself_keeps_no_session_alive(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    chat = opened(cast, "2026-04-07 11:00")
    customer, agent = signed_in(cast.support_contact), signed_in(cast.agent)
    agent.post(f"/desk/chats/{chat.id}/take/")
    address = f"/live-chat/{chat.id}/"
    assert customer.post(f"{address}there/", {"typing": "1"}).status_code == 204
    assert "S. Monster typt…" in agent.get(f"{address}log/").content.decode()
    assert not is_deliberate(method="POST", path=f"{address}there/", headers={})
    assert not is_deliberate(method="GET", path=f"{address}log/", headers={"sec-fetch-mode": "navigate"})


def test_the_list_asks_as_often_for_three_chats_as_for_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    agent = signed_in(cast.agent)
    opened(cast, "2026-04-07 11:00")
    agent.get("/desk/chats/")
    with counted() as one:
        agent.get("/desk/chats/")
    opened(cast, "2026-04-07 11:01", by=cast.owner, text="Een tweede vraag")
    opened(cast, "2026-04-07 11:02", by=cast.stranger, text="Een derde vraag")
    with counted() as three:
        page = agent.get("/desk/chats/").content.decode()
    assert len(one) == len(three) <= 12
    # Who waits longest stands on top.
    assert page.index(WORDS) < page.index("Een tweede vraag") < page.index("Een derde vraag")


def test_outside_the_hours_the_page_says_from_when_somebody_reads_it(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-04-04 12:00") - timezone.now()  # type: ignore[attr-defined]
    page = signed_in(cast.support_contact).get("/portal/chat/").content.decode()
    assert "Wij zijn er nu niet. U kunt al schrijven; wij lezen het vanaf" in page
    assert "dinsdag 7 april" in page
