"""Files are shown to a virus scanner before they are kept: a real clamd, with a list of one virus of our own."""

import hashlib
import io
import os
import signal
import socketserver
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clamd, files, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files import Infected, ScannerAway
from waarborg.plumbing.models import StoredFile, Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW
from waarborg.plumbing.tests.pixels import PNG
from waarborg.plumbing.tests.programs import ROOT, absent
from waarborg.project.doctor import surroundings
from waarborg.project.tests.running_group import unused_port

# Harmless, and no virus to any scanner but ours.
HARMFUL = b"Dit is voor de proef schadelijk.\n" * 3
CONFIGURATION = """LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/lists
TemporaryDirectory {folder}
Foreground yes
StreamMaxLength 1M
MaxThreads 2
SelfCheck 3600
"""


@pytest.fixture(scope="module")
def scanner() -> Iterator[str]:
    known = ROOT / ".cache" / "clamav" / "path"
    program = known.read_text().strip() if known.exists() else ""
    if not program:
        absent("ClamAV")
    # The path of a socket has room for a hundred signs.
    with tempfile.TemporaryDirectory(prefix="clamd-", dir="/tmp") as name:
        folder = Path(name)
        (folder / "lists").mkdir()
        digest = hashlib.md5(HARMFUL, usedforsecurity=False).hexdigest()
        (folder / "lists" / "proef.hdb").write_text(f"{digest}:{len(HARMFUL)}:Proef.Schadelijk\n")
        (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder))
        words = [program, "--config-file", str(folder / "clamd.conf")]
        with (folder / "said").open("w") as said:
            running = subprocess.Popen(words, stdout=said, stderr=said, start_new_session=True)
        try:
            yield _ready(f"unix://{folder}/clamd.ctl", running, folder)
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(60)


def _ready(at: str, running: subprocess.Popen[bytes], folder: Path) -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until and running.poll() is None:
        try:
            if clamd.version(at).startswith("ClamAV"):
                return at
        except OSError:
            time.sleep(0.1)
    raise RuntimeError((folder / "said").read_text())


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    return tmp_path / "files"


def keep(tenant: Tenant, by: Actor, content: bytes, name: str, **more: Any) -> StoredFile:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        return files.store(io.BytesIO(content), name=name, tenant=tenant.id, by=by, at=NOW, purpose="test", **more)


def refused(kind: type[Refusal], folder: Path, *args: Any) -> Refusal:
    with pytest.raises(kind) as caught:
        keep(*args)
    with tenancy.enter(Role.DESK):
        assert not StoredFile.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    return caught.value


def zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map/bestand.bin", content)
    return packed.getvalue()


def test_what_is_harmful_is_refused_also_in_an_archive_in_an_archive(
    merendaal: Tenant, contact: Actor, folder: Path, settings: Any, scanner: str
) -> None:
    settings.VIRUS_SCANNER = scanner
    for content, name in ((HARMFUL, "brief.txt"), (zipped(HARMFUL), "a.zip"), (zipped(zipped(HARMFUL)), "b.zip")):
        refusal = refused(Infected, folder, merendaal, contact, content, name)
        assert refusal.status == 422
        assert refusal.say("nl") == (
            f"In het bestand {name} vond de virusscanner iets schadelijks (Proef.Schadelijk.UNOFFICIAL). "
            "Het is niet bewaard."
        )
    for content, name in ((b"Dag.", "brief.txt"), (PNG, "a.png"), (zipped(zipped(b"Dag.")), "b.zip")):
        assert keep(merendaal, contact, content, name).name == name


def test_a_mail_is_kept_as_it_came_whatever_is_in_it(
    merendaal: Tenant, contact: Actor, settings: Any, scanner: str
) -> None:
    settings.VIRUS_SCANNER = scanner
    assert keep(merendaal, contact, HARMFUL, "mail.eml", known_as="message/rfc822").size == len(HARMFUL)


def test_what_the_scanner_does_not_see_to_its_end_is_not_kept(
    merendaal: Tenant, contact: Actor, folder: Path, settings: Any, scanner: str
) -> None:
    settings.VIRUS_SCANNER = scanner
    refusal = refused(ScannerAway, folder, merendaal, contact, b"%PDF-1.7\n" + os.urandom(3 << 20), "groot.pdf")
    assert (refusal.status, refusal.say("nl")) == (
        503, "Het bestand groot.pdf kon niet op virussen worden nagekeken. Er is niets opgeslagen.",
    )  # fmt: skip


def test_without_an_answer_nothing_is_kept_and_without_a_scanner_nobody_is_asked(
    merendaal: Tenant, contact: Actor, folder: Path, settings: Any, tmp_path: Path
) -> None:
    for at in (f"unix://{tmp_path}/weg.ctl", f"tcp://127.0.0.1:{unused_port()}"):
        settings.VIRUS_SCANNER = at
        refusal = refused(ScannerAway, folder, merendaal, contact, b"Dag.", "brief.txt")
        assert (refusal.status, refusal.say("en")) == (
            503, "The file brief.txt could not be looked over for viruses. Nothing was stored.",
        )  # fmt: skip
    settings.VIRUS_SCANNER = ""
    assert keep(merendaal, contact, HARMFUL, "brief.txt").size == len(HARMFUL)


class Confused(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.request.recv(1 << 16)
        self.request.sendall(b"stream: perhaps\0")


@contextmanager
def confused() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Confused) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_an_answer_that_is_no_answer_vouches_for_nothing(
    merendaal: Tenant, contact: Actor, folder: Path, settings: Any
) -> None:
    with confused() as settings.VIRUS_SCANNER:
        refused(ScannerAway, folder, merendaal, contact, b"Dag.", "brief.txt")


def test_the_doctor_says_which_scanner_answers(monkeypatch: pytest.MonkeyPatch, scanner: str) -> None:
    monkeypatch.delenv("WAARBORG_VIRUS_SCANNER", raising=False)
    assert surroundings.scanner() == []
    monkeypatch.setenv("WAARBORG_VIRUS_SCANNER", scanner)
    (found,) = surroundings.scanner()
    assert (found.which, found.say("nl").startswith("De virusscanner antwoordt (ClamAV ")) == ("good", True)
    monkeypatch.setenv("WAARBORG_VIRUS_SCANNER", "unix:///nergens/clamd.ctl")
    (found,) = surroundings.scanner()
    assert (found.which, "Bijlagen worden zolang geweigerd" in found.say("nl")) == ("bad", True)
