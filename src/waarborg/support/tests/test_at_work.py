"""Who else is at a ticket, and what staff typed and did not send: for colleagues at the desk, of the moment, and gone
with the person."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.access.rules.lifetime import is_deliberate
from waarborg.customers.actions import person_left
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.at_work import be_here, keep_draft
from waarborg.support.models import Draft, Presence, Ticket
from waarborg.support.queries.at_work import Here, others
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
NOON = at("2026-04-07 12:00")


@pytest.fixture
def ticket(cast: Cast, appreo: AgreementVersion, settings: object) -> Ticket:
    settings.CLOCK_OFFSET = NOON - timezone.now()  # type: ignore[attr-defined]
    return reported(cast, "2026-04-07 09:00")


def seen_by(cast: Cast, ticket: Ticket, seconds: int) -> list[Here]:
    with cast.manager.at_work():
        return others(ticket, cast.manager.actor, now=NOON + timedelta(seconds=seconds))


def test_a_colleague_sees_who_writes_and_it_ends_within_a_minute(cast: Cast, ticket: Ticket) -> None:
    with cast.agent.at_work():
        be_here(ticket, by=cast.agent.actor, at=NOON)
        assert others(ticket, cast.agent.actor, now=NOON) == []
    assert seen_by(cast, ticket, 1) == [Here("R. Specimen", "")]
    with cast.agent.at_work():
        be_here(ticket, by=cast.agent.actor, at=NOON + timedelta(seconds=5), part="answer")
        be_here(ticket, by=cast.agent.actor, at=NOON + timedelta(seconds=30))
    assert seen_by(cast, ticket, 31) == [Here("R. Specimen", "answer")]
    # He types no more, and then closed his browser.
    assert seen_by(cast, ticket, 60) == [Here("R. Specimen", "")]
    assert seen_by(cast, ticket, 90) == []


def test_the_page_shows_the_other_and_asks_nothing_more_for_it(cast: Cast, ticket: Ticket, signed_in: Enter) -> None:
    agent, manager = signed_in(cast.agent), signed_in(cast.manager)
    address = f"/live-desk/{ticket.id}/here/"
    page = agent.get(f"/desk/tickets/{ticket.id}/").content.decode()
    assert f'data-here="{address}" data-live-topic="ticket.{ticket.id}.here"' in page
    assert manager.post(address, {"part": "note"}).content.decode().strip() == ""
    agent.post(address)
    with counted() as asked:
        said = agent.post(address).content.decode()
    assert ("K. Voorbeeld schrijft hier nu een notitie." in said, len(asked) <= 12) == (True, True)
    assert "R. Specimen kijkt nu ook naar deze melding." in manager.get(address).content.decode()
    assert agent.post(address, {"gone": "1"}).status_code == 204
    assert manager.get(address).content.decode().strip() == ""
    assert not is_deliberate(method="POST", path=address, headers={})


@pytest.mark.parametrize("player", ["owner", "support_contact", "stranger"])
def test_no_customer_sees_who_of_us_is_there(cast: Cast, ticket: Ticket, signed_in: Enter, player: str) -> None:
    client = signed_in(getattr(cast, player))
    for part in ("here", "drafts"):
        address = f"/live-desk/{ticket.id}/{part}/"
        assert {client.get(address).status_code, client.post(address).status_code} <= {403, 404}
    with cast.agent.at_work():
        assert not Presence.objects.exists()


def test_what_is_typed_is_there_in_another_browser_and_gone_once_it_is_sent(
    cast: Cast, ticket: Ticket, signed_in: Enter
) -> None:
    here, there = signed_in(cast.agent), signed_in(cast.agent)
    address = f"/live-desk/{ticket.id}/drafts/"
    answer, remark = {"part": "answer", "text": "Wij kijken", "purpose": "question"}, {"part": "note", "text": " eerst"}
    for fields in (answer, remark, answer | {"text": "Wij kijken ernaar"}):
        assert here.post(address, fields).status_code == 204
    held = {"answer": {"text": "Wij kijken ernaar", "purpose": "question"}, "note": {"text": " eerst", "purpose": ""}}
    assert there.get(address).json() == held
    # His own: no colleague reads it.
    assert signed_in(cast.manager).get(address).json() == {}
    page = f"/desk/tickets/{ticket.id}/"
    sent = {"text": "Wij kijken ernaar", "purpose": "question", "revision": ticket.revision, "once": str(uuid4())}
    there.post(f"{page}answer/", sent)
    assert sorted(there.get(address).json()) == ["note"]
    there.post(f"{page}note/", {"text": "eerst", "once": str(uuid4())})
    assert there.get(address).json() == {}


def test_a_draft_is_thrown_away_keeps_no_password_and_says_what_it_cannot_keep(
    cast: Cast, ticket: Ticket, signed_in: Enter
) -> None:
    agent, address = signed_in(cast.agent), f"/live-desk/{ticket.id}/drafts/"
    agent.post(address, {"part": "note", "text": "wachtwoord: Geheim123!"})
    assert "Geheim123!" not in agent.get(address).json()["note"]["text"]
    agent.post(address, {"part": "note", "text": "  "})
    assert agent.get(address).json() == {}
    for wrong in ({"part": "mail", "text": "x"}, {"part": "note", "text": "x" * 20_001}):
        assert agent.post(address, wrong).status_code == 422


def test_with_the_person_goes_what_only_he_could_read(cast: Cast, ticket: Ticket) -> None:
    with cast.agent.at_work():
        keep_draft(ticket, "note", by=cast.agent.actor, at=NOON, text="Nog doen")
        be_here(ticket, by=cast.agent.actor, at=NOON)
    with cast.manager.at_work():
        keep_draft(ticket, "note", by=cast.manager.actor, at=NOON, text="Van een ander")
        person_left(cast.agent.person, by=cast.manager.actor, at=NOON)
    with cast.manager.at_work():
        assert [(one.person_id, one.text) for one in Draft.objects.all()] == [(cast.manager.person.id, "Van een ander")]
        assert not Presence.objects.exists()


def test_a_ticket_that_is_not_there_keeps_nothing(cast: Cast, ticket: Ticket, signed_in: Enter) -> None:
    nowhere = "/live-desk/00000000-0000-0000-0000-000000000001"
    agent = signed_in(cast.agent)
    assert agent.post(f"{nowhere}/here/").status_code == NotFound.status
    assert agent.post(f"{nowhere}/drafts/", {"part": "note", "text": "x"}).status_code == NotFound.status
