"""Instants, terms, numbers and lists in words, Dutch and English. Pure: no Django, no clock of its own.

`lang` is `nl` or `en` (anything else reads as English); instants are aware `datetime`s, shown in `zone`; amounts of
time are whole microseconds. Figures are truncated, never rounded up: 99.896 % is never shown as 99.90 %.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

NBSP = "\u00a0"
_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
DAYS_SHORT = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
MONTHS_SHORT = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_CURRENCY = {"EUR": "€", "USD": "$", "GBP": "£"}


@lru_cache(64)
def tongue(lang: str | None) -> str:
    """`nl` for any Dutch (`nl`, `nl-be`), else `en`."""
    return "nl" if (lang or "").lower().startswith("nl") else "en"


# --- days and instants ------------------------------------------------------------------------------------------------


def day(d: date, lang: str, *, short: bool = False, year: bool = False, weekday: bool = True) -> str:
    """`dinsdag 7 april`, short `di 7 apr`, with year `dinsdag 7 april 2026`."""
    lang = tongue(lang)
    days, months = (DAYS_SHORT, MONTHS_SHORT) if short else (DAYS, MONTHS)
    words = [days[lang][d.weekday()]] if weekday else []
    words += [str(d.day), months[lang][d.month - 1]]
    if year:
        words.append(str(d.year))
    return " ".join(words)


def time_of_day(at: datetime, lang: str, zone: str | ZoneInfo) -> str:
    """`09:30`; in the hour that occurs twice when the clock goes back, which of the two it is."""
    local = _local(at, zone)
    text = f"{local.hour:02d}:{local.minute:02d}"
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return text
    # The wall time is ambiguous or did not exist before the shift: only the former can come from a real instant.
    if tongue(lang) == "nl":
        return f"{text} ({'wintertijd' if local.fold else 'zomertijd'})"
    return f"{text} ({'winter time' if local.fold else 'summer time'})"


def instant(
    at: datetime,
    lang: str,
    zone: str | ZoneInfo,
    *,
    now: datetime | None = None,
    short: bool = False,
    day_name: bool = True,
) -> str:
    """`vandaag 12:30`, `morgen 09:20`, `gisteren 16:30`, beyond that `dinsdag 7 april 12:30` (`di 7 apr 12:30`).

    Without `now` nothing is called today. The year stands there when it is not that of `now`.
    """
    today = None if now is None else _local(now, zone).date()
    return _instant(_utc(at), tongue(lang), zone, today, short, day_name)


# On one day an instant has one name, and a page of tickets names the same ones to everybody who opens it. In UTC: in a
# zone the two hours of one name, when the clock goes back, are equal.
@lru_cache(8192)
def _instant(at: datetime, lang: str, zone: str | ZoneInfo, today: date | None, short: bool, day_name: bool) -> str:
    local = _local(at, zone)
    clock = time_of_day(at, lang, zone)
    if today is not None:
        near = _near(local.date(), today, lang)
        if near and day_name:
            return f"{near} {clock}"
    other_year = today is None or today.year != local.year
    return f"{day(local.date(), lang, short=short, year=other_year and not short)} {clock}"


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("An instant without offset")
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def date_words(
    d: date, lang: str, *, today: date | None = None, short: bool = False, weekday: bool = True, end: bool = False
) -> str:
    """A day without a time: `vandaag`, `dinsdag 7 april`; `end`: that day counts too, `tot en met`."""
    lang = tongue(lang)
    near = _near(d, today, lang) if today else ""
    other_year = today is None or today.year != d.year
    text = near or day(d, lang, short=short, year=other_year, weekday=weekday)
    if not end:
        return text
    return f"tot en met {text}" if lang == "nl" else f"through {text}"


def deadline(at: datetime, lang: str, zone: str | ZoneInfo, *, now: datetime | None = None, short: bool = False) -> str:
    """`uiterlijk vandaag 12:30`, `by Tuesday 14 April 09:25`."""
    return f"{'uiterlijk' if tongue(lang) == 'nl' else 'by'} {instant(at, lang, zone, now=now, short=short)}"


def why(at: datetime, lang: str, zone: str | ZoneInfo, *, now: datetime | None = None, what: str = "") -> str:
    """The heading of an explanation: `Waarom dinsdag 12:30?`; the date joins when it is more than six days away.

    With `what` (a phrase such as "de tussenoplossing") it says which: `Waarom dinsdag 12:30 voor de tussenoplossing?`
    """
    lang = tongue(lang)
    local = _local(at, zone)
    far = now is None or not 0 <= (local.date() - _local(now, zone).date()).days <= 6
    name = day(local.date(), lang) if far else DAYS[lang][local.weekday()]
    of = f" {'voor' if lang == 'nl' else 'for'} {what}" if what else ""
    return f"{'Waarom' if lang == 'nl' else 'Why'} {name} {time_of_day(at, lang, zone)}{of}?"


def stretch(start: datetime, end: datetime, lang: str, zone: str | ZoneInfo) -> str:
    """A stretch in a ledger: `vr 16:30 – 17:00`, `wo 8 – vr 10 apr` for whole days, else `vr 17:00 – di 09:00`."""
    lang = tongue(lang)
    a, b = _local(start, zone), _local(end, zone)
    midnight = b.hour == b.minute == b.second == 0
    last = b.date() - timedelta(days=1) if midnight and b.date() > a.date() else b.date()
    if a.hour == a.minute == 0 and midnight and b > a:
        if last == a.date():
            return day(a.date(), lang, short=True)
        if (a.month, a.year) == (last.month, last.year):
            return f"{DAYS_SHORT[lang][a.weekday()]} {a.day} – {day(last, lang, short=True)}"
        return f"{day(a.date(), lang, short=True)} – {day(last, lang, short=True)}"
    closing = "24:00" if midnight else time_of_day(end, lang, zone)
    opening = f"{DAYS_SHORT[lang][a.weekday()]} {time_of_day(start, lang, zone)}"
    if last == a.date():
        return f"{opening} – {closing}"
    return f"{opening} – {DAYS_SHORT[lang][last.weekday()]} {closing}"


def month_words(month: str | date, lang: str) -> str:
    """`oktober 2026` of `"2026-10"` or of any date in it."""
    year, number = (month.year, month.month) if isinstance(month, date) else map(int, month.split("-")[:2])
    return f"{MONTHS[tongue(lang)][number - 1]} {year}"


# --- amounts of time --------------------------------------------------------------------------------------------------


def hours(us: int) -> str:
    """`0:48`, `37:43`: hours and minutes, truncated, without a sign."""
    minutes = abs(us) // _MINUTE
    return f"{minutes // 60}:{minutes % 60:02d}"


def amount(us: int, lang: str, *, parts: int = 2) -> str:
    """`48 minuten`, `1 uur en 12 minuten`, `6 min 50 s` is `amount_exact`; days of 24 hours from two days on."""
    lang = tongue(lang)
    us = abs(us)
    if us < _MINUTE:
        return _counted(us // _SECOND, "seconde", "seconden", "second", "seconds", lang)
    pieces = []
    if us >= 2 * _DAY:
        pieces.append(_counted(us // _DAY, "dag", "dagen", "day", "days", lang))
        us %= _DAY
    if us >= _HOUR:
        pieces.append(_counted(us // _HOUR, "uur", "uur", "hour", "hours", lang))
    if us % _HOUR >= _MINUTE:
        pieces.append(_counted(us % _HOUR // _MINUTE, "minuut", "minuten", "minute", "minutes", lang))
    return enumeration(pieces[:parts], lang)


def amount_exact(us: int, lang: str) -> str:
    """Outages to the second: `6 min 50 s`, `23 min 30 s`, `1 u 2 min`; English `1 h 2 min`."""
    seconds = abs(us) // _SECOND
    h, m, s = seconds // 3600, seconds // 60 % 60, seconds % 60
    pieces = [f"{h}{NBSP}{'u' if tongue(lang) == 'nl' else 'h'}"] if h else []
    if m:
        pieces.append(f"{m}{NBSP}min")
    if s or not pieces:
        pieces.append(f"{s}{NBSP}s")
    return " ".join(pieces)


def remaining(us: int, lang: str, *, day_us: int | None = None, business: bool = True) -> str:
    """What is left of a clock: `0:48`; from ten days on `12 werkdagen`, where `day_us` tells how long a day counts."""
    if day_us and us >= 10 * day_us:
        count = us // day_us
        if business:
            return _counted(count, "werkdag", "werkdagen", "business day", "business days", tongue(lang))
        return _counted(count, "dag", "dagen", "day", "days", tongue(lang))
    return hours(us)


def clock_words(
    state: str, us: int | None, lang: str, *, with_state: bool = True, day_us: int | None = None, business: bool = True
) -> str:
    """The words of a clock: `nog 0:48, krap`, `te laat 0:22`, `staat stil, 3:05 over`, `na 0:18, nagekomen`.

    `us` is what is left (running, risk, paused), what it is late by (late, broken) or what was used (met). `None` says
    only the state. `with_state=False` leaves the state's word out where a heading says it already.
    """
    nl = tongue(lang) == "nl"
    if us is None:
        return _STATE_ONLY[state][0 if nl else 1] if state in _STATE_ONLY else state
    text = remaining(us, lang, day_us=day_us, business=business)
    brief = us < _MINUTE
    if state in ("running", "open", "risk"):
        left = (
            ("nog geen minuut" if nl else "under a minute left") if brief else (f"nog {text}" if nl else f"{text} left")
        )
        return left + ((", krap" if nl else ", tight") if state == "risk" and with_state else "")
    if state in ("late", "broken"):
        if brief:
            return "net te laat" if nl else "just late"
        return f"te laat {text}" if nl else f"{text} late"
    if state == "paused":
        left = f"{text} over" if nl else f"{text} left"
        return (f"staat stil, {left}" if nl else f"paused, {left}") if with_state else left
    if state in ("met", "kept"):
        used = (
            ("binnen een minuut" if nl else "within a minute") if brief else (f"na {text}" if nl else f"after {text}")
        )
        return f"{used}, {'nagekomen' if nl else 'met'}" if with_state else used
    return clock_words(state, None, lang)


_STATE_ONLY = {
    "running": ("loopt", "running"),
    "open": ("loopt", "running"),
    "risk": ("krap", "tight"),
    "late": ("te laat", "late"),
    "broken": ("niet nagekomen", "not met"),
    "exceeded": ("overschreden", "exceeded"),
    "paused": ("staat stil", "paused"),
    "met": ("nagekomen", "met"),
    "kept": ("nagekomen", "kept"),
    "waived": ("kwijtgescholden", "waived"),
    "void": ("vervallen", "void"),
    "rest": ("in rust", "idle"),
    "unknown": ("niet gemeten", "not measured"),
}


# --- numbers ----------------------------------------------------------------------------------------------------------


def number(value: int | Decimal | float, lang: str, decimals: int = 0) -> str:
    """`31.204`, English `31,204`; truncated to `decimals`."""
    scaled = int(Decimal(str(value)).scaleb(decimals))
    whole, part = divmod(abs(scaled), 10**decimals)
    text = f"{whole:,}" + (f".{part:0{decimals}d}" if decimals else "")
    if tongue(lang) == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return ("-" if scaled < 0 else "") + text


def percent(part: int, whole: int, lang: str, decimals: int = 2) -> str:
    """`99,89 %` from exact integers, truncated, with a hard space; 100 without decimals."""
    if whole <= 0:
        raise ValueError("A percentage of nothing")
    if part == whole:
        return f"100{NBSP}%"
    scaled = part * 100 * 10**decimals // whole
    return f"{number(Decimal(scaled).scaleb(-decimals), lang, decimals)}{NBSP}%"


def money(value: Decimal, currency: str, lang: str) -> str:
    """`€ 4.318,20`, English `€4,318.20`; the amount is shown as it is, to two decimals."""
    sign = _CURRENCY.get(currency, currency)
    gap = NBSP if tongue(lang) == "nl" or len(sign) > 1 else ""
    minus = "-" if value < 0 else ""
    return f"{minus}{sign}{gap}{number(abs(value), lang, 2)}"


def size(count: int, lang: str) -> str:
    """`184 kB`, `2,1 MB`: decimal units."""
    if count < 1000:
        return f"{count}{NBSP}B"
    if count < 1_000_000:
        return f"{number(count // 1000, lang)}{NBSP}kB"
    return f"{number(Decimal(count) / 1_000_000, lang, 1)}{NBSP}MB"


def enumeration(words: Sequence[str], lang: str) -> str:
    """`a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'en' if tongue(lang) == 'nl' else 'and'} {words[-1]}"


def initials(name: str) -> str:
    """At most two letters for a round mark: `R. Specimen` is `RS`, `Applicatiebeheer` is `AP`."""
    words = [w for w in name.replace(".", ". ").split() if w[0].isalnum()]
    if not words:
        return "?"
    letters = words[0][:2] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()


def local_date(at: datetime, zone: str | ZoneInfo) -> date:
    """The calendar day on which an instant falls in a zone."""
    return _local(at, zone).date()


@lru_cache(maxsize=16)
def noon(at: datetime, zone: str) -> datetime:
    """Noon of the day on which an instant falls in a zone: all that words of instants know of now is its day."""
    return datetime.combine(local_date(at, zone), time(12), ZoneInfo(zone))


def _near(d: date, today: date, lang: str) -> str:
    names = {-1: ("gisteren", "yesterday"), 0: ("vandaag", "today"), 1: ("morgen", "tomorrow")}
    pair = names.get((d - today).days)
    return "" if pair is None else pair[0 if lang == "nl" else 1]


def _local(at: datetime, zone: str | ZoneInfo) -> datetime:
    if at.tzinfo is None:
        raise ValueError("An instant without offset")
    return at.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def _counted(n: int, nl_one: str, nl_many: str, en_one: str, en_many: str, lang: str) -> str:
    one, many = (nl_one, nl_many) if lang == "nl" else (en_one, en_many)
    return f"{n} {one if n == 1 else many}"
