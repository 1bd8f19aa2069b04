"""A recording of the screen goes along with a report, up to the limit of uploads; nobody else's customer gets it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Attachment, Ticket
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.test_pages import fields

Enter = Callable[[Player], Client]
MB = 1024 * 1024
# The first box of an MPEG-4 file.
MPEG_4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41"


def video(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("scherm.mp4", MPEG_4.ljust(size, b"\0"), "video/mp4")


@pytest.fixture(autouse=True)
def limit(settings: Any, tmp_path: Path) -> None:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    settings.UPLOAD_LIMIT = 100 * MB
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()


@pytest.fixture
def ticket(cast: Cast, appreo: AgreementVersion) -> Ticket:
    return reported(cast, "2026-04-07 10:00")


def send(client: Client, ticket: Ticket, file: SimpleUploadedFile) -> int:
    return client.post(
        f"/portal/tickets/{ticket.id}/reply/", {**fields(text="Zie bijlage."), "files": [file]}
    ).status_code


def attached(cast: Cast) -> list[Attachment]:
    with cast.owner.at_work():
        return list(Attachment.objects.all())


@pytest.mark.clause("CL-13")
def test_a_video_of_90_mb_is_kept_where_100_is_the_limit_and_another_customer_gets_404(
    cast: Cast, ticket: Ticket, signed_in: Enter
) -> None:
    client = signed_in(cast.support_contact)
    assert send(client, ticket, video(90 * MB)) == 302
    (one,) = attached(cast)
    assert (one.name, one.size) == ("scherm.mp4", 90 * MB)
    address = f"/files/{one.file_id}/"
    assert client.get(address).headers["Content-Length"] == str(90 * MB)
    assert signed_in(cast.stranger).get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "head", "status"),
    [
        ("scherm.mov", b"\x00\x00\x00\x14ftypqt  ", 302),
        ("scherm.webm", b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm", 302),
        ("scherm.mkv", b"\x1a\x45\xdf\xa3\x9fB\x82\x88matroska", 422),
        ("foto.heic", b"\x00\x00\x00\x18ftypheic", 422),
        ("scherm.mov", MPEG_4, 422),
        ("scherm.mp4", b"MZ\x90\x00", 422),
    ],
)
def test_the_bytes_say_what_it_is_whatever_the_name(
    cast: Cast, ticket: Ticket, signed_in: Enter, name: str, head: bytes, status: int
) -> None:
    file = SimpleUploadedFile(name, head.ljust(200, b"\0"), "video/mp4")
    assert send(signed_in(cast.support_contact), ticket, file) == status
    assert [one.name for one in attached(cast)] == ([name] if status == 302 else [])


@pytest.mark.clause("CL-13")
def test_one_larger_than_the_limit_is_refused_and_nothing_is_kept(cast: Cast, ticket: Ticket, signed_in: Enter) -> None:
    assert send(signed_in(cast.support_contact), ticket, video(100 * MB + 1)) == 422
    assert attached(cast) == []
