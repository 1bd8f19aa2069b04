"""Dovecot for tests: a real mailbox in a folder of its own, over a plain line on this machine."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from waarborg.plumbing.tests.programs import absent

PASSWORD = "geheim-woord"
_PATH = Path(__file__).resolve().parents[5] / ".cache" / "dovecot" / "path"
CONFIGURATION = """
base_dir = {sockets}
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
mail_location = maildir:{folder}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Server:
    """`url` is of the mailbox of the user `support`, as the settings take it."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"imap://support:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    @contextmanager
    def line(self, user: str = "support") -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port) as line:
            line.login(user, PASSWORD)
            line.select("INBOX")
            yield line

    def deliver(self, raw: bytes, *, received: datetime | None = None, flags: str = "") -> None:
        with self.line() as line:
            when = imaplib.Time2Internaldate(received) if received else ""
            line.append("INBOX", flags, when, raw)

    def deliver_all(self, mails: Iterable[tuple[bytes, datetime]]) -> None:
        with self.line() as line:
            for raw, received in mails:
                line.append("INBOX", "", imaplib.Time2Internaldate(received), raw)

    def flags(self) -> list[bytes]:
        with self.line() as line:
            return [one for one in line.fetch("1:*", "(FLAGS)")[1] if isinstance(one, bytes)]

    def start_over(self) -> None:
        """Another mailbox of the same name: its UIDVALIDITY is another."""
        with self.line() as line:
            line.select("Trash") if line.create("Trash")[0] == "OK" else None
        for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
            (self.folder / "mail" / "support" / name).unlink(missing_ok=True)


def is_here() -> bool:
    """Whether set-up brought Dovecot to this machine."""
    return _PATH.is_file()


def program() -> str:
    """How Dovecot is started here; leaves the test out where tools/dovecot could not bring it without root."""
    if not is_here():
        if os.getuid() == 0:
            absent("Dovecot")
        pytest.skip("no Dovecot on this machine: tools/setup test says why")
    return _PATH.read_text().strip()


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextmanager
def dovecot(folder: Path) -> Iterator[Server]:
    """A server with its mail in `folder`, stopped at the end."""
    command, port = program(), free_port()
    root = os.getuid() == 0 or command != "/usr/sbin/dovecot"
    me = pwd.getpwuid(os.getuid()).pw_name
    names = {"user": "dovecot" if os.getuid() == 0 else me, "login": "dovenull" if os.getuid() == 0 else me}
    owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    inside = 0 if root and os.getuid() else owner.pw_uid
    # The path of a socket has at most 107 characters, and folders of parallel tests are deep.
    sockets = Path(tempfile.mkdtemp(prefix="dovecot-"))
    sockets.chmod(0o755)
    for name in ("state", "mail", "home"):
        (folder / name).mkdir()
        os.chown(folder / name, owner.pw_uid, owner.pw_gid)
    os.chown(sockets, owner.pw_uid, owner.pw_gid)
    for above in (folder, *folder.parents):
        if above.owner() == me and os.getuid() == 0:
            above.chmod(above.stat().st_mode | 0o011)
    configuration = folder / "dovecot.conf"
    group = "dovecot" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    said = CONFIGURATION.format(
        folder=folder,
        sockets=sockets,
        port=port,
        password=PASSWORD,
        uid=inside,
        gid=inside and owner.pw_gid,
        group=group,
        **names,
    )
    configuration.write_text(said)
    process = subprocess.Popen([command, "-F", "-c", str(configuration)], stderr=subprocess.PIPE)
    try:
        _wait(port, process, folder / "log")
        yield Server(folder, port)
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(sockets, ignore_errors=True)


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if process.poll() is not None:
            said = process.stderr.read().decode() if process.stderr else ""
            pytest.fail(f"Dovecot ended at once: {said} {log.read_text() if log.exists() else ''}")
        try:
            # It answers before those who let people in do.
            with imaplib.IMAP4("127.0.0.1", port) as line:
                line.login("ready", PASSWORD)
                return
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.05)
    pytest.fail(f"Dovecot does not answer: {log.read_text() if log.exists() else ''}")
