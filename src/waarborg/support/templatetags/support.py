"""Words and shapes of the support pages."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context

from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import page_filter
from waarborg.plumbing.web.pieces import piece
from waarborg.support.models import Message, Ticket
from waarborg.support.queries.queue import Line
from waarborg.support.queries.selection import value_of
from waarborg.support.queries.tickets import Said
from waarborg.support.rules import links, numbers, states
from waarborg.support.rules.channels import CHANNELS
from waarborg.support.rules.clauses import Clause
from waarborg.support.rules.why import Why

BANDS = {
    "late": ("Te laat", "Late", "eerst deze: elke minuut telt mee", "these first: every minute counts"),
    "soon": ("Nu", "Now", "spoed, of binnen twee werkuren", "urgent, or within two business hours"),
    "today": ("Vandaag", "Today", "voor sluiting", "before closing"),
    "tomorrow": ("Morgen", "Tomorrow", "valt morgen", "due tomorrow"),
    "later": ("Later", "Later", "na morgen", "after tomorrow"),
    "paused": ("Wacht op klant", "Waiting for customer", "de klok staat stil", "the clock stands still"),
    "untimed": ("Zonder termijn", "Without a term", "de overeenkomst noemt geen tijd", "the agreement names no time"),
}
LINKS = {
    "late": ("te laat", "late"),
    "soon": ("nu", "now"),
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


@page_filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key)


@page_filter
def band_name(band: str) -> str:
    return _pick(BANDS[band])


@page_filter
def band_hint(band: str) -> str:
    return _pick(BANDS[band], 2)


@page_filter
def band_link(band: str) -> str:
    return _pick(LINKS[band])


@page_filter
def customer_state(state: str) -> str:
    return states.STATES[state][_lang()]  # type: ignore[index]


@page_filter
def staff_state(state: str) -> str:
    return states.STAFF_STATES[state][_lang()]  # type: ignore[index]


@page_filter
def priority_figure(word: str) -> str:
    """The figure of a priority such as p1, for its mark; nothing for other words."""
    return word[1:] if word[:1] == "p" and word[1:].isdecimal() else ""


@page_filter
def local_time(at: datetime, zone: str) -> str:
    return wording.time_of_day(at, _lang(), zone)


@page_filter
def local_day(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{wording.day(local.date(), _lang())}, {wording.time_of_day(at, _lang(), zone)}"


@page_filter
@pass_context
def why_here(context: Context, why: Why, zone: str) -> SafeString:
    """The sentence, with its instant as the reader would say it."""
    return mark_safe(_why(why, _lang(), zone, context.get("now")))


def _why(why: Why, lang: str, zone: str, now: datetime | None) -> str:
    sentence: str = escape(why.en if lang == "en" else why.nl)
    if why.at is not None:
        sentence = sentence.replace("{at}", escape(wording.instant(why.at, lang, zone, now=now, short=True)))
    return sentence


@lru_cache(maxsize=8)
def _ticket_address(prefix: str) -> str:
    """The address of any ticket of the desk, in two parts; `prefix` is where the product is mounted."""
    marked = UUID(int=0)
    return reverse("support:desk-ticket", kwargs={"ticket": marked}).replace(str(marked), "{}")


@lru_cache(maxsize=8)
def _select(_lang: str) -> str:
    """Escaped, in the language of the page."""
    return escape(_("Select %(number)s"))


class Written(NamedTuple):
    """What a row says of its ticket itself, and whose it is: a row is found again by it."""

    id: UUID
    tenant_id: UUID
    number: int
    revision: int
    changed_at: datetime
    subject: str
    priority: str
    state: str
    assignee_name: str
    call_at: datetime | None


_written = attrgetter(*Written._fields)


@page_filter
@pass_context
def queue_rows(context: Context, lines: Iterable[Line], zone: str) -> SafeString:
    """Rows of the queue, one below the other. What moves with the time is written each time, the rest once for the
    values it is made of: colleagues look at the same rows all day."""
    now, lang, box = context.get("now"), context.get("lang") or _lang(), bool(context.get("may_bulk"))
    today, around = wording.noon(now, zone) if now else None, _around.here()
    rows: list[str] = []
    for ticket, organisation, clock, _band, why in lines:
        if clock is None:
            stands, said = design.clock_mark("rest", None, lang, now=now), None
        else:
            stands = design.clock_mark(
                clock.state,
                clock.us,
                lang,
                now=now,
                with_state=False,
                until=clock.until,
                day_us=clock.day_us,
                due=clock.due,
            )
            said = (clock.name, clock.due)
        before, after = around(_written(ticket), organisation, said, why, lang, zone, today, box)
        rows += (before, stands, after)
    return mark_safe("".join(rows))


@piece(4096)
def _around(
    shown: tuple[Any, ...],
    organisation: str,
    clock: tuple[str, datetime | None] | None,
    why: Why,
    lang: str,
    zone: str,
    today: datetime | None,
    selects: bool,
) -> tuple[str, str]:
    """A row before and behind the clock's words. `shown` is a `Written`, in its order; `clock` is its name and when it
    is due; `today` is any instant of the day on which it is read."""
    ticket = Written(*shown)
    under = ""
    if clock:
        due = clock[1]
        said = design.time_mark(due, lang, zone, now=today) if due else escape(staff_state(ticket.state))
        under = f'<span class="w-tiny w-faint q-in num">{said}</span>'
    name = f" · {escape(clock[0])}" if clock else ""
    if ticket.call_at:
        name += f" · {design.icon('phone')} {design.time_mark(ticket.call_at, lang, zone, now=today)}"
    customer, address = escape(organisation), _ticket_address(get_script_prefix()).format(ticket.id)
    box = ""
    if selects:
        named = _select(lang) % {"number": numbers.shown(ticket.number)}
        box = (
            f'<td class="q-sel"><input class="form-check-input" type="checkbox" name="ticket"'
            f' value="{value_of(ticket.id, ticket.revision)}" aria-label="{named}"></td>'
        )
    before = (
        f'<tr data-row id="row-{ticket.number}" data-v="{ticket.revision}-{design.epoch(ticket.changed_at)}">{box}'
        f'<td class="q-due two">'
    )
    after = (
        f'{under}</td><th scope="row" class="q-subj"><div class="two"><a class="subject w-cut" href="{address}">'
        f'{escape(ticket.subject)}</a><span class="w-tiny w-faint w-cut">{design.icon("message")} '
        f"{numbers.shown(ticket.number)}{name}</span></div></th>"
        f'<td class="q-prio">{design.prio(priority_figure(ticket.priority))}</td>'
        f'<td class="q-cust"><div class="two"><span class="w-cut" title="{customer}">{customer}</span></div></td>'
        f'<td class="q-why w-dim">{_why(why, lang, zone, today)}</td>'
        f'<td class="q-who">{design.who(ticket.assignee_name, "us")}</td></tr>'
    )
    return before, after


@page_filter
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
        "quoted": one.quoted,
        "id": f"m-{message.id}",
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "url": reverse("files:download", kwargs={"file": file.file_id}),
                "picture": file.name.lower().endswith(PICTURES) and not file.sealed,
                "sealed": file.sealed,
            }
            for file in one.files
        ],
    }


def _channel(message: Message) -> str:
    return channel_word("desk" if message.side == "staff" else message.channel)


@page_filter
def channel_word(channel: str) -> str:
    return CHANNELS[channel][_lang()] if channel in CHANNELS else channel


@page_filter
def link_words(kind: str, forward: bool) -> str:
    """What a link says of the other ticket."""
    return links.said(kind, _lang(), forward=forward)


@page_filter
def four_ws(ticket: Ticket, staff: bool = False) -> list[dict[str, str]]:
    """Where, since when and who, as far as they were filled in, and which provision is unclear; for staff, or not."""
    asked = (
        ("Waarover", "About", ticket.about.say(_lang()) if ticket.about else ""),
        ("Waar", "Where", ticket.place),
        ("Sinds wanneer", "Since when", ticket.since),
        ("Wie heeft er last van", "Who is affected", ticket.affected),
    )
    found = [{"label": en if _lang() == "en" else nl, "value": value} for nl, en, value in asked if value]
    return found + _clause(ticket.clause, staff=staff)


def _clause(text: str, *, staff: bool) -> list[dict[str, str]]:
    """The provision that is unclear, in the version that was read: the text stays where it was."""
    clause = Clause.of(text)
    if clause is None:
        return []
    page = reverse(f"promises:{'desk-version' if staff else 'version'}", args=[clause.agreement, clause.version])
    return [
        {
            "label": "Unclear in the agreement" if _lang() == "en" else "Onduidelijk in de overeenkomst",
            "value": f"{clause.number} ({clause.agreement} {clause.version})",
            "url": f"{page}#{clause.promise}",
        }
    ]
