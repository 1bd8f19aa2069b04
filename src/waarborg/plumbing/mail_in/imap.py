"""A mailbox over IMAP (RFC 3501): what is new in it, several mails in one answer, and marking what is kept as read."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

TIMEOUT_SECONDS = 30
# The answer to a search over a mailbox of a hundred thousand mails is longer than the library allows.
imaplib._MAXLINE = max(imaplib._MAXLINE, 10_000_000)  # type: ignore[attr-defined]


class MailboxAway(Exception):
    """The mailbox cannot be read now; the text says why in a few words, without the password."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a mailbox is. `name` is how it is called where people read of it: no password in it."""

    host: str
    port: int
    username: str
    password: str
    folder: str
    ssl: bool
    starttls: bool

    @property
    def name(self) -> str:
        return f"imap:{self.username}@{self.host}/{self.folder}"[:200]


@dataclass(frozen=True, slots=True)
class Listed:
    uid: int
    size: int
    received: datetime


def address(url: str) -> Address | None:
    """The mailbox of imaps://name:password@host:993/INBOX; None for an empty text."""
    if not url:
        return None
    parts = urlsplit(url)
    encrypted = parts.scheme == "imaps"
    return Address(
        host=parts.hostname or "",
        port=parts.port or (993 if encrypted else 143),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        ssl=encrypted,
        starttls=dict(parse_qsl(parts.query)).get("starttls") == "1",
    )


@contextlib.contextmanager
def opened(to: Address) -> Iterator["Box"]:
    """The mailbox, selected. Raises MailboxAway, also for what goes wrong inside the block with the line."""
    line: Any = None
    try:
        line = _line(to)
        line.login(to.username, to.password)
        yield Box(line, to.folder)
    except imaplib.IMAP4.error as error:
        raise MailboxAway(_without(to.password, f"answered {error}")) from error
    except (OSError, EOFError) as error:
        raise MailboxAway(type(error).__name__) from error
    finally:
        if line is not None:
            with contextlib.suppress(Exception):
                line.logout()


def _line(to: Address) -> Any:
    trusted = ssl.create_default_context()
    if to.ssl:
        return imaplib.IMAP4_SSL(to.host, to.port, ssl_context=trusted, timeout=TIMEOUT_SECONDS)
    line = imaplib.IMAP4(to.host, to.port, timeout=TIMEOUT_SECONDS)
    if to.starttls:
        line.starttls(trusted)
    return line


def _without(password: str, said: str) -> str:
    plain = " ".join(said.replace(password, "…").split()) if password else said
    return "".join(sign if sign.isprintable() else " " for sign in plain)[:200]


class Box:
    """A selected mailbox. Nothing it reads sets a flag: mails are marked when they are kept, and not before."""

    def __init__(self, line: Any, folder: str) -> None:
        self._line = line
        done, said = line.select(_quoted(folder))
        if done != "OK":
            raise imaplib.IMAP4.error(f"no mailbox {folder}: {said!r}")
        self.uid_validity = int(line.response("UIDVALIDITY")[1][0] or 0)

    def unseen(self) -> list[int]:
        """The numbers of mails that nobody has read, ascending."""
        return self._search("UNSEEN")

    def after(self, uid: int) -> list[int]:
        """The numbers above `uid`, ascending. A server answers `n:*` with the last mail even where that is below n."""
        return [one for one in self._search(f"UID {uid + 1}:*") if one > uid]

    def _search(self, what: str) -> list[int]:
        done, said = self._line.uid("SEARCH", None, f"({what})")
        if done != "OK":
            raise imaplib.IMAP4.error(f"SEARCH {said!r}")
        return sorted(int(one) for one in b" ".join(one for one in said if one).split())

    def listed(self, uids: list[int]) -> list[Listed]:
        """Size and moment of receipt of these; those that are gone meanwhile are left out."""
        if not uids:
            return []
        _done, said = self._line.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE INTERNALDATE)")
        found = [_listed(one if isinstance(one, bytes) else one[0]) for one in said if one]
        return sorted((one for one in found if one), key=lambda one: one.uid)

    def raws(self, uids: list[int]) -> dict[int, bytes]:
        """Mails as they came, by number, in one round trip; those that are gone are left out."""
        if not uids:
            return {}
        done, said = self._line.uid("FETCH", ",".join(map(str, uids)), "(UID BODY.PEEK[])")
        if done != "OK":
            raise imaplib.IMAP4.error(f"FETCH {said!r}")
        found = _numbered(said)
        # What cannot be told from the answer is asked for by itself: nothing that lies there is passed by.
        alone = {one: self._literal(one, "(UID BODY.PEEK[])") for one in uids if one not in found}
        return {one: raw for one in uids if (raw := found.get(one, alone.get(one))) is not None}

    def head(self, uid: int) -> bytes | None:
        """Its head only, of a mail that is too large."""
        return self._literal(uid, "(UID BODY.PEEK[HEADER])")

    def _literal(self, uid: int, what: str) -> bytes | None:
        done, said = self._line.uid("FETCH", str(uid), what)
        if done != "OK":
            raise imaplib.IMAP4.error(f"FETCH {said!r}")
        return next((bytes(one[1]) for one in said if isinstance(one, tuple)), None)

    def mark_read(self, uids: list[int]) -> None:
        if uids:
            self._line.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", r"(\Seen)")


def _numbered(said: list[Any]) -> dict[int, bytes]:
    """The mails in an answer, by their number, which stands before the mail or behind it (RFC 3501, 7.4.2)."""
    found: dict[int, bytes] = {}
    for place, one in enumerate(said):
        if isinstance(one, tuple):
            behind = said[place + 1] if place + 1 < len(said) else b""
            uid = re.search(rb"\bUID (\d+)", one[0]) or (
                re.search(rb"\bUID (\d+)", behind) if isinstance(behind, bytes) else None
            )
            if uid:
                found[int(uid[1])] = bytes(one[1])
    return found


def _listed(line: bytes) -> Listed | None:
    text = line.decode("ascii", "replace")
    uid, size = re.search(r"\bUID (\d+)", text), re.search(r"RFC822\.SIZE (\d+)", text)
    when = re.search(r'INTERNALDATE "([^"]+)"', text)
    if not (uid and size and when):
        return None
    received = datetime.strptime(when[1].strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    return Listed(int(uid[1]), int(size[1]), received)


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
