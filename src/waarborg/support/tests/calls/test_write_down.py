"""What a customer says by telephone about a ticket that is there is written down in his name (EDGE S5)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import NotByAgreement
from waarborg.support.actions.answer import answer
from waarborg.support.actions.asking import MayNotAsk
from waarborg.support.actions.calls.write_down import write_down
from waarborg.support.actions.report import EarlierNeedsReason, NotYet
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.reports import at, due, reported

Enter = Callable[[Player], Client]
WHEN = at("2026-04-07 14:00")


def waiting(cast: Cast) -> Ticket:
    """A bug on which we asked something back at noon."""
    ticket = reported(cast, "2026-04-07 09:00", kind="bug", priority="p2")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 12:00"), text="Op welk scherm?", purpose="question")
    return now(cast, ticket)


def now(cast: Cast, ticket: Ticket) -> Ticket:
    with cast.agent.at_work():
        found: Ticket = Ticket.objects.get(id=ticket.id)
    return found


def said(cast: Cast, ticket: Ticket, caller: UUID, when: datetime = WHEN, **more: object) -> Message:
    with cast.agent.at_work():
        return write_down(ticket, "Op het scherm Uren.", by=cast.agent.actor, at=when, caller=caller, **more)  # type: ignore[arg-type]


def test_it_ends_the_waiting_and_stands_in_the_callers_name(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = waiting(cast)
    assert due(cast, ticket, "support.bug") is None
    caller = cast.support_contact.person
    message = said(cast, ticket, caller.id)
    assert (message.side, message.channel, message.author_name) == ("customer", "phone", caller.name)
    found = now(cast, ticket)
    assert (ticket.state, found.state, found.unanswered_since, found.revision) == (
        "waiting", "open", WHEN, ticket.revision + 1,
    )  # fmt: skip
    with cast.agent.at_work():
        entry = JournalEntry.objects.get(kind="support.ticket.customer-replied", subject_id=ticket.id)
    assert (entry.actor_id, entry.on_behalf, entry.properties) == (
        cast.agent.person.id, caller.id, {"channel": "phone"},
    )  # fmt: skip
    # The solution goes on where it stood still: five working days and the two hours that we waited.
    assert due(cast, ticket, "support.bug") == "2026-04-14 11:00"


def test_of_a_message_that_was_left_the_clocks_go_on_from_then(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = waiting(cast)
    left = at("2026-04-07 13:00")
    caller = cast.support_contact.person.id
    for wrong, kind in (({"said_at": left}, EarlierNeedsReason), ({"said_at": at("2026-04-07 15:00")}, NotYet)):
        with pytest.raises(kind):
            said(cast, ticket, caller, **wrong)
    assert now(cast, ticket).revision == ticket.revision
    said(cast, ticket, caller, said_at=left, reason="Stond op het antwoordapparaat.")
    assert now(cast, ticket).unanswered_since == left


def test_the_same_form_twice_is_one_message(cast: Cast, appreo: AgreementVersion) -> None:
    ticket, once = waiting(cast), uuid7()
    caller = cast.support_contact.person.id
    assert said(cast, ticket, caller, once=once).id == said(cast, ticket, caller, once=once).id


def test_who_may_not_ask_says_nothing_by_telephone_either(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = waiting(cast)
    with pytest.raises((MayNotAsk, NotByAgreement)):
        said(cast, ticket, cast.ordinary_user.person.id)
    with pytest.raises(NotFound):
        said(cast, ticket, cast.agent.person.id)
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        write_down(ticket, "Zelf.", by=cast.owner.actor, at=WHEN, caller=cast.owner.person.id)
    assert now(cast, ticket).revision == ticket.revision


def test_the_desk_writes_it_down_and_the_customer_reads_it(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = WHEN - timezone.now()  # type: ignore[attr-defined]
    ticket = waiting(cast)
    desk, portal = signed_in(cast.agent), signed_in(cast.support_contact)
    address = f"/desk/tickets/{ticket.id}/telephone/"
    assert f'href="{address}"' in desk.get(f"/desk/tickets/{ticket.id}/").content.decode()
    shown = desk.get(address).content.decode()
    assert "Wat zegt de klant?" in shown
    empty = desk.post(address, {"caller": str(cast.support_contact.person.id), "text": ""})
    assert (empty.status_code, now(cast, ticket).state) == (422, "waiting")
    filled = {"caller": str(cast.support_contact.person.id), "text": "Op het scherm Uren.", "once": str(uuid7())}
    assert desk.post(address, filled).status_code == 302
    read = portal.get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert ("Op het scherm Uren." in read, "per telefoon" in read) == (True, True)
