"""Windows of maintenance as a calendar file (RFC 5545): each under one UID, its state by rising SEQUENCE. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_LINE: Final = 75  # octets, RFC 5545 section 3.1
_LINE_BREAK: Final = "\r\n"


@dataclass(frozen=True, slots=True)
class Event:
    """One window. `changed` is when this state of it was written (DTSTAMP); instants are aware."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    changed: datetime
    summary: str
    description: str
    url: str
    cancelled: bool = False


def calendar_file(name: str, events: Iterable[Event]) -> bytes:
    """The file to read or to subscribe to; asked for again within the hour by calendars that follow RFC 7986."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Waarborg//Availability//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for one in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.uid}",
            f"SEQUENCE:{one.sequence}",
            f"DTSTAMP:{_utc(one.changed)}",
            f"DTSTART:{_utc(one.start)}",
            f"DTEND:{_utc(one.end)}",
            f"SUMMARY:{_text(one.summary)}",
            f"DESCRIPTION:{_text(one.description)}",
            f"URL:{one.url}",
            f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}",
            # Nobody is busy because of it.
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    clean = "".join(one for one in words.replace("\r\n", "\n") if one == "\n" or one.isprintable())
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        clean = clean.replace(plain, written)
    return clean


def _folded(line: str) -> bytes:
    """Octets are counted, and no character is cut in two."""
    found, room = [""], _LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            found.append("")
            room = _LINE - 1
        found[-1] += character
        room -= size
    return (_LINE_BREAK + " ").join(found).encode() + _LINE_BREAK.encode()
