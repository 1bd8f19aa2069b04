"""Another kind: clocks of promises about it begin, counted from the report, others cease, and the journal says why."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.set_kind import KindReasonNeeded, NoSuchKind, set_kind
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, due, reported, runs

Enter = Callable[[Player], Client]
TEN = at("2026-06-01 10:00")


def test_the_kind_decides_which_clocks_run(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-06-01 09:00", kind="question", priority="p2")
    assert "support.bug" not in runs(cast, ticket)
    with cast.agent.at_work():
        set_kind(ticket, "bug", by=cast.agent.actor, at=TEN, why="Het is een fout")
    with cast.agent.at_work():
        entry = JournalEntry.objects.get(kind="support.ticket.kind-set")
        data = json.loads(JournalData.objects.get(tenant_id=entry.tenant_id, sequence=entry.sequence).data)
    assert (entry.actor_id, entry.properties) == (cast.agent.person.id, {"kind": "bug"})
    assert data == {"from": "question", "to": "bug", "why": "Het is een fout"}
    assert due(cast, ticket, "support.bug") == "2026-06-08 09:00"


def test_an_unknown_kind_or_no_reason_is_refused_and_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-06-01 09:00")
    with cast.agent.at_work():
        with pytest.raises(NoSuchKind):
            set_kind(ticket, "storing", by=cast.agent.actor, at=TEN, why="Zo heet het")
        with pytest.raises(KindReasonNeeded):
            set_kind(ticket, "bug", by=cast.agent.actor, at=TEN, why=" ")
        set_kind(ticket, "incident", by=cast.agent.actor, at=TEN, why="")
        assert (Ticket.objects.get().kind, Ticket.objects.get().revision) == ("incident", 1)
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        set_kind(ticket, "bug", by=cast.owner.actor, at=TEN, why="Vind ik")


def test_the_page_asks_for_the_kind_and_why(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-06-01 09:00", kind="question")
    agent, address = signed_in(cast.agent), f"/desk/tickets/{ticket.id}/kind/"
    assert agent.post(address, {"kind": "bug", "why": ""}).status_code == 422
    assert agent.post(address, {"kind": "bug", "why": "Het is een fout"}).status_code == 302
    with cast.agent.at_work():
        assert Ticket.objects.get().kind == "bug"
