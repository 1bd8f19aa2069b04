"""Who may listen to what: a page carries a signed list of topics; for a minute at a time it turns that into a ticket.

The page's own grant is bound to its session and works only while that session does, because it is shown to a view
behind the session (``/live-ticket``). The stream, which is answered outside Django, needs only the ticket's signature.
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest

TICKET_SECONDS = 60
_PAGE_SECONDS = 12 * 3600
_PAGE_SALT = "waarborg.live.page"
_TICKET_SALT = "waarborg.live.ticket"


@dataclass(frozen=True)
class PageGrant:
    """What a template needs: where the stream is, a first ticket, and the grant that later tickets are asked with."""

    url: str
    ticket: str
    grant: str
    topics: str


def session_mark(request: HttpRequest) -> str:
    """A name for the request's session that opens nothing; empty for a visitor without one."""
    key = request.session.session_key if hasattr(request, "session") else None
    return mark_of(key) if key else ""


def mark_of(session_key: str) -> str:
    """The same name, for who ends a session of which only the key is known."""
    return hashlib.sha256(f"live {session_key}".encode()).hexdigest()[:32]


def grant_for_page(request: HttpRequest, topics: Sequence[str]) -> PageGrant:
    """Let this page hear about ``topics``. Call it only for what the reader of the page may see.

    Its stream tells what changed since the request began: a page may well be asking when something is announced.
    """
    body = {"t": sorted(set(topics)), "s": session_mark(request)}
    return PageGrant(
        url="/live/stream",
        ticket=_ticket(body, request),
        grant=signing.dumps(body, salt=_PAGE_SALT),
        topics=" ".join(body["t"]),
    )


def ticket_elsewhere(topics: Sequence[str], *, session: str, origin: str, began: float) -> str:
    """A ticket for a page of another origin, which has no session here: `session` is a mark that `end_session` knows,
    `began` when its request did, in seconds since the epoch. It works from that origin alone, and not in an address."""
    return signing.dumps({"t": sorted(set(topics)), "s": session, "o": origin, "a": began}, salt=_TICKET_SALT)


def ticket_for(request: HttpRequest, grant: str) -> str | None:
    """A fresh ticket for a page's grant, or None when the grant is not this session's, is false or too old."""
    try:
        body = signing.loads(grant, salt=_PAGE_SALT, max_age=_PAGE_SECONDS)
    except signing.BadSignature:
        return None
    return _ticket(body, request) if body["s"] == session_mark(request) else None


def _ticket(body: dict[str, Any], request: HttpRequest) -> str:
    # What changed between the page's first question and the opening of its stream, the stream must still tell. Grants
    # are made when the page has asked for what it shows, which takes seconds on a machine that has too much to do.
    return signing.dumps({**body, "a": getattr(request, "began", None) or time.time()}, salt=_TICKET_SALT)


@dataclass(frozen=True)
class Ticket:
    """``made`` is when its request began, in seconds since the epoch by the machine's clock: tickets keep real time.
    ``origin`` is where the page stands that may use it; empty for pages of ours."""

    topics: tuple[str, ...]
    session: str
    made: float
    origin: str = ""


def read_ticket(ticket: str) -> Ticket | None:
    """What a ticket of at most a minute old opens, else None."""
    try:
        body = signing.loads(ticket, salt=_TICKET_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        return None
    return Ticket(tuple(body["t"]), str(body["s"]), float(body["a"]), str(body.get("o", "")))
