"""The card of a clock on the desk: its words and its sum are written once, how it stands and its picture each time."""

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.template import engines
from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context
from jinja2.runtime import Context

from waarborg.plumbing.templatetags.drawings import clock_timeline
from waarborg.plumbing.templatetags.waarborg import clock, zone_of
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pages import page_filter
from waarborg.plumbing.web.pieces import piece

# Where in the card stands what moves with the time. No text that is escaped holds these.
STANDS, PICTURE = mark_safe("<stands>"), mark_safe("<picture>")


@page_filter
@pass_context
def clock_card(context: Context, card: Any, act_url: str = "", act_label: str = "") -> SafeString:
    """As components/clock_card.html shows it."""
    stands = clock(context, card.state, card.us, until=card.until, due=card.due, day_us=card.day_us)
    picture = clock_timeline(context, card.explanation) if card.explanation else ""
    zone, now = zone_of(), context.get("now")
    words = (card.id, card.name, card.state, card.words, card.source, card.source_url, card.foot, card.open)
    given = card.waiver and (card.waiver.at, card.waiver.why)
    today = wording.noon(now, zone) if given and now else None
    before, between, after = _around(words, _rows(card.ledger), bool(picture), given, act_url, act_label, zone, today)
    return mark_safe(before + stands + between + picture + after)


def _rows(ledger: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    """A sum as values that never change."""
    if ledger is None:
        return None
    total = ledger["total"]
    return ledger["caption"], tuple(tuple(row.items()) for row in ledger["rows"]), total and tuple(total.items())


@piece(1024)
def _around(
    words: tuple[Any, ...],
    sum_of: tuple[Any, ...] | None,
    is_drawn: bool,
    waiver: tuple[datetime, str] | None,
    act_url: str,
    act_label: str,
    zone: str,
    today: datetime | None,
) -> tuple[str, str, str]:
    """A card before, between and behind what moves. The page speaks in `zone`; `today` is any instant of the day on
    which it is read, where the card names an instant."""
    names = ("id", "name", "state", "words", "source", "source_url", "foot", "open")
    ledger = None
    if sum_of is not None:
        caption, rows, total = sum_of
        ledger = {"caption": caption, "rows": [dict(row) for row in rows], "total": total and dict(total)}
    given = waiver and SimpleNamespace(at=waiver[0], why=waiver[1])
    card = SimpleNamespace(**dict(zip(names, words, strict=True)), ledger=ledger, waiver=given, explanation=is_drawn)
    shown = {"card": card, "stands": STANDS, "picture": PICTURE, "act_url": act_url, "act_label": act_label}
    html = engines["pages"].get_template("components/clock_card.html").render({**shown, "now": today})
    before, _, rest = html.partition(STANDS)
    between, _, after = rest.partition(PICTURE)
    return before, between, after
