"""The chat in the help button: the chat of the portal, by a pass, from the origin that the button stands at."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from waarborg.access.rules.throttling import Limit
from waarborg.access.tests.doors import sign_in
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.live.tickets import read_ticket
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.chats.end import resolve
from waarborg.support.actions.chats.write import write
from waarborg.support.actions.widget import Kept
from waarborg.support.models import Attachment, Chat, Message, Ticket
from waarborg.support.tests.buttons import APP, ask, enter, help_button
from waarborg.support.tests.chats.talks import WORDS, opened, said
from waarborg.support.tests.reports import at
from waarborg.support.views import widget_chat

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def kept(cast: Cast, appreo: AgreementVersion) -> Kept:
    return help_button(cast)


@pytest.fixture(autouse=True)
def tuesday(settings: Any) -> None:
    """Tuesday 7 April 2026, 11:42 in Amsterdam."""
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()


def line(text: str = WORDS, **more: Any) -> dict[str, Any]:
    return {"text": text, "once": str(uuid4()), **more}


def answered(cast: Cast, chat: Chat, text: str) -> None:
    with cast.agent.at_work():
        write(chat, by=cast.agent.actor, at=at("2026-04-07 11:43"), text=text)


def the_chat(cast: Cast) -> Chat:
    with cast.agent.at_work():
        found: Chat = Chat.objects.select_related("ticket").get()
    return found


def nothing_said(cast: Cast) -> bool:
    with cast.agent.at_work():
        return not (Chat.objects.exists() or Ticket.objects.exists() or Message.objects.exists())


def test_before_anything_is_said_there_are_the_hours_and_the_words_of_the_agreement(kept: Kept) -> None:
    told = ask(kept, "chat", {"pass": enter(kept)["pass"]}).json()
    assert (told["chat"], told["hours"]) == (None, {"open": True, "text": "Wij zijn er tot 17:00."})
    assert [word for word, _ in told["priorities"]][:1] == ["p1"]
    assert "live" not in told


def test_the_first_line_is_a_ticket_of_channel_chat_and_the_desk_sees_that_it_comes_from_the_button(
    cast: Cast, kept: Kept
) -> None:
    shown = enter(kept)
    assert shown["may_chat"] is True
    told = ask(kept, "say", {"pass": shown["pass"], **line(priority="p1")}).json()
    chat = the_chat(cast)
    ticket = chat.ticket
    assert (ticket.channel, ticket.kind, ticket.priority, ticket.subject) == ("chat", "question", "p1", WORDS)
    assert (chat.widget_id, chat.contact_id) == (kept.widget.id, cast.support_contact.person.id)
    assert told["chat"] == {
        "id": str(chat.id),
        "open": True,
        "number": ticket.shown_number,
        "url": told["chat"]["url"],
        "there": "Nog niemand heeft deze chat opgenomen.",
    }
    assert told["chat"]["url"].endswith(reverse("support:ticket", args=[ticket.id]))
    (first,) = told["lines"]
    assert [first[one] for one in ("side", "name", "time", "text")] == ["you", "S. Monster", "vandaag 11:42", WORDS]
    desk = sign_in(Client(), cast.agent)
    assert "via de hulpknop Appreo" in desk.get(reverse("support:desk-chat", args=[chat.id])).content.decode()
    assert "via de hulpknop" in desk.get(reverse("support:desk-chats")).content.decode()


def test_without_a_choice_the_priority_is_the_least_as_in_the_portal(cast: Cast, kept: Kept) -> None:
    shown = enter(kept)["pass"]
    least = ask(kept, "chat", {"pass": shown}).json()["priorities"][-1][0]
    ask(kept, "say", {"pass": shown, **line(priority="p99")})
    assert the_chat(cast).ticket.priority == least


def test_the_same_line_twice_is_one_line_whether_it_is_the_first_or_a_later_one(cast: Cast, kept: Kept) -> None:
    shown, first, second = enter(kept)["pass"], line(), line("En nog iets.")
    told = [ask(kept, "say", {"pass": shown, **first}).json() for _ in range(2)]
    assert told[0]["chat"]["id"] == told[1]["chat"]["id"]
    # Also where the page learnt in between which chat it is, and sends the first line again.
    for one in (first, second, second):
        assert ask(kept, "say", {"pass": shown, "chat": told[0]["chat"]["id"], **one}).status_code == 200
    assert said(cast, the_chat(cast)) == [("customer", "chat", WORDS), ("customer", "chat", "En nog iets.")]


def test_after_a_reload_and_in_a_second_tab_the_same_conversation_stands_there_with_our_answer(
    cast: Cast, kept: Kept
) -> None:
    ask(kept, "say", {"pass": enter(kept)["pass"], **line()})
    answered(cast, the_chat(cast), "Onder Beheer, Perioden.")
    for _ in range(2):
        told = ask(kept, "chat", {"pass": enter(kept)["pass"]}).json()
        assert [(one["side"], one["text"]) for one in told["lines"]] == [
            ("you", WORDS),
            ("us", "Onder Beheer, Perioden."),
        ]
        assert told["chat"]["there"] == "R. Specimen is er."
    # A second tab that did not know of it goes on in the same chat.
    thanks, shown = line("Dank."), enter(kept)["pass"]
    for _ in range(2):
        ask(kept, "say", {"pass": shown, **thanks})
    assert len(said(cast, the_chat(cast))) == 3


def test_presence_and_typing_go_both_ways(cast: Cast, kept: Kept) -> None:
    shown = enter(kept)["pass"]
    chat = ask(kept, "say", {"pass": shown, **line()}).json()["chat"]["id"]
    ask(kept, "chat", {"pass": shown, "chat": chat, "here": True, "typing": True})
    desk = sign_in(Client(), cast.agent)
    desk.post(reverse("support:chat-take", args=[chat]))
    assert "S. Monster typt…" in desk.get(reverse("support:live-chat-log", args=[chat])).content.decode()
    desk.post(reverse("support:live-chat-there", args=[chat]), {"typing": "1"})
    assert ask(kept, "chat", {"pass": shown}).json()["chat"]["there"] == "R. Specimen typt…"


def test_solved_by_the_desk_it_tells_its_number_and_what_is_typed_after_it_is_refused(cast: Cast, kept: Kept) -> None:
    shown = enter(kept)["pass"]
    chat = ask(kept, "say", {"pass": shown, **line()}).json()["chat"]
    with cast.agent.at_work():
        resolve(the_chat(cast), by=cast.agent.actor, at=at("2026-04-07 11:43"), text="Staat open.")
    told = ask(kept, "chat", {"pass": shown, "chat": chat["id"]}).json()
    assert (told["chat"]["open"], told["chat"]["number"]) == (False, chat["number"])
    assert [one["text"] for one in told["lines"]] == [WORDS, "Staat open."]
    assert "live" not in told
    late = ask(kept, "say", {"pass": shown, "chat": chat["id"], **line("Een half verhaal")})
    assert (late.status_code, late.json()["code"]) == (409, "support.chat.ended")
    assert chat["number"] in late.json()["way_out"]
    assert len(said(cast, the_chat(cast))) == 2


def test_the_customer_ends_it_and_the_ticket_stays(cast: Cast, kept: Kept) -> None:
    shown = enter(kept)["pass"]
    chat = ask(kept, "say", {"pass": shown, **line()}).json()["chat"]["id"]
    for _ in range(2):
        assert ask(kept, "end", {"pass": shown, "chat": chat}).json()["chat"]["open"] is False
    found = the_chat(cast)
    assert (found.ended_how, found.ticket.is_live) == ("left", True)
    with cast.agent.at_work():
        ends = JournalEntry.objects.filter(subject_id=found.ticket_id, kind="support.ticket.chat-ended")
        assert ends.count() == 1


def test_a_file_is_judged_by_its_content_as_in_the_portal_and_handed_out_by_the_pass(cast: Cast, kept: Kept) -> None:
    shown, there = enter(kept)["pass"], reverse("support:widget-say", args=[kept.widget.id])

    def send(*files: SimpleUploadedFile) -> Any:
        body = {"pass": shown, **line(), "files": list(files)}
        return Client().post(there, body, headers={"Origin": APP})

    refused = send(SimpleUploadedFile("scherm.png", b"MZ\x90\x00 geen plaatje"))
    assert (refused.status_code, refused.json()["code"]) == (422, "support.widget.not-sent")
    assert "scherm.png" in refused.json()["detail"]
    assert send(*[SimpleUploadedFile(f"{one}.png", PNG) for one in range(11)]).status_code == 422
    assert nothing_said(cast)
    told = send(SimpleUploadedFile("scherm.png", PNG))
    assert told.headers["Access-Control-Allow-Origin"] == APP
    (file,) = told.json()["lines"][0]["files"]
    with cast.agent.at_work():
        assert [str(one.file_id) for one in Attachment.objects.all()] == [file["id"]]
    got = ask(kept, "file", {"pass": shown, "file": file["id"]})
    assert b"".join(got.streaming_content).startswith(b"\x89PNG")
    assert got.headers["Content-Disposition"] == 'attachment; filename="scherm.png"'
    assert got.headers["Access-Control-Allow-Origin"] == APP
    stranger = enter(kept, sub=cast.stranger.person.email)["pass"]
    assert ask(kept, "file", {"pass": stranger, "file": file["id"]}).status_code == 404
    assert ask(kept, "file", {"pass": shown, "file": str(uuid4())}).status_code == 404


def test_a_password_is_masked_and_the_writer_hears_of_it(cast: Cast, kept: Kept) -> None:
    told = ask(kept, "say", {"pass": enter(kept)["pass"], **line("Mijn wachtwoord: Geheim123!")}).json()
    assert told["masked"] is True
    assert "Geheim123" not in str(told["lines"])


@pytest.mark.parametrize("whose", ["stranger", "owner"])
def test_the_chat_of_another_customer_and_of_a_colleague_is_not_there(cast: Cast, kept: Kept, whose: str) -> None:
    other: Player = getattr(cast, whose)
    chat = opened(cast, "2026-04-07 11:00")
    shown = enter(kept, sub=other.person.email)["pass"]
    for what, more in (("chat", {}), ("say", line("Van mij?")), ("end", {})):
        assert ask(kept, what, {"pass": shown, "chat": str(chat.id), **more}).status_code == 404, what
    assert said(cast, chat) == [("customer", "chat", WORDS)]
    assert the_chat(cast).is_open


def test_a_contact_without_authority_is_offered_no_chat_and_is_refused(cast: Cast, kept: Kept) -> None:
    told = enter(kept, sub="g.model@example.org")
    assert told["may_chat"] is False
    for what, more in (("chat", {}), ("say", line())):
        assert ask(kept, what, {"pass": told["pass"], **more}).status_code == 403
    assert nothing_said(cast)


@pytest.mark.parametrize("what", ["chat", "say", "end", "file", "leave"])
def test_a_visitor_and_another_origin_get_nothing(cast: Cast, kept: Kept, what: str) -> None:
    body = {**line(), "file": str(uuid4()), "chat": str(uuid4())}
    assert ask(kept, what, body).status_code == 401
    assert ask(kept, what, {**body, "pass": "iets"}).status_code == 401
    elsewhere = ask(kept, what, {**body, "pass": enter(kept)["pass"]}, origin="https://elders.example.nl")
    assert (elsewhere.status_code, "Access-Control-Allow-Origin" in elsewhere.headers) == (404, False)
    assert nothing_said(cast)


@pytest.mark.parametrize("wrong", [{"text": ""}, {"once": "x"}, {"text": 3}, {"chat": "geen"}, {"chat": 1}])
def test_what_is_no_line_is_refused_in_words(cast: Cast, kept: Kept, wrong: dict[str, Any]) -> None:
    answer = ask(kept, "say", {"pass": enter(kept)["pass"], **line(), **wrong})
    assert answer.status_code == 422 and answer.json()["detail"]
    assert nothing_said(cast)


def test_who_signs_out_of_the_application_is_out_in_every_tab_until_he_comes_again(
    cast: Cast, kept: Kept, settings: Any
) -> None:
    one, two = enter(kept)["pass"], enter(kept)["pass"]
    other = enter(kept, sub=cast.owner.person.email)["pass"]
    assert ask(kept, "leave", {"pass": one}).json() == {}
    for shown in (one, two):
        assert ask(kept, "chat", {"pass": shown}).status_code == 401
    assert ask(kept, "chat", {"pass": other}).status_code == 200
    settings.CLOCK_OFFSET += timedelta(seconds=1)
    again = enter(kept)["pass"]
    assert ask(kept, "chat", {"pass": again}).status_code == 200
    assert ask(kept, "chat", {"pass": two}).status_code == 401


def test_the_ticket_of_the_stream_hears_of_this_chat_alone_and_works_from_this_origin(cast: Cast, kept: Kept) -> None:
    told = ask(kept, "say", {"pass": enter(kept)["pass"], **line()}).json()
    ticket = read_ticket(told["live"])
    chat = the_chat(cast)
    assert ticket is not None
    assert (ticket.topics, ticket.origin) == ((f"chat.{chat.id}", f"ticket.{chat.ticket_id}"), APP)
    assert str(cast.support_contact.person.id) not in ticket.session


def test_outside_the_hours_it_says_when_the_desk_opens(cast: Cast, kept: Kept, settings: Any) -> None:
    settings.CLOCK_OFFSET = at("2026-04-04 12:00") - timezone.now()
    shown = enter(kept)["pass"]
    hours = ask(kept, "chat", {"pass": shown}).json()["hours"]
    assert hours["open"] is False
    assert hours["text"].startswith("Wij zijn er nu niet. Wij zijn er weer vanaf dinsdag 7 april")
    english = Client().post(
        reverse("support:widget-chat", args=[kept.widget.id]),
        f'{{"pass": "{shown}"}}',
        content_type="application/json",
        headers={"Origin": APP, "Accept-Language": "en"},
    )
    assert english.json()["hours"]["text"].startswith("We are not here now. We are here again from")


def test_one_person_writes_no_faster_than_a_person_does_and_hears_when_to_come_back(
    cast: Cast, kept: Kept, monkeypatch: Any
) -> None:
    monkeypatch.setattr(widget_chat, "SAYS", Limit(attempts=2, window=timedelta(minutes=1)))
    shown = enter(kept)["pass"]
    answers = [ask(kept, "say", {"pass": shown, **line(f"Regel {one}")}) for one in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "support.widget.too-fast"
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert len(said(cast, the_chat(cast))) == 2
    # A colleague behind the same address goes on.
    assert ask(kept, "say", {"pass": enter(kept, sub=cast.owner.person.email)["pass"], **line()}).status_code == 200


def test_half_a_sign_where_a_field_was_cut_off_is_written_as_one_that_is_missing(cast: Cast, kept: Kept) -> None:
    shown = enter(kept)["pass"]
    answer = ask(kept, "say", {"pass": shown, **line("Het lukt niet \ud83d")})
    assert (answer.status_code, [one["text"] for one in answer.json()["lines"]]) == (200, ["Het lukt niet ?"])
    wrong = ask(kept, "say", {"pass": shown, **line(), "text": {"een": "ding"}})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "support.widget.input")
    with tenancy.enter(Role.DESK):
        assert Message.objects.count() == 1
