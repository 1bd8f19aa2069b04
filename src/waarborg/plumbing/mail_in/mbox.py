"""A mailbox in one file (RFC 4155 and its relatives), one mail at a time: however large it is, one mail is in memory.

A mail begins at a line `From address date` that stands first or after an empty line. Lines of a mail that begin alike
were given a `>` when the file was written (mboxo, mboxrd): it is taken off.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from waarborg.kernel.errors import BadInput
from waarborg.plumbing.mail_in.arrive import LIMIT

# A line without an end is read in pieces.
_PIECE = 1 << 16
_SEPARATOR = re.compile(rb"From .{0,400}?\b\d{1,2}:\d\d(?::\d\d)?\b.{0,40}?\b(?:19|20)\d\d\b")
_QUOTED = re.compile(rb">+From ")
_STAMP = re.compile(
    rb"[A-Z][a-z]{2} +([A-Z][a-z]{2}) +(\d{1,2}) +(\d{1,2}:\d\d)(:\d\d)?(?: +([+-]\d{4}|[A-Z]+))? +(\d{4})"
)


class NotAMailbox(BadInput):
    code = "plumbing.mail-in.no-mailbox"
    nl = "Dit is geen postvak in één bestand (mbox): het begint niet met “From ”."
    en = "This is no mailbox in one file (mbox): it does not begin with “From ”."
    nl_way_out = "Exporteer het postvak als mbox; Thunderbird, Google Takeout en Apple Mail kunnen dat."
    en_way_out = "Export the mailbox as mbox; Thunderbird, Google Takeout and Apple Mail can do that."


@dataclass(frozen=True, slots=True)
class Boxed:
    """A mail of the file: the how-manieth, and where its first line lies. `raw` is only its head where the mail is
    larger than the mail channel takes (`size` says how large); `stamped` is the moment in the line above it."""

    number: int
    offset: int
    raw: bytes
    size: int
    stamped: datetime | None

    @property
    def too_large(self) -> bool:
        return self.size > LIMIT


def mails(stream: BinaryIO, *, offset: int = 0, number: int = 1) -> Iterator[Boxed]:
    """Every mail, from the one that begins at `offset` on. Raises NotAMailbox."""
    stream.seek(offset)
    place = offset
    first = stream.readline(_PIECE)
    while first and not first.strip(b"\r\n"):
        place += len(first)
        first = stream.readline(_PIECE)
    if not first.startswith(b"From "):
        raise NotAMailbox()
    open_ = _Open(number, place, first)
    place += len(first)
    begins, blank = first.endswith(b"\n"), False
    while piece := stream.readline(_PIECE):
        if begins and blank and piece.startswith(b"From ") and _SEPARATOR.match(piece):
            yield open_.closed()
            open_ = _Open(open_.number + 1, place, piece)
        else:
            open_.add(piece[1:] if begins and _QUOTED.match(piece) else piece)
        blank = begins and not piece.strip(b"\r\n")
        place += len(piece)
        begins = piece.endswith(b"\n")
    yield open_.closed()


class _Open:
    """The mail that is being read. What is too large is let go but for its head."""

    def __init__(self, number: int, offset: int, line: bytes) -> None:
        self.number, self.offset, self.line = number, offset, line
        self.pieces: list[bytes] = []
        self.size = 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size <= LIMIT:
            self.pieces.append(piece)
        elif self.pieces:
            head = b"".join(self.pieces).partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
            self.head, self.pieces = head[:_PIECE], []

    def closed(self) -> Boxed:
        # The empty line before the next mail is the file's, not the mail's.
        raw = b"".join(self.pieces) if self.size <= LIMIT else self.head
        if self.size <= LIMIT:
            raw = raw.removesuffix(b"\n").removesuffix(b"\r") if raw.endswith((b"\n\n", b"\n\r\n")) else raw
        return Boxed(self.number, self.offset, raw, self.size, stamp(self.line))


def stamp(line: bytes) -> datetime | None:
    """The moment in a line that begins a mail, UTC where it names no zone; None where it holds none."""
    found = _STAMP.search(line)
    if found is None:
        return None
    month, day, time, seconds, zone, year = ((part or b"").decode("ascii", "replace") for part in found.groups())
    try:
        read = parsedate_to_datetime(f"{day} {month} {year} {time}{seconds or ':00'} {zone or '+0000'}")
    except (ValueError, TypeError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
