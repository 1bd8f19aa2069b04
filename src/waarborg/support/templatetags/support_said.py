"""What was said in a ticket and what its journal tells, written once for the words they are made of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template import engines
from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context
from jinja2.runtime import Context

from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pages import page_filter
from waarborg.plumbing.web.pieces import piece
from waarborg.support.queries.tickets import Said
from waarborg.support.templatetags.support import as_message


def _today(context: Context, zone: str) -> datetime | None:
    now = context.get("now")
    return wording.noon(now, zone) if now else None


@page_filter
@pass_context
def said(context: Context, one: Said, face: str) -> SafeString:
    """A message or a note as components/message.html shows it, for the desk or the portal."""
    told, zone = as_message(one, face), zone_of()
    files = tuple(tuple(file.items()) for file in told.pop("files"))
    return _message(tuple(told.items()), files, zone, _today(context, zone))


@piece(1024)
def _message(
    told: tuple[tuple[str, Any], ...], files: tuple[tuple[tuple[str, Any], ...], ...], zone: str, today: datetime | None
) -> SafeString:
    """The page speaks in `zone`, which decides what its instants are called."""
    message = {**dict(told), "files": [dict(file) for file in files]}
    words = {"message": message, "now": today}
    return mark_safe(engines["pages"].get_template("components/message.html").render(words))


@page_filter
@pass_context
def journal_row(context: Context, line: Mapping[str, Any]) -> SafeString:
    """A line of a ticket's journal."""
    zone = zone_of()
    shown = tuple(line[name] for name in ("sequence", "at", "who", "what", "link"))
    return _journal_row(*shown, tuple(line["words"]), zone, _today(context, zone))


@piece(4096)
def _journal_row(
    sequence: int,
    at: datetime,
    who: str,
    what: str,
    link: str,
    words: tuple[str, ...],
    zone: str,
    today: datetime | None,
) -> SafeString:
    line = {"sequence": sequence, "at": at, "who": who, "what": what, "link": link, "words": words}
    return mark_safe(engines["pages"].get_template("support/journal_row.html").render({"line": line, "now": today}))
