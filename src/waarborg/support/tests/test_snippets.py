"""Texts that staff insert: filled in for one ticket, nothing sent yet, and what goes with them goes with the answer."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from waarborg.customers.models import Person
from waarborg.customers.tests.cast import Cast, Player
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.snippets import (
    NoReason,
    NoSuchVariable,
    NoSuchWord,
    SnippetNameTaken,
    SolvedAndWaiting,
    TwoTakers,
    keep_snippet,
)
from waarborg.support.actions.teams import keep_team
from waarborg.support.models import Message, Snippet, Ticket
from waarborg.support.queries.beside import beside
from waarborg.support.queries.snippets import along_of, inserted
from waarborg.support.rules.along import Along
from waarborg.support.rules.snippets import filled
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
TEN = at("2026-04-07 10:00")
NL = "Dag {person} van {customer}, over {number}: wij antwoorden {due}. {me}"


def kept(cast: Cast, name: str = "Groet", **more: object) -> Snippet:
    with cast.agent.at_work():
        return keep_snippet(None, by=cast.agent.actor, at=TEN, name=name, **{"nl": NL, **more})  # type: ignore[arg-type]


def test_a_variable_without_a_value_stays_for_the_writer_to_see() -> None:
    assert filled("{person}, {due}", {"person": "S. Monster", "due": ""}) == "S. Monster, {due}"


def test_it_is_filled_in_in_the_language_of_whoever_reported_it(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    snippet = kept(cast, en="Hello {person}, {number} is due {due}")
    with cast.agent.at_work():
        found = inserted(snippet.id, ticket, by=cast.agent.actor, at=TEN)
        assert found is not None
        assert found[1] == (
            "Dag S. Monster van Stichting Thuiszorg Merendaal, over M-00001: "
            "wij antwoorden uiterlijk vandaag 13:00. R. Specimen"
        )
        Person.objects.filter(id=cast.support_contact.person.id).update(language="en")
        english = inserted(snippet.id, ticket, by=cast.agent.actor, at=TEN)
        assert english is not None
        assert english[1] == "Hello S. Monster, M-00001 is due by today 13:00"


def test_what_would_reach_a_customer_in_braces_is_refused(cast: Cast) -> None:
    kept(cast)
    with pytest.raises(NoSuchVariable) as refused:
        kept(cast, "Nog een", nl="Dag {klant}")
    assert "{customer}" in (refused.value.way_out("nl") or "")
    with pytest.raises(SnippetNameTaken):
        kept(cast)
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        keep_snippet(None, by=cast.owner.actor, at=TEN, name="Van ons", nl="Dag")
    with cast.agent.at_work():
        assert Snippet.objects.count() == 1


def test_a_press_inserts_it_and_sending_labels_the_ticket(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = TEN - timezone.now()  # type: ignore[attr-defined]
    ticket = reported(cast, "2026-04-07 09:00")
    snippet = kept(cast, nl="Het is opgelost, {person}.", purpose="resolution", tag="Bekend")
    agent, address = signed_in(cast.agent), f"/desk/tickets/{ticket.id}/"
    assert "Tekst invoegen" in agent.get(address).content.decode()
    typed = {"text": "Dag.", "purpose": "message", "revision": "1", "once": str(uuid7()), "snippet": str(snippet.id)}
    page = agent.post(f"{address}answer/", typed).content.decode()
    assert "Dag.\n\nHet is opgelost, S. Monster.</textarea>" in page
    assert 'name="with_tag" value="bekend"' in page
    with cast.agent.at_work():
        assert Message.objects.filter(ticket=ticket).count() == 1
    sent = {"text": "Het is opgelost.", "purpose": "resolution", "revision": "1", "once": str(uuid7())}
    assert agent.post(f"{address}answer/", {**sent, "with_tag": "bekend"}).status_code == 302
    with cast.agent.at_work():
        found = Ticket.objects.get(id=ticket.id)
        assert (found.state, beside(found).tags) == ("resolved", ["bekend"])


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"to_me": True, "team": UUID(int=5)}, TwoTakers),
        ({"team": UUID(int=5)}, NotFound),
        ({"priority": "p 1"}, NoSuchWord),
        ({"for_whom": "Leverancier", "why": "Ligt stil", "purpose": "resolution"}, SolvedAndWaiting),
        ({"for_whom": "Leverancier"}, NoReason),
    ],
)
def test_what_could_never_be_done_along_is_refused_when_it_is_written(
    cast: Cast, parts: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        kept(cast, **parts)
    with cast.agent.at_work():
        assert not Snippet.objects.exists()


def test_the_list_says_what_each_does_with_as_many_questions_for_three_as_for_one(cast: Cast, signed_in: Enter) -> None:
    agent = signed_in(cast.agent)
    with cast.manager.at_work():
        team = keep_team(None, by=cast.manager.actor, at=TEN, name="Techniek", members=[])
    told = []
    for count in (1, 2, 3):
        kept(cast, f"Tekst {count}", team=team.id, priority="p1", tag=f"A{count}, b", purpose="question")
        if count == 2:
            continue
        agent.get("/desk/snippets/")
        with CaptureQueriesContext(connection) as asked:
            page = agent.get("/desk/snippets/").content.decode()
        told.append(len(asked))
    assert told[0] == told[1]
    for said in ("Geeft de melding aan team Techniek", "Zet prioriteit p1", "Label: a3, b"):
        assert f"<li>{said}</li>" in page


def test_what_goes_along_is_written_in_the_form(cast: Cast, signed_in: Enter) -> None:
    agent = signed_in(cast.agent)
    filled = {"name": "Door", "nl": "Dag", "active": "on", "given": "me", "for_whom": "Leverancier", "tag": "A,b, a"}
    assert agent.post("/desk/snippets/new/", filled).status_code == 422
    assert agent.post("/desk/snippets/new/", {**filled, "why": "Ligt stil"}).status_code == 302
    with cast.agent.at_work():
        found = Snippet.objects.get()
        assert along_of(found) == Along(tags=("a", "b"), to_me=True, whom="Leverancier", why="Ligt stil")
    assert '<option value="me" selected>' in agent.get(f"/desk/snippets/{found.id}/").content.decode()


def test_the_list_is_kept_by_staff(cast: Cast, signed_in: Enter) -> None:
    agent = signed_in(cast.agent)
    assert agent.post("/desk/snippets/new/", {"name": "Groet", "nl": "{fout}"}).status_code == 422
    assert agent.post("/desk/snippets/new/", {"name": "Groet", "nl": "Dag {person}", "active": "on"}).status_code == 302
    assert "Dag {person}" in agent.get("/desk/snippets/").content.decode()
