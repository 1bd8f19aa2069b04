"""Checks that need no database: settings, processes, disks, key files, the mail server, the public address."""

import os
import smtplib
import socket
import ssl
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, unquote, urlsplit

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clamd
from waarborg.project import disks, environment
from waarborg.project.doctor.findings import Finding, refused
from waarborg.project.group import state

_PATIENCE = 10.0
_SOON_DAYS = 14
# Read by what surrounds the program, not by it.
_OTHERS = ("WAARBORG_LANGUAGE",)
_LOCAL = ("localhost", "127.0.0.1", "::1")


def settings() -> list[Finding]:
    """Every setting that cannot be read, and names that only look like one."""
    found = []
    for name in environment.VARIABLES:
        try:
            environment.read(name)
        except Refusal as refusal:
            found.append(refused("settings", refusal))
    ours = [name for name in os.environ if name.startswith("WAARBORG_") and not name.startswith("WAARBORG_TEST_")]
    unknown = sorted(set(ours) - environment.VARIABLES.keys() - set(_OTHERS))
    if unknown:
        found.append(Finding("settings", "note", {"names": ", ".join(unknown)}))
    return found or [Finding("settings", "good")]


def group() -> list[Finding]:
    if not state.running():
        return [Finding("group", "note")]
    said = state.read()
    bad = [one["name"] for one in said.get("members", []) if one.get("falling") or not one.get("pid")]
    if bad:
        return [Finding("group", "bad", {"members": ", ".join(bad), "log": str(state.log_folder())})]
    return [Finding("group", "good", {"url": said.get("url", "-")})]


def disk() -> list[Finding]:
    room = disks.look()
    for which, word in (("bad", "full"), ("note", "low")):
        paths = [str(one.path) for one in room if one.state == word]
        if paths:
            return [Finding("disk", which, {"paths": ", ".join(paths)})]
    return [Finding("disk", "good")]


def key_files() -> list[Finding]:
    """Keys that others on the machine can read, and back-ups that nobody will ever open."""
    folder = environment.data_folder()
    files = [folder / name for name in ("secret-key", "encryption-keys", "recovery-key")]
    open_ones = [str(path) for path in files if path.exists() and path.stat().st_mode & 0o077]
    found = [Finding("keys", "bad", {"files": ", ".join(open_ones)})] if open_ones else []
    keeps = environment.text("WAARBORG_BACKUP") and not environment.text("DATABASE_URL")
    if keeps and not (environment.text("WAARBORG_BACKUP_KEY") or (folder / "recovery-key").exists()):
        found.append(Finding("keys", "bad-recovery"))
    return found or [Finding("keys", "good")]


def mail() -> list[Finding]:
    """Greets the mail server and signs in, and sends nothing."""
    parts = urlsplit(environment.text("WAARBORG_SMTP"))
    if not parts.hostname:
        return [Finding("mail", "note")]
    try:
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
        with kind(parts.hostname, port, timeout=_PATIENCE) as server:
            if parse_qs(parts.query).get("starttls") == ["1"]:
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.noop()
    except (OSError, smtplib.SMTPException) as trouble:
        return [Finding("mail", "bad", {"host": parts.hostname, "reason": _short(trouble)})]
    return [Finding("mail", "good", {"host": parts.hostname})]


def scanner() -> list[Finding]:
    """Asks the virus scanner what it is; nothing is said where none is set."""
    at = environment.text("WAARBORG_VIRUS_SCANNER")
    if not at:
        return []
    try:
        said = clamd.version(at)
    except OSError as trouble:
        return [Finding("scanner", "bad", {"reason": _short(trouble)})]
    return [Finding("scanner", "good", {"said": said[:200]})]


def address() -> list[Finding]:
    """Asks the public address for its health as a visitor would, certificate included."""
    url = environment.text("WAARBORG_URL")
    if not url:
        return [Finding("address", "note")]
    parts = urlsplit(url)
    try:
        days = _certificate_days(parts.hostname or "", parts.port or 443) if parts.scheme == "https" else None
        _ask(f"{url}/health")
    except (OSError, ValueError) as trouble:
        return [Finding("address", "bad", {"url": url, "reason": _short(trouble)})]
    if days is None:
        plain = parts.hostname not in _LOCAL
        return [Finding("address", "note-plain" if plain else "good", {"url": url, "days": ""})]
    if days < _SOON_DAYS:
        return [Finding("address", "note-soon", {"url": url, "days": days})]
    if environment.read("WAARBORG_TRUSTED_PROXIES") == 0:
        return [Finding("address", "note-proxy", {"url": url})]
    words = {"nl": f"; het certificaat geldt nog {days} dagen", "en": f"; the certificate holds {days} more days"}
    return [Finding("address", "good", {"url": url, "days": words})]


def _certificate_days(host: str, port: int) -> int:
    """Days until the certificate expires. Raises OSError where it is not right for this name, or nobody answers."""
    trusted = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=_PATIENCE) as line,
        trusted.wrap_socket(line, server_hostname=host) as shown,
    ):
        ends = ssl.cert_time_to_seconds(str((shown.getpeercert() or {})["notAfter"]))
    return int((ends - time.time()) // 86_400)


def _ask(url: str) -> None:
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE):
            pass
    except urllib.error.HTTPError as answer:
        # Somebody answers; whether what stands behind is well, other checks say.
        if answer.code != 503:
            raise


def _short(trouble: Exception) -> str:
    said = getattr(trouble, "reason", None) or trouble
    return " ".join(str(said).split())[:200] or type(trouble).__name__
