"""Durations as an agreement writes them: `4h`, `4 business hours`, `5 business days`, `2 months` and so on.

The grammar is published in docs/algorithms/durations.md; what each unit means when it is added to a start stands in
docs/algorithms/due-times.md.
"""

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache

from waarborg.kernel.errors import BadInput
from waarborg.kernel.zones import DAY, HOUR, MINUTE, SECOND

LONGEST = 36525 * DAY  # a hundred years: beyond it a term is a slip of the pen
_NUMBERED = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?) ?([a-z][a-z ]*)", re.ASCII)
_METHOD = re.compile(r"method ([a-z][a-z0-9-]*)", re.ASCII)
_UNITS: dict[str, tuple[str, int]] = {
    "s": ("elapsed", SECOND),
    "second": ("elapsed", SECOND),
    "seconds": ("elapsed", SECOND),
    "min": ("elapsed", MINUTE),
    "minute": ("elapsed", MINUTE),
    "minutes": ("elapsed", MINUTE),
    "h": ("elapsed", HOUR),
    "hour": ("elapsed", HOUR),
    "hours": ("elapsed", HOUR),
    "business minute": ("business-time", MINUTE),
    "business minutes": ("business-time", MINUTE),
    "business hour": ("business-time", HOUR),
    "business hours": ("business-time", HOUR),
    "business day": ("business-days", 1),
    "business days": ("business-days", 1),
    "business week": ("business-days", 5),
    "business weeks": ("business-days", 5),
    "day": ("days", 1),
    "days": ("days", 1),
    "week": ("days", 7),
    "weeks": ("days", 7),
    "calendar month": ("to-end-of-months", 1),
    "calendar months": ("to-end-of-months", 1),
    "month": ("months", 1),
    "months": ("months", 1),
    "year": ("months", 12),
    "years": ("months", 12),
}
_MOST = {"elapsed": LONGEST, "business-time": LONGEST, "business-days": 36525, "days": 36525}
_WORDS = {
    "same business day": "same-business-day",
    "next business day": "next-business-day",
    "none": "none",
    "unstated": "unstated",
}
_NL = {
    "s": ("seconde", "seconden"),
    "min": ("minuut", "minuten"),
    "h": ("uur", "uur"),
    "business minute": ("werkminuut", "werkminuten"),
    "business hour": ("werkuur", "werkuren"),
    "business day": ("werkdag", "werkdagen"),
    "business week": ("werkweek", "werkweken"),
    "day": ("dag", "dagen"),
    "week": ("week", "weken"),
    "month": ("maand", "maanden"),
    "calendar month": ("hele kalendermaand", "hele kalendermaanden"),
    "year": ("jaar", "jaar"),
}
_EN = {"s": "second", "min": "minute", "h": "hour", "calendar month": "whole calendar month"}
_SAID = {
    "half-business-day": ("een halve werkdag", "half a business day"),
    "same-business-day": ("dezelfde werkdag", "the same business day"),
    "next-business-day": ("de volgende werkdag", "the next business day"),
    "none": ("geen termijn", "no term"),
    "unstated": ("geen vaste termijn", "no stated term"),
}


class UnreadableDuration(BadInput):
    code = "kernel.duration.unreadable"
    nl = "“{text}” is geen termijn."
    en = "“{text}” is not a duration."
    nl_way_out = "Schrijf bijvoorbeeld {near}."
    en_way_out = "Write for example {near}."


class MinutesOrMonths(BadInput):
    code = "kernel.duration.minutes-or-months"
    nl = "“{text}” kan minuten of maanden betekenen."
    en = "“{text}” may mean minutes or months."
    nl_way_out = "Schrijf {number}min of {number} months."
    en_way_out = "Write {number}min or {number} months."


class ZeroDuration(BadInput):
    code = "kernel.duration.zero"
    nl = "De termijn “{text}” duurt niets."
    en = "The duration “{text}” lasts no time at all."
    nl_way_out = "Schrijf een termijn van ten minste één, of none als er geen klok loopt."
    en_way_out = "Write a duration of at least one, or none where no clock runs."


class NegativeDuration(BadInput):
    code = "kernel.duration.negative"
    nl = "De termijn “{text}” is negatief."
    en = "The duration “{text}” is negative."
    nl_way_out = "Schrijf een positief aantal; een termijn vooraf is een aankondiging: “{positive} notice of ...”."
    en_way_out = "Write a positive number; a term beforehand is a lead time: “{positive} notice of ...”."


class FractionRefused(BadInput):
    code = "kernel.duration.fraction"
    nl = "“{text}” is een deel van een eenheid dat niet eenduidig is."
    en = "“{text}” is a fraction of a unit that has no single meaning."
    nl_way_out = "Alleen 0.5 business days kan; schrijf anders een geheel aantal in een kleinere eenheid, zoals 90min."
    en_way_out = "Only 0.5 business days is possible; else write a whole number of a smaller unit, such as 90min."


class DurationTooLong(BadInput):
    code = "kernel.duration.too-long"
    nl = "“{text}” is langer dan honderd jaar."
    en = "“{text}” is longer than a hundred years."
    nl_way_out = "Controleer het aantal, of schrijf none als er geen termijn is."
    en_way_out = "Check the number, or write none where there is no term."


@dataclass(frozen=True, slots=True)
class Duration:
    """A parsed duration.

    `kind` says what is counted, `amount` how much: microseconds for elapsed and business-time, else days or months.
    `number` and `unit` are as written, for reading aloud; two durations that mean the same are equal.
    """

    kind: str
    amount: int = 0
    method: str = ""
    number: int = field(default=0, compare=False)
    unit: str = field(default="", compare=False)

    @property
    def has_term(self) -> bool:
        """Whether something falls due: not for none, unstated and named methods."""
        return self.kind not in ("none", "unstated", "method")

    def say(self, lang: str) -> str:
        """In words, such as "4 werkuren" or "4 business hours"."""
        if self.kind == "method":
            return f"volgens de methode {self.method}" if lang == "nl" else f"by the method {self.method}"
        if self.kind in _SAID:
            return _SAID[self.kind][0 if lang == "nl" else 1]
        one = self.number == 1
        if lang == "nl":
            return f"{self.number} {_NL[self.unit][0 if one else 1]}"
        unit = _EN.get(self.unit, self.unit)
        return f"{self.number} {unit if one else unit + 's'}"


def parse_duration(text: str, *, zero: bool = False) -> Duration:
    """A Duration from its text. `zero` lets `0h` through, which only a moment ("0h after ...") may say.

    Raises UnreadableDuration, MinutesOrMonths, ZeroDuration, NegativeDuration, FractionRefused or DurationTooLong.
    """
    if not isinstance(text, str):
        raise UnreadableDuration(text=text, near=_near(""))
    return _parse(text, zero)


@lru_cache(maxsize=4096)
def _parse(text: str, zero: bool) -> Duration:
    if text in _WORDS:
        return Duration(_WORDS[text])
    if method := _METHOD.fullmatch(text):
        return Duration("method", method=method[1])
    match = _NUMBERED.fullmatch(text)
    if match is None:
        raise UnreadableDuration(text=text, near=_near(text))
    number, unit = match[1], match[2]
    if unit == "m":
        raise MinutesOrMonths(text=text, number=number.lstrip("+-"))
    if unit not in _UNITS or (unit not in ("h", "min", "s") and text != f"{number} {unit}") or number[0] == "+":
        raise UnreadableDuration(text=text, near=_near(text))
    return _numbered(text, number, unit, zero)


def _numbered(text: str, number: str, unit: str, zero: bool) -> Duration:
    kind, size = _UNITS[unit]
    if number[0] == "-":
        raise NegativeDuration(text=text, positive=text[1:])
    if "." in number or "," in number:
        if number == "0.5" and kind == "business-days" and size == 1:
            return Duration("half-business-day", 1)
        raise FractionRefused(text=text)
    if len(number) > 7:
        raise DurationTooLong(text=text)
    count = int(number)
    if count == 0 and not (zero and kind == "elapsed"):
        raise ZeroDuration(text=text)
    if number != str(count):
        raise UnreadableDuration(text=text, near=_near(text))
    if count * size > _MOST.get(kind, 1200):
        raise DurationTooLong(text=text)
    return Duration(kind, count * size, number=count, unit=_singular(unit))


def _singular(unit: str) -> str:
    if unit in ("h", "s"):
        return unit
    one = unit.removesuffix("s")
    return {"hour": "h", "minute": "min", "second": "s"}.get(one, one)


def _near(text: str) -> str:
    """An example close to what was meant: the same number with the unit that looks most like what was written."""
    lowered = " ".join(text.lower().split())
    words = difflib.get_close_matches(lowered, _WORDS, n=1, cutoff=0.8)
    match = re.match(r"0*([1-9][0-9]{0,5}) ?([a-z ]+)", lowered, re.ASCII)
    if match is not None:
        near = difflib.get_close_matches(match[2], _UNITS, n=1, cutoff=0.7)
        words = words or [f"{match[1]}{'' if found in ('h', 'min', 's') else ' '}{found}" for found in near]
    return words[0] if words else "4h, 4 business hours, 5 business days"
