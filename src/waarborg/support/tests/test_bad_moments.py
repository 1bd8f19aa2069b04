"""Moments that nobody chose: somebody was first, the clock was set back, a file is empty. In two languages."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import clock
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.reply import reply
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.test_pages import fields

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def tuesday(settings: Any, tmp_path: Path) -> None:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()


@pytest.fixture
def ticket(cast: Cast, appreo: AgreementVersion) -> Ticket:
    return reported(cast, "2026-04-07 10:00")


def reader(signed_in: Enter, player: Player, lang: str) -> Client:
    client = signed_in(player)
    client.cookies["waarborg_language"] = lang
    return client


@pytest.mark.parametrize(
    ("lang", "said", "way_out"),
    [
        ("nl", "Terwijl u schreef is M-00001 gewijzigd.", "Lees het nieuwe bericht hierboven"),
        ("en", "While you were writing, M-00001 changed.", "Read the new message above"),
    ],
)
def test_an_answer_that_crosses_a_reply_waits_with_its_text(
    cast: Cast, ticket: Ticket, signed_in: Enter, lang: str, said: str, way_out: str
) -> None:
    desk = reader(signed_in, cast.agent, lang)
    seen = Ticket.revision.field.value_from_object(ticket)
    with cast.support_contact.at_work():
        reply(ticket, by=cast.support_contact.actor, at=clock.now(), text="Het speelt nog steeds.")
    filled = fields(text="Mijn lange antwoord.", purpose="message", revision=str(seen))
    answer = desk.post(f"/desk/tickets/{ticket.id}/answer/", filled)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in (said, way_out, "Mijn lange antwoord.", "Het speelt nog steeds."))
    with cast.owner.at_work():
        assert Message.objects.filter(side="staff").count() == 0


def send(client: Client, ticket: Ticket, upload: SimpleUploadedFile) -> HttpResponse:
    filled: dict[str, Any] = {**fields(text="Mijn tekst blijft."), "files": [upload]}
    answer: Any = client.post(f"/portal/tickets/{ticket.id}/reply/", filled)
    return answer


@pytest.mark.parametrize(
    ("name", "body", "lang", "said", "way_out"),
    [
        ("leeg.png", b"", "nl", "leeg.png is leeg (0 bytes).", "Kies het bestand opnieuw."),
        ("leeg.png", b"", "en", "leeg.png is empty (0 bytes).", "Choose the file again."),
        ("foto.png", b"MZ\x90\x00", "nl", "foto.png is van een soort die wij niet aannemen", "Wij nemen aan: csv"),
        ("foto.png", b"MZ\x90\x00", "en", "foto.png is of a kind we do not accept", "We accept: csv"),
    ],
)
def test_a_file_we_cannot_take_is_named_and_the_text_stays(
    cast: Cast, ticket: Ticket, signed_in: Enter, name: str, body: bytes, lang: str, said: str, way_out: str
) -> None:
    answer = send(reader(signed_in, cast.support_contact, lang), ticket, SimpleUploadedFile(name, body))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in page for words in (said, way_out, "Mijn tekst blijft."))
    with cast.owner.at_work():
        assert Message.objects.count() == 1


@pytest.fixture
def set_back(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """The machine's clock is set back an hour while the product runs."""
    settings.CLOCK_OFFSET = timezone.timedelta(0)
    wall = [time.time()]
    monkeypatch.setattr(clock, "_steady", clock.Steady(wall=lambda: wall[0]))
    clock.now()
    wall[0] -= 3600
    yield


@pytest.mark.parametrize(
    ("lang", "said", "way_out"),
    [
        ("nl", "De klok van de server is teruggezet.", "Vraag uw beheerder"),
        ("en", "The clock of the server was set back.", "Ask your operator to look at the clock."),
    ],
)
def test_a_clock_that_was_set_back_is_told_to_staff_and_stops_nobody(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, set_back: None, lang: str, said: str, way_out: str
) -> None:
    before = clock.now()
    desk = reader(signed_in, cast.agent, lang).get("/desk/queue/").content.decode()
    assert said in desk
    assert way_out in desk
    contact = reader(signed_in, cast.support_contact, lang)
    assert said not in contact.get("/portal/tickets/").content.decode()
    form = fields(subject="Uren", kind="incident", priority="p1", what="De uren komen niet door.")
    assert contact.post("/portal/tickets/new/", form).status_code == 302
    with cast.owner.at_work():
        assert Ticket.objects.get().reported_at >= before
