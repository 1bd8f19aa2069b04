"""Starting a chat: a ticket from its first words on, one at a time, on an older ticket when one picks it."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.identifiers import uuid7
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.asking import MayNotAsk
from waarborg.support.actions.chats.open import open_chat
from waarborg.support.actions.locking import NotInThisState
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Chat, Message, Ticket
from waarborg.support.queries import tickets
from waarborg.support.queries.finding import search
from waarborg.support.tests.chats.talks import WORDS, opened, said
from waarborg.support.tests.reports import at, due, reported


def test_the_first_words_are_a_ticket_and_its_clocks_start_with_them(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-03 16:30")
    with cast.agent.at_work():
        ticket = Ticket.objects.get(id=chat.ticket_id)
        assert (ticket.subject, ticket.kind, ticket.channel, ticket.reporter_name) == (
            WORDS, "question", "chat", "S. Monster",
        )  # fmt: skip
    assert said(cast, chat) == [("customer", "chat", WORDS)]
    # As for any report made on that Friday at half past four: Easter Monday does not count.
    assert due(cast, ticket, "support.pick-up") == due(
        cast, reported(cast, "2026-04-03 16:30", kind="question"), "support.pick-up"
    )


def test_who_talks_is_certain_and_in_which_role(cast: Cast, appreo: AgreementVersion) -> None:
    assert opened(cast, "2026-04-07 10:00", by=cast.owner).role == "customer.owner"
    assert opened(cast, "2026-04-07 10:00").role == "customer.support-contact"


@pytest.mark.clause("CL-03")
def test_a_chat_goes_to_the_ticket_that_one_picks(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    chat = opened(cast, "2026-04-07 10:00", ticket=ticket)
    assert chat.ticket_id == ticket.id
    assert [(side, channel) for side, channel, _ in said(cast, chat)] == [("customer", "portal"), ("customer", "chat")]
    with cast.agent.at_work():
        assert Ticket.objects.count() == 1


def test_nobody_chats_on_a_ticket_that_is_done(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.support_contact.at_work():
        withdraw(ticket, by=cast.support_contact.actor, at=at("2026-04-07 09:30"))
    with pytest.raises(NotInThisState):
        opened(cast, "2026-04-07 10:00", ticket=ticket)
    with cast.agent.at_work():
        assert (Chat.objects.count(), Message.objects.count()) == (0, 1)


def test_whoever_has_a_chat_open_goes_on_in_it(cast: Cast, appreo: AgreementVersion) -> None:
    first = opened(cast, "2026-04-07 10:00")
    second = opened(cast, "2026-04-07 10:05", text="Nog iets.")
    assert second.id == first.id
    assert [words for *_, words in said(cast, first)] == [WORDS, "Nog iets."]


def test_the_same_form_twice_is_one_chat_with_one_message(cast: Cast, appreo: AgreementVersion) -> None:
    once = uuid7()
    first, again = (opened(cast, "2026-04-07 10:00", once=once) for _ in range(2))
    assert (first.id, said(cast, first)) == (again.id, [("customer", "chat", WORDS)])


def test_who_may_not_ask_may_not_chat(cast: Cast, appreo: AgreementVersion) -> None:
    user = cast.ordinary_user
    with user.at_work(), pytest.raises(MayNotAsk):
        open_chat(cast.merendaal.id, by=user.actor, at=at("2026-04-07 10:00"), text=WORDS)
    with cast.agent.at_work():
        assert Ticket.objects.count() == 0


def test_a_colleague_with_the_right_reads_it_again_and_one_without_does_not(
    cast: Cast, appreo: AgreementVersion
) -> None:
    chat = opened(cast, "2026-01-07 10:00")
    for player, found in ((cast.administrator, [chat.ticket_id]), (cast.ordinary_user, []), (cast.stranger, [])):
        with player.at_work():
            rows = search(tickets.visible(player.actor), "uren van vorige maand")
            assert [one.id for one in rows] == found
