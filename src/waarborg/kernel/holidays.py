"""Holiday presets: our own data, because "public holidays" is not one list and an agreement must name the one it means.

Sources: NL: the days on which Dutch offices close by custom. NL-ATW: Algemene termijnenwet, article 3 (also Good Friday
and 5 May; its Sundays are no business days anyway). King's Day: 27 April, or 26 April when that is a Sunday (from 2014;
before it Queen's Day: 30 April, or 29 April when that is a Sunday). TARGET: closing days of the euro settlement system
(ECB, since 2002).
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from waarborg.kernel.errors import BadInput


class UnknownPreset(BadInput):
    code = "kernel.holidays.unknown-preset"
    nl = "“{preset}” is geen bekende lijst van feestdagen."
    en = "“{preset}” is not a known list of holidays."
    nl_way_out = "Kies uit {known}, of schrijf none."
    en_way_out = "Choose from {known}, or write none."


class UnknownHoliday(BadInput):
    code = "kernel.holidays.unknown-holiday"
    nl = "“{holiday}” is geen bekende feestdag."
    en = "“{holiday}” is not a known holiday."
    nl_way_out = "Kies uit {known}; een andere dag schrijft u als datum bij closed."
    en_way_out = "Choose from {known}; write any other day as a date under closed."


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    m = (a + 11 * h) // 319
    j, k = c // 4, c % 4
    rest = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + rest + 90) // 25
    return date(year, month, (h - m + rest + month + 19) % 32)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _kings_day(year: int) -> date:
    day = date(year, 4, 27 if year >= 2014 else 30)
    return day if day.weekday() < 6 else day - timedelta(days=1)


HOLIDAYS: dict[str, tuple[Callable[[int], date], str, str]] = {
    "new-year": (_fixed(1, 1), "Nieuwjaarsdag", "New Year's Day"),
    "good-friday": (_from_easter(-2), "Goede Vrijdag", "Good Friday"),
    "easter-sunday": (_from_easter(0), "Eerste Paasdag", "Easter Sunday"),
    "easter-monday": (_from_easter(1), "Tweede Paasdag", "Easter Monday"),
    "kings-day": (_kings_day, "Koningsdag", "King's Day"),
    "labour-day": (_fixed(5, 1), "Dag van de Arbeid", "Labour Day"),
    "liberation-day": (_fixed(5, 5), "Bevrijdingsdag", "Liberation Day"),
    "ascension-day": (_from_easter(39), "Hemelvaartsdag", "Ascension Day"),
    "whit-sunday": (_from_easter(49), "Eerste Pinksterdag", "Whit Sunday"),
    "whit-monday": (_from_easter(50), "Tweede Pinksterdag", "Whit Monday"),
    "christmas-day": (_fixed(12, 25), "Eerste Kerstdag", "Christmas Day"),
    "boxing-day": (_fixed(12, 26), "Tweede Kerstdag", "Boxing Day"),
}
_NL = ("new-year", "easter-monday", "kings-day", "ascension-day", "whit-monday", "christmas-day", "boxing-day")
PRESETS: dict[str, tuple[str, ...]] = {
    "NL": _NL,
    "NL+5mei5": (*_NL, "liberation-day"),
    "NL-ATW": (*_NL, "good-friday", "liberation-day"),
    "TARGET": ("new-year", "good-friday", "easter-monday", "labour-day", "christmas-day", "boxing-day"),
}


def check_preset(preset: str) -> str:
    """The preset, or UnknownPreset."""
    if not isinstance(preset, str) or preset not in PRESETS:
        raise UnknownPreset(preset=preset, known=", ".join(PRESETS))
    return preset


def check_holiday(key: str) -> str:
    """The key of a holiday, or UnknownHoliday."""
    if not isinstance(key, str) or key not in HOLIDAYS:
        raise UnknownHoliday(holiday=key, known=", ".join(HOLIDAYS))
    return key


def dates(preset: str, year: int) -> dict[date, str]:
    """The holidays of a preset in a year, by date, as keys of HOLIDAYS. Raises UnknownPreset."""
    return dict(_dates(check_preset(preset), year))


@lru_cache(maxsize=1024)
def _dates(preset: str, year: int) -> dict[date, str]:
    keys = [key for key in PRESETS[preset] if not (preset == "NL+5mei5" and key == "liberation-day" and year % 5)]
    return {date_of(key, year): key for key in keys}


@lru_cache(maxsize=8192)
def date_of(key: str, year: int) -> date:
    """The date of one holiday in a year."""
    return HOLIDAYS[key][0](year)


def name(key: str, lang: str) -> str:
    """The name of a holiday, in nl or en."""
    _, nl, en = HOLIDAYS[key]
    return nl if lang == "nl" else en
