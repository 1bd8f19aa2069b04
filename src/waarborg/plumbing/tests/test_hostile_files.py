"""Files made to harm: their names, their lists of contents, and pages that pose as pictures or text."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from waarborg.plumbing import files, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files import TooManyDots, TooManyInside
from waarborg.plumbing.files.accept import safe_name
from waarborg.plumbing.models import StoredFile, Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    return tmp_path / "files"


def keep(tenant: Tenant, by: Actor, content: bytes, name: str) -> StoredFile:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        return files.store(io.BytesIO(content), name=name, tenant=tenant.id, by=by, at=NOW, purpose="test")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("NUL.tar.zip", "_NUL.tar.zip"),
        ("C:\\temp\\COM1.pdf", "_COM1.pdf"),
        ("lpt9 .txt", "_lpt9 .txt"),
        ("COM\u00b9.txt", "_COM\u00b9.txt"),
        ("conin$.log", "_conin$.log"),
        ("console.txt", "console.txt"),
        ("com10.txt", "com10.txt"),
        ("aux bestanden.txt", "aux bestanden.txt"),
    ],
)
def test_names_of_devices_of_windows_are_no_longer_names_of_devices(given: str, safe: str) -> None:
    assert safe_name(given) == safe


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("rood\x1b[31m.txt", "rood_[31m.txt"),
        ("rood\x9b31m.txt", "rood_31m.txt"),
        ("a\x00b.png", "a_b.png"),
        ("regel\u2028twee\u0085drie.txt", "regel twee_drie.txt"),
        ("verslag\u202etxt.exe", "verslagtxt.exe"),
        ("\u2066\u202dfactuur\u2069.pdf", "factuur.pdf"),
        ("onzichtbaar\u200b\ufeff.txt", "onzichtbaar.txt"),
        ("\u05e9\u05dc\u05d5\u05dd.pdf", "\u05e9\u05dc\u05d5\u05dd.pdf"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("a/", "bestand"),
        ("x.txt:stroom.txt", "x.txt_stroom.txt"),
        ("a" * 300, "a" * 120),
        ("." * 300 + "pdf", "pdf"),
        ("\u00e9" * 300 + ".pdf", "\u00e9" * 116 + ".pdf"),
    ],
)
def test_control_signs_directions_and_paths_are_taken_out(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def listing(entries: int) -> bytes:
    """An archive that is nothing but a list of contents, in the form for large ones (zip64)."""
    one = b"PK\x01\x02" + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0)
    listed = b"".join(one + b"%04x" % (number % 65536) for number in range(entries))
    start = b"PK\x03\x04" + bytes(26)
    end = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, entries, entries, len(listed), len(start))
    where = b"PK\x06\x07" + struct.pack("<IQI", 0, len(start) + len(listed), 1)
    last = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return start + listed + end + where + last


def test_an_archive_with_an_endless_list_is_refused_unread(merendaal: Tenant, contact: Actor, folder: Path) -> None:
    assert keep(merendaal, contact, listing(20_000), "logs.zip").media_type == "application/zip"
    with pytest.raises(TooManyInside) as caught:
        keep(merendaal, contact, listing(22_000), "alles.zip")
    assert caught.value.say("nl") == "Het bestand alles.zip bevat te veel bestanden om na te kijken."
    assert caught.value.way_out("en") == "Send only what is needed, or split it over several zip files."
    with tenancy.enter(Role.DESK):
        assert list(StoredFile.objects.values_list("name", flat=True)) == ["logs.zip"]
    assert list((folder / ".incoming").iterdir()) == []


def test_what_grows_when_unpacked_is_stored_as_it_came(merendaal: Tenant, contact: Actor) -> None:
    """128 MB of zeros in 128 KB: nobody here unpacks it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("nul.txt", "w") as member:
        for _ in range(128):
            member.write(bytes(1 << 20))
    content = packed.getvalue()
    assert keep(merendaal, contact, content, "bom.zip").size == len(content)


def test_a_document_that_hides_a_bomb_as_its_type_is_not_unpacked_either(merendaal: Tenant, contact: Actor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", bytes(64 << 20))
    assert keep(merendaal, contact, packed.getvalue(), "bom.zip").media_type == "application/zip"


def test_a_picture_of_billions_of_dots_is_refused_by_its_first_bytes(
    merendaal: Tenant, contact: Actor, folder: Path
) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
    picture = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b"")
    with pytest.raises(TooManyDots) as caught:
        keep(merendaal, contact, picture, "groot.png")
    assert caught.value.say("nl") == "De afbeelding groot.png heeft meer dan 64 miljoen beeldpunten."
    assert list((folder / ".incoming").iterdir()) == []
