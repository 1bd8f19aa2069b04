"""Duties as a calendar file (RFC 5545): a busy stretch each, always under the same identifier. Pure."""

from collections.abc import Iterable
from datetime import datetime

_OCTETS = 75


def calendar_file(duties: Iterable[tuple[datetime, datetime, str]], *, name: str, host: str, made: datetime) -> str:
    """`duties` are begin, end (UTC) and what is said of each; `host` makes identifiers our own."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Waarborg//on call//NL",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for begins, ends, said in duties:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{begins:%Y%m%dT%H%M%SZ}-{ends:%Y%m%dT%H%M%SZ}@{host}",
            f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}",
            f"DTSTART:{begins:%Y%m%dT%H%M%SZ}",
            f"DTEND:{ends:%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{_text(said)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _text(said: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        said = said.replace(plain, escaped)
    return said


def _folded(line: str) -> list[str]:
    """No line is longer than 75 octets, and none is cut inside a character."""
    parts, room = [""], _OCTETS
    for one in line:
        size = len(one.encode())
        if size > room:
            parts.append(" ")
            room = _OCTETS - 1
        parts[-1] += one
        room -= size
    return parts
