"""One appointment as a calendar file (RFC 5545): made, moved and cancelled under one UID, by rising SEQUENCE."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

_LINE = 75  # octets, RFC 5545 section 3.1


@dataclass(frozen=True, slots=True)
class Meeting:
    """`organizer` and `attendee` are (name, address); `made` is when this state of it was written (DTSTAMP)."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    made: datetime
    summary: str
    description: str
    url: str
    organizer: tuple[str, str]
    attendee: tuple[str, str]
    cancelled: bool = False
    place: str = ""


def calendar_file(meeting: Meeting) -> bytes:
    """The file, with the method that a calendar acts by (RFC 5546): REQUEST to put in or move, CANCEL to take out."""
    method: Literal["REQUEST", "CANCEL"] = "CANCEL" if meeting.cancelled else "REQUEST"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Waarborg//Support//NL",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{_text(meeting.uid)}",
        f"SEQUENCE:{meeting.sequence}",
        f"DTSTAMP:{_utc(meeting.made)}",
        f"DTSTART:{_utc(meeting.start)}",
        f"DTEND:{_utc(meeting.end)}",
        f"SUMMARY:{_text(meeting.summary)}",
        f"DESCRIPTION:{_text(meeting.description)}",
        f"URL:{meeting.url}",
        *([f"LOCATION:{_text(meeting.place)}"] if meeting.place else []),
        f"ORGANIZER;CN={_parameter(meeting.organizer[0])}:mailto:{_address(meeting.organizer[1])}",
        *_attendee(meeting),
        f"STATUS:{'CANCELLED' if meeting.cancelled else 'CONFIRMED'}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _attendee(meeting: Meeting) -> list[str]:
    """None without an address: calendars know people by it."""
    name, address = meeting.attendee
    return [f"ATTENDEE;CN={_parameter(name)};PARTSTAT=ACCEPTED:mailto:{_address(address)}"] if address else []


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _plain(text: str) -> str:
    """Without control characters: a name must not begin a line of its own."""
    return "".join(one for one in text.replace("\r\n", "\n") if one == "\n" or one == "\t" or ord(one) >= 32)


def _text(text: str) -> str:
    escaped = _plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _parameter(text: str) -> str:
    """Quoted; a quote itself cannot stand in a parameter (section 3.2)."""
    return '"' + _plain(text).replace("\n", " ").replace('"', "'") + '"'


def _address(text: str) -> str:
    return "".join(_plain(text).split())


def _folded(line: str) -> bytes:
    """CRLF at the end, and after at most 75 octets a fold that cuts no character in two."""
    parts, part, room = [], b"", _LINE
    for one in line:
        octets = one.encode()
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", _LINE - 1
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
