"""No room for an attachment: said on the form, with what was typed kept, and nothing half stored."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import StoredFile
from waarborg.plumbing.tests.pixels import picture
from waarborg.plumbing.tests.small_disks import small_disk_at
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.test_pages import REPORT, fields

Enter = Callable[[Player], Client]
SMALL = picture(45, 45, noise=True)
LARGE = b"%PDF-" + bytes(200_000)


@pytest.fixture
def small_disk(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The files of the product on a file system of 64 KB."""
    where = tmp_path / "small"
    where.mkdir()
    with small_disk_at(where, "64k"):
        settings.FILE_STORE = f"file://{where}"
        settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()
        yield where


def uploads() -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile("scherm.png", SMALL), SimpleUploadedFile("groot.pdf", LARGE)]


def drafts(disk: Path) -> list[Path]:
    return [path for path in disk.rglob("draft-*") if path.is_file()]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("nl", "Er is geen ruimte meer om dit bestand op te slaan."), ("en", "There is no room left to store this file.")],
)
def test_a_report_keeps_what_was_typed(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, small_disk: Path, lang: str, said: str
) -> None:
    client = signed_in(cast.support_contact)
    client.cookies["waarborg_language"] = lang
    answered = client.post("/portal/tickets/new/", {**fields(**REPORT), "files": uploads()})
    page = answered.content.decode()
    assert answered.status_code == 422
    assert said in page
    assert REPORT["what"] in page
    with cast.owner.at_work():
        # Of two files the first had room: it is not kept without the other.
        assert (Ticket.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert drafts(small_disk) == []


def test_the_same_report_without_the_large_file_goes_through(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, small_disk: Path
) -> None:
    client = signed_in(cast.support_contact)
    form = fields(**REPORT)
    assert client.post("/portal/tickets/new/", {**form, "files": uploads()}).status_code == 422
    assert client.post("/portal/tickets/new/", {**form, "files": uploads()[:1]}).status_code == 302
    with cast.owner.at_work():
        assert (Ticket.objects.count(), StoredFile.objects.get().name) == (1, "scherm.png")


def test_a_reply_is_not_sent_without_its_files(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, small_disk: Path
) -> None:
    ticket = reported(cast, "2026-04-07 10:00")
    with cast.owner.at_work():
        before = Message.objects.count()
    client = signed_in(cast.support_contact)
    filled = {**fields(text="Zie de bijlagen."), "files": uploads()}
    answered = client.post(f"/portal/tickets/{ticket.id}/reply/", filled)
    assert answered.status_code == 422
    assert "Zie de bijlagen." in answered.content.decode()
    with cast.owner.at_work():
        assert (Message.objects.count(), StoredFile.objects.count()) == (before, 0)
