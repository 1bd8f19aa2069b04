"""Files: told by their bytes, stored whole or not at all, handed out to those who may see them."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import files, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files import EmptyFile, NoRoom, TooLarge, WrongType
from waarborg.plumbing.files.accept import safe_name
from waarborg.plumbing.files.sweep import SPARED_SECONDS, remove, sweep
from waarborg.plumbing.models import StoredFile, Tenant
from waarborg.plumbing.tenancy import NoScope, Role
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.tests.pixels import PNG, photo
from waarborg.plumbing.tests.small_disks import small_disk_at


def office(*names: str, mimetype: str = "") -> bytes:
    """A packed document, the same bytes at any moment: they are part of a test's name, and the workers of one run have
    to agree on the names."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")
    return content.getvalue()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    settings.UPLOAD_LIMIT = 1024 * 1024
    return tmp_path / "files"


def keep(tenant: Tenant, by: Actor, content: bytes = PNG, name: str = "scherm.png", **more: Any) -> StoredFile:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        return files.store(
            io.BytesIO(content), name=name, tenant=tenant.id, by=by, at=NOW, purpose="test.attachment", **more
        )


def found(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def rows() -> int:
    with tenancy.enter(Role.DESK):
        return StoredFile.objects.count()


def refused(kind: type[Refusal], folder: Path, *args: Any, **more: Any) -> Refusal:
    with pytest.raises(kind) as caught:
        keep(*args, **more)
    assert found(folder) == []
    assert rows() == 0
    return caught.value


def test_a_file_is_stored_under_its_hash_and_read_again(merendaal: Tenant, contact: Actor, folder: Path) -> None:
    file = keep(merendaal, contact)
    assert (file.name, file.media_type, file.size, file.stored_by) == (
        "scherm.png",
        "image/png",
        len(PNG),
        contact.person,
    )
    assert found(folder) == [f"{merendaal.id}/{file.sha256[:2]}/{file.sha256}"]
    with tenancy.enter(Role.DESK), files.open_file(file) as content:
        assert content.read() == PNG


def test_blocks_of_bytes_will_do_as_well(merendaal: Tenant, contact: Actor) -> None:
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        file = files.store(iter([PNG[:5], PNG[5:]]), name="a.png", tenant=merendaal.id, by=contact, at=NOW, purpose="x")
    assert file.size == len(PNG)


def test_the_same_bytes_are_stored_once_for_each_tenant(
    merendaal: Tenant, hazelvoort: Tenant, contact: Actor, folder: Path
) -> None:
    keep(merendaal, contact)
    keep(merendaal, contact, name="nog eens.png")
    keep(hazelvoort, contact)
    assert len(found(folder)) == 2
    assert rows() == 3


def test_outside_a_scope_nothing_is_stored(db: None, contact: Actor) -> None:
    with pytest.raises(NoScope):
        files.store(io.BytesIO(PNG), name="a.png", tenant=contact.tenant, by=contact, at=NOW, purpose="x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.PNG", PNG, "image/png"),
        ("a.jpeg", photo("JPEG"), "image/jpeg"),
        ("a.gif", photo("GIF"), "image/gif"),
        ("a.webp", photo("WEBP"), "image/webp"),
        ("a.pdf", b"%PDF-1.7\n", "application/pdf"),
        ("a.txt", "Storing: één scherm blijft leeg\n".encode(), "text/plain"),
        ("a.txt", "Storing: één".encode("cp1252"), "text/plain"),
        ("a.txt", "Storing".encode("utf-16"), "text/plain"),
        ("a.csv", b"a;b\r\n1;2\r\n", "text/csv"),
        ("a.zip", office("log.txt"), "application/zip"),
        (
            "a.docx",
            office("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.xlsx",
            office("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            "a.odt",
            office("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_accepted_types(merendaal: Tenant, contact: Actor, name: str, content: bytes, kind: str) -> None:
    assert keep(merendaal, contact, content, name).media_type == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"GIF89a...."),
        ("a.pdf", b"MZ\x90\x00\x03\x00"),
        ("a.exe", b"MZ\x90\x00\x03\x00"),
        ("a.txt", b"MZ\x90\x00\x03\x00"),
        ("a.txt", b"\xff\xfe\x00"),
        ("a", PNG),
        ("a.svg", b"<svg/>"),
        ("a.html", b"<html>"),
        ("a.docx", office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", office("[Content_Types].xml", "xl/workbook.xml")),
        ("a.docm", office("[Content_Types].xml", "word/document.xml")),
        ("a.jar", office("META-INF/MANIFEST.MF")),
        ("a.zip", b"PK\x03\x04 broken"),
    ],
)
def test_a_wrong_type_or_a_name_that_does_not_fit_is_refused(
    merendaal: Tenant, contact: Actor, folder: Path, name: str, content: bytes
) -> None:
    refusal = refused(WrongType, folder, merendaal, contact, content, name)
    assert "docx" in (refusal.way_out("nl") or "")


def test_zero_bytes_are_refused(merendaal: Tenant, contact: Actor, folder: Path) -> None:
    refusal = refused(EmptyFile, folder, merendaal, contact, b"")
    assert refusal.say("nl") == "Het bestand scherm.png is leeg (0 bytes)."


def test_too_large_is_refused_while_it_comes_in(merendaal: Tenant, contact: Actor, folder: Path) -> None:
    refused(TooLarge, folder, merendaal, contact, PNG, limit=len(PNG) - 1)
    assert keep(merendaal, contact, PNG, limit=len(PNG)).size == len(PNG)


def test_a_rolled_back_upload_leaves_bytes_for_the_sweep_only(merendaal: Tenant, contact: Actor, folder: Path) -> None:
    with pytest.raises(KeyError), tenancy.enter(Role.CUSTOMER, merendaal.id):
        files.store(io.BytesIO(PNG), name="a.png", tenant=merendaal.id, by=contact, at=NOW, purpose="x")
        raise KeyError("broken on purpose")
    assert rows() == 0
    assert len(found(folder)) == 1
    sweep()
    assert len(found(folder)) == 1
    age(folder)
    sweep()
    assert found(folder) == []


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            old = path.stat().st_mtime - SPARED_SECONDS - 1
            os.utime(path, (old, old))


def test_the_sweep_leaves_what_a_row_refers_to(merendaal: Tenant, contact: Actor, folder: Path) -> None:
    keep(merendaal, contact)
    (folder / ".incoming" / "draft-left-behind").write_bytes(b"half")
    age(folder)
    sweep()
    assert len(found(folder)) == 1


def test_bytes_stored_again_are_not_swept_as_old(merendaal: Tenant, contact: Actor, folder: Path) -> None:
    keep(merendaal, contact)
    with tenancy.enter(Role.DESK):
        StoredFile.objects.all().delete()
    age(folder)
    file = keep(merendaal, contact)
    sweep()
    with files.open_file(file) as content:
        assert content.read() == PNG


def test_bytes_are_removed_when_their_last_row_is_gone(merendaal: Tenant, contact: Actor, folder: Path) -> None:
    first, second = keep(merendaal, contact), keep(merendaal, contact, name="b.png")
    for file, left in ((first, 1), (second, 0)):
        with tenancy.enter(Role.DESK):
            StoredFile.objects.filter(id=file.id).delete()
        remove(tenant=str(merendaal.id), sha256s=[file.sha256])
        assert len(found(folder)) == left


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KB: a real full disk, where the machine lets us mount one."""
    where = tmp_path / "small"
    where.mkdir()
    with small_disk_at(where, "64k"):
        yield where


def test_a_full_disk_is_a_refusal_that_leaves_nothing(
    merendaal: Tenant, contact: Actor, small_disk: Path, settings: Any
) -> None:
    settings.FILE_STORE = f"file://{small_disk}/files"
    refusal = refused(NoRoom, small_disk, merendaal, contact, b"%PDF-" + bytes(200_000), "groot.pdf")
    assert (refusal.code, refusal.status) == ("plumbing.file.no-room", 507)
    assert refusal.say("nl").endswith("Er is niets opgeslagen.")
    assert keep(merendaal, contact).size == len(PNG)


def test_no_room_is_told_on_a_machine_without_root(
    merendaal: Tenant, contact: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's own answer for a full device: the draft is a link to /dev/full."""
    draft = folder / "draft-full"

    def on_a_full_device(**_: Any) -> tuple[int, str]:
        draft.symlink_to("/dev/full")
        return os.open(draft, os.O_RDWR), str(draft)

    monkeypatch.setattr("tempfile.mkstemp", on_a_full_device)
    refusal = refused(NoRoom, folder, merendaal, contact)
    assert (refusal.code, refusal.status) == ("plumbing.file.no-room", 507)
    # Not even the link that stood for the draft is left.
    assert not draft.is_symlink()


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("C:\\Users\\x\\foto.png", "foto.png"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ('a"b<c>.png', "a_b_c_.png"),
        ("factuur\u202egpj.exe", "factuurgpj.exe"),
        ("regel\r\nkop.txt", "regel__kop.txt"),
        ("  .verborgen.txt ", "verborgen.txt"),
        ("..", "bestand"),
        ("", "bestand"),
        ("e\u0301e\u0301n.txt", "één.txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text(max_size=400))
def test_a_safe_name_is_always_one_printable_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 120
    assert not set(safe) & set('/\\\0\r\n"')
    assert safe not in (".", "..")


@pytest.mark.processes
def test_a_sweep_waits_for_a_transaction_that_stores_the_same_bytes(committed: None, folder: Path) -> None:
    """Two connections: bytes without a row grow old; a transaction stores them again; the sweep may not take them."""
    import threading

    merendaal = make_tenant()
    by = Actor(kind="system")
    keep(merendaal, by)
    with tenancy.enter(Role.DESK):
        StoredFile.objects.all().delete()
    age(folder)
    sweeping = threading.Thread(target=swept_elsewhere)
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        file = files.store(io.BytesIO(PNG), name="a.png", tenant=merendaal.id, by=by, at=NOW, purpose="x")
        age(folder)
        sweeping.start()
    sweeping.join()
    with files.open_file(file) as content:
        assert content.read() == PNG


def swept_elsewhere() -> None:
    from django.db import connection

    sweep()
    connection.close()
