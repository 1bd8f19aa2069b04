"""Uploads as people and attackers send them, through the door: what is refused says why, what is kept is harmless."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import StoredFile
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Attachment, Message, Ticket
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.test_pages import fields

Enter = Callable[[Player], Client]
PAGE = b"<!doctype html><script>alert(document.cookie)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()
    return tmp_path / "files"


@pytest.fixture
def ticket(cast: Cast, appreo: AgreementVersion) -> Ticket:
    return reported(cast, "2026-04-07 10:00")


def send(client: Client, ticket: Ticket, *uploads: SimpleUploadedFile, text: str = "Zie bijlage.") -> HttpResponse:
    answer: Any = client.post(f"/portal/tickets/{ticket.id}/reply/", {**fields(text=text), "files": list(uploads)})
    return answer


def raw(client: Client, ticket: Ticket, name: bytes, body: bytes = b"inhoud") -> HttpResponse:
    """A part with these very bytes as its name, as no browser would send it."""
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (key.encode(), value.encode())
        for key, value in fields(text="Zie bijlage.").items()
    ]
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n' % name
    content = b"".join([*parts, head, b"Content-Type: text/html\r\n\r\n", body, b"\r\n--x--\r\n"])
    answer: Any = client.generic(
        "POST", f"/portal/tickets/{ticket.id}/reply/", content, content_type="multipart/form-data; boundary=x"
    )
    return answer


def attached(cast: Cast) -> list[str]:
    with cast.owner.at_work():
        return list(Attachment.objects.order_by("id").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (b"a" * 300 + b".txt", "a" * 116 + ".txt"),
        ("rapport\u202etxt.csv".encode(), "rapporttxt.csv"),
        (b"..\\..\\autoexec.txt", "autoexec.txt"),
        (b"../../etc/passwd.txt", "passwd.txt"),
        (b"CON.txt", "_CON.txt"),
        (b"rood\x1b[31m.txt", "rood[31m.txt"),
        (b"streep|pijp?.txt", "streep_pijp_.txt"),
        (b"&lt;b&gt;.txt", "_b_.txt"),
    ],
)
def test_a_strange_name_is_kept_as_a_plain_one(
    cast: Cast, ticket: Ticket, signed_in: Enter, folder: Path, name: bytes, kept: str
) -> None:
    client = signed_in(cast.support_contact)
    assert raw(client, ticket, name).status_code == 302
    assert attached(cast) == [kept]
    assert all(len(path.name) == 64 for path in folder.glob("*/*/*"))
    page = client.get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert kept in page


@pytest.mark.parametrize("name", ["pagina.html", "tekening.svg", "pagina.xhtml", "pagina.htm.", "x.png"])
@pytest.mark.parametrize(("lang", "said"), [("nl", "Wij nemen aan: csv, docx,"), ("en", "We accept: csv, docx,")])
def test_pages_and_drawings_are_refused_with_what_is_taken(
    cast: Cast, ticket: Ticket, signed_in: Enter, name: str, lang: str, said: str
) -> None:
    client = signed_in(cast.support_contact)
    client.cookies["waarborg_language"] = lang
    answer = send(client, ticket, SimpleUploadedFile(name, DRAWING), text="Mijn tekst blijft.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert name.rstrip(".") in page
    assert said in page
    assert "Mijn tekst blijft." in page
    assert attached(cast) == []


@pytest.mark.parametrize("body", [PAGE, DRAWING], ids=["page", "drawing"])
def test_a_page_that_poses_as_text_is_handed_out_as_text_that_cannot_act(
    cast: Cast, ticket: Ticket, signed_in: Enter, body: bytes
) -> None:
    client = signed_in(cast.support_contact)
    assert send(client, ticket, SimpleUploadedFile("pagina.txt", body, "text/html")).status_code == 302
    with cast.owner.at_work():
        file = Attachment.objects.get().file_id
    for reader in (client, signed_in(cast.agent)):
        answer: Any = reader.get(f"/files/{file}/", headers={"Accept": "text/html"})
        assert b"".join(answer.streaming_content) == body
        assert answer.headers["Content-Type"] == "text/plain"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="pagina.txt"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Hoogstens 10 bestanden tegelijk; u koos er 101."),
        ("en", "At most 10 files at a time; you chose 101."),
    ],
)
def test_too_many_files_are_counted_and_the_text_stays(
    cast: Cast, ticket: Ticket, signed_in: Enter, lang: str, said: str
) -> None:
    client = signed_in(cast.support_contact)
    client.cookies["waarborg_language"] = lang
    uploads = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(101)]
    answer = send(client, ticket, *uploads, text="Mijn tekst blijft.")
    page = answer.content.decode()
    assert (answer.status_code, said in page, "Mijn tekst blijft." in page) == (422, True, True)
    with cast.owner.at_work():
        assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("lang", "said", "way_out"),
    [
        ("nl", "U stuurde meer dan 1000 bestanden tegelijk.", "Ga terug en kies er minder"),
        ("en", "You sent more than 1000 files at a time.", "Go back and choose fewer"),
    ],
)
def test_files_without_end_are_not_read_on(
    cast: Cast, ticket: Ticket, signed_in: Enter, lang: str, said: str, way_out: str
) -> None:
    client = signed_in(cast.support_contact)
    client.cookies["waarborg_language"] = lang
    answer = send(client, ticket, *(SimpleUploadedFile(f"{number}.txt", b"x") for number in range(1001)))
    page = answer.content.decode()
    assert (answer.status_code, said in page, way_out in page) == (413, True, True)


@pytest.mark.parametrize(
    ("lang", "said", "way_out"),
    [
        ("nl", "Wat u invulde is samen langer dan 2 MB.", "stuur een lange tekst mee als bestand"),
        ("en", "What you filled in is longer than 2 MB in all.", "send a long text along as a file"),
    ],
)
def test_text_without_end_is_told_from_a_broken_request(
    cast: Cast, ticket: Ticket, signed_in: Enter, lang: str, said: str, way_out: str
) -> None:
    client = signed_in(cast.support_contact)
    client.cookies["waarborg_language"] = lang
    answer = send(client, ticket, text="a" * (2 * 1024 * 1024 + 1))
    page = answer.content.decode()
    assert (answer.status_code, said in page, way_out in page) == (413, True, True)
    with cast.owner.at_work():
        assert Message.objects.count() == 1
