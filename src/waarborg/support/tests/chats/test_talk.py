"""Talking, taking, handing over and ending: what it does to the ticket, and who is told."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.chats.end import go_on_as_ticket, leave, resolve
from waarborg.support.actions.chats.holding import ChatEnded
from waarborg.support.actions.chats.presence import be_there
from waarborg.support.actions.chats.take import TakenAlready, hand_over, take
from waarborg.support.actions.chats.write import write
from waarborg.support.models import Chat
from waarborg.support.queries import tickets
from waarborg.support.queries.chats import seen_line
from waarborg.support.tests.chats.talks import WORDS, opened, said
from waarborg.support.tests.reports import at, runs


def fresh(cast: Cast, chat: Chat) -> Chat:
    with cast.agent.at_work():
        found: Chat = Chat.objects.select_related("ticket").get(id=chat.id)
    return found


def kinds(cast: Cast, chat: Chat) -> list[str]:
    with cast.agent.at_work():
        rows = JournalEntry.objects.filter(subject_id=chat.ticket_id).order_by("sequence")
        return [row.kind.removeprefix("support.ticket.") for row in rows]


def mails(cast: Cast) -> list[str]:
    with cast.agent.at_work():
        return list(OutboxMail.objects.order_by("id").values_list("template", flat=True))


def test_the_first_word_of_staff_takes_the_chat_and_stops_the_clock(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    with cast.agent.at_work():
        write(chat, by=cast.agent.actor, at=at("2026-04-07 10:01"), text="Dat kan onder Beheer.")
    assert kinds(cast, chat) == ["reported", "chat-opened", "picked-up", "answered", "chat-taken"]
    assert said(cast, chat)[1:] == [("staff", "chat", "Dat kan onder Beheer.")]
    run = runs(cast, chat.ticket)["support.pick-up"]
    assert (run.verdict, run.stopped_at) == ("met", at("2026-04-07 10:01"))
    assert fresh(cast, chat).agent_name == "R. Specimen"


def test_whoever_is_there_gets_no_mail_of_every_line_and_whoever_left_does(
    cast: Cast, appreo: AgreementVersion
) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    before = len(mails(cast))
    with cast.agent.at_work():
        write(chat, by=cast.agent.actor, at=at("2026-04-07 10:01"), text="Een ogenblik.")
        assert len(mails(cast)) == before
        write(chat, by=cast.agent.actor, at=at("2026-04-07 10:05"), text="Gevonden.")
    assert mails(cast)[before:] == ["support/mail/ticket.txt"]


def test_two_colleagues_take_one_chat_and_the_second_hears_who_was_first(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    with cast.agent.at_work():
        take(chat, by=cast.agent.actor, at=at("2026-04-07 10:01"))
        take(chat, by=cast.agent.actor, at=at("2026-04-07 10:01"))
        with pytest.raises(TakenAlready, match="Specimen"):
            take(chat, by=cast.manager.actor, at=at("2026-04-07 10:02"))
    found = fresh(cast, chat)
    assert (found.agent_name, found.ticket.assignee_name) == ("R. Specimen", "R. Specimen")
    assert kinds(cast, chat).count("chat-taken") == 1


def test_who_it_is_handed_over_to_has_all_that_was_said(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    with cast.agent.at_work():
        write(chat, by=cast.agent.actor, at=at("2026-04-07 10:01"), text="Ik vraag een collega.")
        to = (cast.manager.person.id, cast.manager.person.name)
        hand_over(chat, by=cast.agent.actor, at=at("2026-04-07 10:02"), to=to)
    found = fresh(cast, chat)
    assert (found.agent_name, found.ticket.assignee_name) == ("K. Voorbeeld", "K. Voorbeeld")
    assert [words for *_, words in said(cast, chat)] == [WORDS, "Ik vraag een collega."]


def test_closed_as_solved_the_last_words_are_the_solution(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    with cast.agent.at_work():
        resolve(chat, by=cast.agent.actor, at=at("2026-04-07 10:10"), text="Staat nu open.")
    found = fresh(cast, chat)
    assert (found.ended_how, found.is_open, found.ticket.state) == ("resolved", False, "resolved")
    assert kinds(cast, chat)[-2:] == ["resolved", "chat-ended"]


def test_what_is_typed_into_a_chat_that_ended_is_refused_and_changes_nothing(
    cast: Cast, appreo: AgreementVersion
) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    with cast.agent.at_work():
        go_on_as_ticket(chat, by=cast.agent.actor, at=at("2026-04-07 10:10"))
    with cast.support_contact.at_work(), pytest.raises(ChatEnded):
        write(chat, by=cast.support_contact.actor, at=at("2026-04-07 10:11"), text="Nog iets")
    found = fresh(cast, chat)
    assert (found.ended_how, found.ticket.state, len(said(cast, chat))) == ("continued", "open", 1)


def test_a_customer_who_closes_it_leaves_the_ticket_with_us(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    with cast.support_contact.at_work():
        leave(chat, by=cast.support_contact.actor, at=at("2026-04-07 10:02"))
    assert (fresh(cast, chat).ended_how, fresh(cast, chat).ticket.state) == ("left", "open")
    # The next words start another one.
    assert opened(cast, "2026-04-07 11:00", text="Toch nog iets").id != chat.id


def test_a_colleague_reads_along_and_does_not_talk_in_anothers_name(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    with cast.owner.at_work(), pytest.raises(NotFound):
        write(chat, by=cast.owner.actor, at=at("2026-04-07 10:01"), text="Ik ook")
    assert len(said(cast, chat)) == 1


def test_the_same_message_twice_arrives_once(cast: Cast, appreo: AgreementVersion) -> None:
    chat, once = opened(cast, "2026-04-07 10:00"), uuid7()
    with cast.support_contact.at_work():
        for _ in range(2):
            write(chat, by=cast.support_contact.actor, at=at("2026-04-07 10:01"), text="Hallo?", once=once)
    assert [words for *_, words in said(cast, chat)] == [WORDS, "Hallo?"]


def test_who_is_there_is_noted_seldom_and_never_in_the_journal(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    before = kinds(cast, chat)
    by = cast.support_contact.actor
    with cast.support_contact.at_work():
        noted = [
            be_there(chat, by=by, at=at(f"2026-04-07 10:00:{second:02}"), typing=typing)
            for second, typing in ((1, False), (2, True), (3, True), (4, True), (6, True), (30, False))
        ]
    assert noted == [False, True, False, False, True, True]
    assert kinds(cast, chat) == before


def test_a_line_is_marked_once_the_other_has_had_it_before_him(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 10:00")
    for when, seen in (("10:00", None), ("10:02", WORDS)):
        with cast.agent.at_work():
            if seen:
                be_there(fresh(cast, chat), by=cast.agent.actor, at=at(f"2026-04-07 {when}"), typing=False)
        with cast.support_contact.at_work():
            lines = tickets.conversation(chat.ticket, cast.support_contact.actor)
            marked = seen_line(Chat.objects.get(id=chat.id), lines, cast.support_contact.actor)
        assert [one.message.body for one in lines if one.message.id == marked] == ([seen] if seen else [])
