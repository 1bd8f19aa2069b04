"""The sessions of an account, as its owner sees them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from waarborg.access.models import Account
from waarborg.plumbing import clock


@dataclass(frozen=True, slots=True)
class Seat:
    """One session: `id` names it without giving its key away; `browser` and `system` are words, empty where unknown."""

    id: str
    browser: str
    system: str
    started: datetime
    active: datetime
    is_this: bool


def identifier(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()[:16]


# First match wins: what calls itself Chrome may be Edge, and everything calls itself Safari.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def seats(account: Account, *, this: str | None) -> list[Seat]:
    """The live sessions, this one first, then the last used."""
    rows = account.sessions.filter(expire_date__gt=clock.real()).order_by("-active_at")
    found = [
        Seat(
            id=identifier(row.session_key),
            browser=first_word(BROWSERS, row.device),
            system=first_word(SYSTEMS, row.device),
            started=row.started_at,
            active=row.active_at,
            is_this=row.session_key == this,
        )
        for row in rows
    ]
    return sorted(found, key=lambda seat: not seat.is_this)


def first_word(table: tuple[tuple[str, str], ...], device: str) -> str:
    """The word of the first sign that a browser's own description carries; empty for none."""
    return next((word for sign, word in table if sign in device), "")
