"""Words of the design system for pages: filters and functions.

The small ones are written in Python, not as included templates: a queue of fifty rows uses hundreds of them.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context
from jinja2.runtime import Context

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.web import marks, wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import page_filter, page_function
from waarborg.plumbing.web.pieces import forgotten


def lang_of_page() -> str:
    """The language in which the page speaks: nl or en."""
    return wording.tongue(translation.get_language())


@cache
def _address(path: str) -> str:
    return escape(static(path))


def sprite() -> str:
    """Where the icons and marks are drawn."""
    return _address("waarborg/sprite.svg")


@page_filter
def mark(state: str, label: str = "") -> SafeString:
    """The outline of a state. Give `label` only where no word stands beside it."""
    return _mark(str(state), str(label))


@forgotten
@lru_cache(maxsize=512)
def _mark(state: str, label: str) -> SafeString:
    name = ' aria-hidden="true"' if not label else f' role="img" aria-label="{escape(label)}"'
    return mark_safe(
        f'<svg class="w-mark" data-state="{escape(state)}"{name}>'
        f'<use href="{sprite()}#m-{marks.canonical(state)}"/></svg>'
    )


@page_filter
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; decorative unless it has a label."""
    return _icon(str(name), str(label))


@forgotten
@lru_cache(maxsize=512)
def _icon(name: str, label: str) -> SafeString:
    words = ' aria-hidden="true"' if not label else f' role="img" aria-label="{escape(label)}"'
    return mark_safe(f'<svg class="w-icon"{words}><use href="{sprite()}#i-{escape(name)}"/></svg>')


@page_function
def seal(classes: str = "") -> SafeString:
    """The seal of the product."""
    return mark_safe(f'<svg class="{escape(classes)}" aria-hidden="true"><use href="{sprite()}#w-seal"/></svg>')


@page_filter
def state(name: str, text: str = "", tag: bool = False) -> SafeString:
    """Mark and word of a state; `tag=True` gives it a wash of its own."""
    words = escape(text) if text else escape(marks.word(name, lang_of_page()))
    kind = "w-tag" if tag else "w-state"
    return mark_safe(f'<span class="{kind}" data-state="{escape(name)}">{mark(name)}{words}</span>')


@page_filter
def state_word(name: str, count: int = 1) -> str:
    return marks.counted(name, count, lang_of_page())


@page_filter
@pass_context
def clock(
    context: Context,
    state: str,
    us: int | None = None,
    *,
    with_state: bool = True,
    day_us: int | None = None,
    business: bool = True,
    until: datetime | None = None,
    due: datetime | None = None,
) -> SafeString:
    """Mark and words of a clock. `us`: see `wording.clock_words`.

    `until` is the instant up to which it keeps counting (closing time, or the due time): with it the counter ticks by
    the minute in the browser, from the server's time of the page. `due` is the instant it is about.
    """
    more: dict[str, Any] = {"with_state": with_state, "day_us": day_us, "business": business}
    return mark_safe(clock_mark(state, us, lang_of_page(), now=context.get("now"), until=until, due=due, **more))


def clock_mark(
    state: str,
    us: int | None,
    lang: str,
    *,
    now: datetime | None,
    with_state: bool = True,
    day_us: int | None = None,
    business: bool = True,
    until: datetime | None = None,
    due: datetime | None = None,
) -> str:
    """What the filter `clock` writes, for rows that are written in Python."""
    words = wording.clock_words(state, us, lang, with_state=with_state, day_us=day_us, business=business)
    live = ""
    if until is not None and now is not None and us is not None and state in ("running", "open", "risk", "late"):
        live = f' data-left="{us // 1_000_000}" data-at="{int(now.timestamp())}" data-until="{int(until.timestamp())}"'
    at = f' data-due="{due.isoformat()}"' if due else ""
    open_tag = f'<span class="w-clock" data-state="{escape(state)}"{live}{at}>'
    return f"{open_tag}{mark(state)}<span>{escape(words)}</span></span>"


@page_filter
def prio(priority: int | str | None) -> SafeString:
    """The round-cornered mark of a priority, with the word for those who do not see it."""
    return mark_safe("") if priority in (None, "") else _prio(str(priority), lang_of_page())


@lru_cache(maxsize=64)
def _prio(priority: str, lang: str) -> SafeString:
    word, p = "Prioriteit" if lang == "nl" else "Priority", escape(priority)
    return mark_safe(f'<span class="w-prio" data-p="{p}"><span class="visually-hidden">{word} </span>P{p}</span>')


@page_filter
def who(name: str | None, side: str = "") -> SafeString:
    """Initials in a circle; without a name the dashed circle of *nobody*. `side`: `us`, `them` or empty."""
    return _who(str(name or ""), str(side), lang_of_page())


@forgotten
@lru_cache(maxsize=512)
def _who(name: str, side: str, lang: str) -> SafeString:
    if not name:
        nobody = "van niemand" if lang == "nl" else "nobody's"
        return mark_safe(f'<span class="w-who" data-side="none"><span class="visually-hidden">{nobody}</span></span>')
    letters = escape(wording.initials(name))
    attribute = f' data-side="{escape(side)}"' if side else ""
    return mark_safe(
        f'<span class="w-who"{attribute}><span aria-hidden="true">{letters}</span>'
        f'<span class="visually-hidden">{escape(name)}</span></span>'
    )


@page_filter
def kbd(keys: str) -> SafeString:
    """Keys, separated by spaces: `{% kbd "G W" %}`."""
    return mark_safe(" ".join(f"<kbd>{escape(k)}</kbd>" for k in keys.split()))


@page_function
def stylesheets(*names: str) -> SafeString:
    """Links to stylesheets: `{% stylesheets "desk" "vendor/tabler.min" %}`; a bare name is one of ours."""
    paths = (name if "/" in name else f"waarborg/{name}" for name in names)
    return mark_safe("".join(f'<link rel="stylesheet" href="{_address(path + ".css")}">' for path in paths))


@page_function
def scripts(*names: str) -> SafeString:
    """Our own small scripts, deferred: `{% scripts "keys" %}`."""
    return mark_safe("".join(f'<script src="{_address(f"waarborg/{name}.js")}" defer></script>' for name in names))


@page_filter
def parts_of_menu(items: Sequence[Any]) -> list[dict[str, Any]]:
    """The entries under each heading; a part has its number (as text), and is current where one of its entries is."""
    parts: list[dict[str, Any]] = []
    for item in items:
        told = item if isinstance(item, dict) else {"heading": item.heading, "current": item.current}
        if not parts or told.get("heading"):
            number = str(sum(1 for part in parts if part["heading"]) + 1)
            parts.append({"heading": told.get("heading"), "number": number, "items": [], "current": False})
        parts[-1]["items"].append(item)
        parts[-1]["current"] = parts[-1]["current"] or bool(told.get("current"))
    return parts


@page_filter
def epoch(at: datetime) -> int:
    """Whole milliseconds since 1970, for the counters in the browser."""
    return int(at.timestamp() * 1000)


@page_filter
def message_state(level: str) -> str:
    """State of a message of Django's messages framework."""
    return {"success": "met", "error": "broken", "warning": "risk"}.get(level, "running")


@page_filter
def translated(text: str) -> str:
    """A text that is kept, in the language of the page where it is one of ours. Anybody may have written it, so it is
    escaped as any other: `_` is for the page's own words."""
    return translation.gettext(text) if text else ""


@page_filter
def says(refusal: Refusal) -> str:
    """What a refusal says in the language of the page."""
    return refusal.say(lang_of_page())


@page_filter
def way_out(refusal: Refusal) -> str:
    return refusal.way_out(lang_of_page()) or ""


@page_filter
def colon(label: str) -> str:
    """A label before a message: `Reden:`, but `Wat merkt de klant?` keeps its own sign."""
    return label if label[-1:] in "?:!." else f"{label}:"


@page_filter
def level_word(level: str) -> str:
    """`(streven)` and `(ervaring)` beside a promise that is not a guarantee."""
    words = {
        "guarantee": ("garantie", "guarantee"),
        "target": ("streven", "target"),
        "experience": ("ervaring", "experience"),
    }
    pair = words.get(level)
    return f"({pair[0] if lang_of_page() == 'nl' else pair[1]})" if pair else ""


# --- words ------------------------------------------------------------------------------------------------------------


def zone_of(zone: str | None = None) -> str:
    """The zone given, or that in which the page speaks."""
    if zone:
        return zone
    return _zone_read(timezone.get_current_timezone_name())


@lru_cache(maxsize=64)
def _zone_read(active: str) -> str:
    # Settings keep UTC for what is stored; people read the zone of the vendor unless a view activated another.
    return getattr(settings, "DISPLAY_ZONE", "Europe/Amsterdam") if active == "UTC" else active


@page_filter
@pass_context
def when(
    context: Context, at: datetime | None, *, style: str = "", zone: str | None = None, bare: bool = False
) -> SafeString:
    """An instant in a `<time>`: `vandaag 12:30`; the page's `now` decides what is today.

    `style`: empty, `short`, `long`, `time` or `day`; `bare` gives the words without the element.
    """
    if at is None:
        return mark_safe("")
    lang, place, now = lang_of_page(), zone_of(zone), context.get("now")
    if style == "long":
        words = wording.instant(at, lang, place)
    elif style == "time":
        words = wording.time_of_day(at, lang, place)
    elif style == "day":
        words = wording.date_words(wording.local_date(at, place), lang, today=now and wording.local_date(now, place))
    else:
        words = wording.instant(at, lang, place, now=now, short=style == "short")
    return mark_safe(escape(words) if bare else f'<time datetime="{at.isoformat()}">{escape(words)}</time>')


def time_mark(at: datetime, lang: str, zone: str, *, now: datetime | None) -> str:
    """What `{{ at|when(style="short") }}` writes, for rows that are written in Python."""
    return f'<time datetime="{at.isoformat()}">{escape(wording.instant(at, lang, zone, now=now, short=True))}</time>'


@page_filter
@pass_context
def deadline(context: Context, at: datetime, *, short: bool = False, zone: str | None = None) -> SafeString:
    """`uiterlijk vandaag 12:30` in a `<time>`."""
    words = wording.deadline(at, lang_of_page(), zone_of(zone), now=context.get("now"), short=short)
    return mark_safe(f'<time datetime="{at.isoformat()}">{escape(words)}</time>')


@page_filter
@pass_context
def why(context: Context, at: datetime, *, zone: str | None = None) -> str:
    """`Waarom dinsdag 12:30?`"""
    return wording.why(at, lang_of_page(), zone_of(zone), now=context.get("now"))


@page_filter
def day_words(value: date) -> str:
    return wording.date_words(value, lang_of_page())


@page_filter
def month_words(value: date | str) -> str:
    return wording.month_words(value, lang_of_page())


@page_filter
def hours(us: int | None) -> str:
    """Microseconds as `0:48`."""
    return "" if us is None else wording.hours(us)


@page_filter
def amount(us: int | None) -> str:
    """Microseconds as `1 uur en 12 minuten`."""
    return "" if us is None else wording.amount(us, lang_of_page())


@page_filter
def amount_exact(us: int | None) -> str:
    """Microseconds as `6 min 50 s`."""
    return "" if us is None else wording.amount_exact(us, lang_of_page())


@page_filter
def number(value: Any, decimals: int = 0) -> str:
    return "" if value is None else wording.number(value, lang_of_page(), int(decimals))


@page_filter
def money(value: Any, currency: str = "EUR") -> str:
    return "" if value is None else wording.money(value, currency, lang_of_page())


@page_filter
def size(value: int | None) -> str:
    """Bytes as `184 kB`."""
    return "" if value is None else wording.size(value, lang_of_page())


@page_filter
def listed(words: Sequence[str]) -> str:
    """`a, b en c`."""
    return wording.enumeration([str(w) for w in words], lang_of_page())


@page_filter
def words(text: str) -> list[str]:
    """Splits at spaces, for short fixed lists in a template."""
    return text.split()


@page_filter
def initials(name: str) -> str:
    return wording.initials(name)


@page_function
def languages() -> list[tuple[str, str, bool]]:
    """Code, own name and whether it is the one of this page."""
    return [(code, str(name), wording.tongue(code) == lang_of_page()) for code, name in settings.LANGUAGES]
