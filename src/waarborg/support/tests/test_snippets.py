"""Texts that staff insert: filled in for one ticket, nothing sent yet, and what goes with them goes with the answer."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.models import Person
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.snippets import NoSuchVariable, SnippetNameTaken, keep_snippet
from waarborg.support.models import Message, Snippet, Ticket
from waarborg.support.queries.beside import beside
from waarborg.support.queries.snippets import inserted
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


def test_the_list_is_kept_by_staff(cast: Cast, signed_in: Enter) -> None:
    agent = signed_in(cast.agent)
    assert agent.post("/desk/snippets/new/", {"name": "Groet", "nl": "{fout}"}).status_code == 422
    assert agent.post("/desk/snippets/new/", {"name": "Groet", "nl": "Dag {person}", "active": "on"}).status_code == 302
    assert "Dag {person}" in agent.get("/desk/snippets/").content.decode()
