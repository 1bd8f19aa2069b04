"""Words and shapes of the support pages: `{% load support %}`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing.web import wording
from waarborg.support.models import Message, Ticket
from waarborg.support.queries.tickets import Said
from waarborg.support.rules import states
from waarborg.support.rules.channels import CHANNELS
from waarborg.support.rules.why import Why

register = template.Library()

BANDS = {
    "late": ("Te laat", "Late", "eerst deze: elke minuut telt mee", "these first: every minute counts"),
    "today": ("Vandaag", "Today", "voor sluiting", "before closing"),
    "tomorrow": ("Morgen", "Tomorrow", "valt morgen", "due tomorrow"),
    "later": ("Later", "Later", "na morgen", "after tomorrow"),
    "paused": ("Wacht op klant", "Waiting for customer", "de klok staat stil", "the clock stands still"),
    "untimed": ("Zonder termijn", "Without a term", "de overeenkomst noemt geen tijd", "the agreement names no time"),
}
LINKS = {
    "late": ("te laat", "late"),
    "today": ("vandaag nog", "still today"),
    "tomorrow": ("morgen", "tomorrow"),
    "later": ("later", "later"),
    "paused": ("staan stil", "standing still"),
    "untimed": ("zonder termijn", "without a term"),
}
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def _lang() -> str:
    return wording.tongue(translation.get_language())


def _pick(pair: tuple[str, ...], offset: int = 0) -> str:
    return pair[offset + (_lang() == "en")]


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key)


@register.filter
def band_name(band: str) -> str:
    return _pick(BANDS[band])


@register.filter
def band_hint(band: str) -> str:
    return _pick(BANDS[band], 2)


@register.filter
def band_link(band: str) -> str:
    return _pick(LINKS[band])


@register.filter
def customer_state(state: str) -> str:
    return states.STATES[state][_lang()]  # type: ignore[index]


@register.filter
def staff_state(state: str) -> str:
    return states.STAFF_STATES[state][_lang()]  # type: ignore[index]


@register.filter
def priority_figure(word: str) -> str:
    """The figure of a priority such as p1, for its mark; nothing for other words."""
    return word[1:] if word[:1] == "p" and word[1:].isdecimal() else ""


@register.filter
def local_time(at: datetime, zone: str) -> str:
    return wording.time_of_day(at, _lang(), zone)


@register.filter
def local_day(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{wording.day(local.date(), _lang())}, {wording.time_of_day(at, _lang(), zone)}"


@register.simple_tag(takes_context=True)
def why_here(context: template.Context, why: Why, zone: str) -> SafeString:
    """The sentence, with its instant as the reader would say it."""
    sentence: str = escape(why.en if _lang() == "en" else why.nl)
    if why.at is not None:
        said = wording.instant(why.at, _lang(), zone, now=context.get("now"), short=True)
        sentence = sentence.replace("{at}", escape(said))
    return mark_safe(sentence)


@register.filter
def as_message(one: Said, face: str) -> dict[str, Any]:
    """What components/message.html shows, for the desk or the portal."""
    message = one.message
    staff = one.internal or (isinstance(message, Message) and message.side == "staff")
    return {
        "name": message.author_name,
        "role": "" if one.internal or not isinstance(message, Message) else _channel(message),
        "at": message.at,
        "text": message.body,
        "side": "us" if staff == (face == "desk") else "them",
        "note": one.internal,
        "id": f"m-{message.id}",
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "url": reverse("files:download", kwargs={"file": file.file_id}),
                "picture": file.name.lower().endswith(PICTURES),
            }
            for file in one.files
        ],
    }


def _channel(message: Message) -> str:
    return channel_word("desk" if message.side == "staff" else message.channel)


@register.filter
def channel_word(channel: str) -> str:
    return CHANNELS[channel][_lang()] if channel in CHANNELS else channel


@register.filter
def four_ws(ticket: Ticket) -> list[dict[str, str]]:
    """Where, since when and who, as far as they were filled in."""
    asked = (
        ("Waar", "Where", ticket.place),
        ("Sinds wanneer", "Since when", ticket.since),
        ("Wie heeft er last van", "Who is affected", ticket.affected),
    )
    return [{"label": en if _lang() == "en" else nl, "value": value} for nl, en, value in asked if value]
