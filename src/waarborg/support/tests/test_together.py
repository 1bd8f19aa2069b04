"""Links between tickets, and splitting: both directions at once, and nothing of another customer."""

import io
from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import files
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.models import AgreementVersion
from waarborg.promises.tests.agreements import profile, publish_and_bind
from waarborg.support.actions.link import SameTicket, link, unlink
from waarborg.support.actions.reply import reply
from waarborg.support.actions.split import NothingSplit, NotSaidByCustomer, split
from waarborg.support.models import Attachment, Link, Message, Ticket
from waarborg.support.queries.beside import beside
from waarborg.support.queries.together import linked
from waarborg.support.tests.reports import at, due, reported

Enter = Callable[[Player], Client]
NOON = at("2026-06-01 12:00")


def test_a_link_is_one_in_both_directions_and_says_so_from_each_side(cast: Cast, appreo: AgreementVersion) -> None:
    one, two = reported(cast, "2026-06-01 09:00"), reported(cast, "2026-06-01 10:00")
    with cast.agent.at_work():
        link(one, two, "blocks", by=cast.agent.actor, at=NOON)
        assert [(found.kind, found.forward, found.ticket.id) for found in beside(one).links] == [
            ("blocks", True, two.id)
        ]
        assert [(found.kind, found.forward, found.ticket.id) for found in beside(two).links] == [
            ("blocks", False, one.id)
        ]
        link(two, one, "duplicate", by=cast.agent.actor, at=NOON)
        assert Link.objects.count() == 1
        with pytest.raises(SameTicket):
            link(one, one, "related", by=cast.agent.actor, at=NOON)
    with cast.owner.at_work():
        assert [(ticket.id, kind) for ticket, kind, _ in linked(one, cast.owner.actor)] == [(two.id, "duplicate")]
    with cast.agent.at_work():
        unlink(one, two, by=cast.agent.actor, at=NOON)
        unlink(one, two, by=cast.agent.actor, at=NOON)
        assert beside(two).links == []
    with cast.agent.at_work():
        kinds = JournalEntry.objects.filter(subject_id=two.id, kind__contains="link").order_by("sequence")
        assert [one.kind.rpartition(".")[2] for one in kinds] == ["linked", "linked", "unlinked"]


def test_neither_customer_reads_of_a_link_between_two(cast: Cast, appreo: AgreementVersion) -> None:
    ours, theirs = reported(cast, "2026-06-01 09:00"), reported(cast, "2026-06-01 10:00", by=cast.stranger)
    with cast.agent.at_work():
        link(ours, theirs, "related", by=cast.agent.actor, at=NOON)
        assert [one.ticket.id for one in beside(theirs).links] == [ours.id]
    for player in (cast.owner, cast.stranger):
        with player.at_work():
            assert Link.objects.count() == 0
            assert linked(ours if player is cast.owner else theirs, player.actor) == []


def test_a_message_that_is_split_off_starts_its_clocks_when_it_was_said(cast: Cast) -> None:
    publish_and_bind(cast, profile("appreo"))
    ticket = reported(cast, "2026-06-01 09:00")
    by = cast.support_contact.actor
    with cast.support_contact.at_work():
        stored = files.store(
            io.BytesIO(b"rooster"), name="rooster.txt", tenant=ticket.tenant_id, by=by, at=NOON, purpose="support"
        )
        said = reply(ticket, by=by, at=NOON, text="En het rooster opent niet.", files=[stored])
    later = at("2026-06-01 16:00")
    with cast.agent.at_work():
        agent = cast.agent.actor
        made = split(ticket, said, by=agent, at=later, subject="Rooster", text="Het rooster opent niet.", kind="bug")
        again = split(ticket, said, by=agent, at=later, subject="Rooster", text="Het rooster opent niet.", kind="bug")
    with cast.agent.at_work():
        found = Ticket.objects.get(id=made.id)
        assert (again.id, found.reported_at, found.reporter_name) == (made.id, NOON, "S. Monster")
        assert Attachment.objects.filter(message__ticket_id=made.id).count() == 1
        assert [(one.kind, one.ticket.id) for one in beside(found).links] == [("split", ticket.id)]
        assert Message.objects.filter(ticket=ticket).count() == 2
    assert due(cast, made, "support.pick-up") == "2026-06-01 16:00"


def test_only_what_a_customer_said_is_split_off_and_it_must_say_something(cast: Cast, appreo: AgreementVersion) -> None:
    ticket, strange = reported(cast, "2026-06-01 09:00"), reported(cast, "2026-06-01 09:00", by=cast.stranger)
    with cast.agent.at_work():
        theirs, ours = Message.objects.get(ticket=strange), Message.objects.get(ticket=ticket)
        with pytest.raises(NotSaidByCustomer):
            split(ticket, theirs, by=cast.agent.actor, at=NOON, subject="x", text="x", kind="bug")
        with pytest.raises(NothingSplit):
            split(ticket, ours, by=cast.agent.actor, at=NOON, subject=" ", text="x", kind="bug")
        assert Ticket.objects.count() == 2


def test_the_pages_link_and_split(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    one, two = reported(cast, "2026-06-01 09:00"), reported(cast, "2026-06-01 10:00")
    agent, address = signed_in(cast.agent), f"/desk/tickets/{one.id}/"
    assert agent.post(f"{address}link/", {"kind": "blocks", "number": "M-99999"}).status_code == 422
    assert agent.post(f"{address}link/", {"kind": "blocks", "number": two.shown_number}).status_code == 302
    assert "moet klaar zijn voor" in agent.get(address).content.decode()
    assert "wacht op" in signed_in(cast.owner).get(f"/portal/tickets/{two.id}/").content.decode()
    with cast.agent.at_work():
        message = Message.objects.get(ticket=one)
    agent.post(f"{address}link/", {"off": str(two.id)})
    sent = {"message": str(message.id), "subject": "Rooster", "kind": "bug", "text": ""}
    made = agent.post(f"{address}split/", sent).headers["Location"]
    assert "is afgesplitst van" in agent.get(made).content.decode()
