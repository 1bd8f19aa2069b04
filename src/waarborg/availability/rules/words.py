"""Figures of availability in Dutch and English words. What is shown is cut off, never rounded up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from waarborg.availability.rules.texts import TEXTS
from waarborg.kernel.words import on_date

DECIMALS = 5  # one more than a target can have, so that what is shown can be told from it
_MILLION = 10**6


def said(key: str, lang: str, **values: object) -> str:
    """The sentence of that name, filled in. Raises KeyError for one that does not exist."""
    return TEXTS[key][0 if lang == "nl" else 1].format(**values)


def number_text(number: Decimal, lang: str) -> str:
    """99.9 or 99,9, without zeros that say nothing."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "nl" else text


def percentage(part: int, whole: int) -> Decimal:
    """A share in hundredths, cut off at five decimals and never rounded."""
    return Decimal(part * 100 * 10**DECIMALS // whole).scaleb(-DECIMALS)


def share_text(part: int, whole: int, lang: str) -> str:
    """A share as a percentage, cut off: 99,98958 %."""
    return f"{number_text(percentage(part, whole), lang)}\N{NO-BREAK SPACE}%"


def ns_text(ns: int, lang: str) -> str:
    """A length of at most some seconds, in milliseconds or seconds, all digits: 50 ms, 2,5 s."""
    if abs(ns) < 10**9:
        return f"{number_text(Decimal(ns).scaleb(-6), lang)} ms"
    return f"{number_text(Decimal(ns).scaleb(-9), lang)} s"


def lasting(weighted: int, lang: str) -> str:
    """A length in millionths of a microsecond as 744 h, 4 min 28.2 s; cut off below a microsecond."""
    us = weighted // _MILLION
    hours, minutes = us // (3600 * _MILLION), us // (60 * _MILLION) % 60
    seconds = us % (60 * _MILLION)
    parts = [f"{hours} {'uur' if lang == 'nl' else 'h'}"] if hours else []
    parts += [f"{minutes} min"] if minutes else []
    if seconds or not parts:
        parts.append(f"{number_text(Decimal(seconds).scaleb(-6), lang)} s")
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Lasting:
    """A length in millionths of a microsecond, said in the language of whoever reads a refusal."""

    weighted: int

    def say(self, lang: str) -> str:
        return lasting(self.weighted, lang)


def month_text(name: str, lang: str) -> str:
    """oktober 2026 for 2026-10."""
    return " ".join(on_date(date.fromisoformat(f"{name}-01"), lang, year=True).split()[2:])
