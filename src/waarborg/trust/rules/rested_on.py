"""What a stated figure rests on, in sentences, and figures as people read them. Pure."""

from collections.abc import Iterable, Iterator

from waarborg.kernel.instants import parse_instant, to_us
from waarborg.kernel.words import local_date, on_date, time_of_day
from waarborg.kernel.zones import zone
from waarborg.promises.rules.registry import Name

_SECOND = 10**6
# One digit more than a target has: what is shown can be told from it.
_DECIMALS = 5


def rested_on(rows: Iterable[str], indicator: Name, timezone: str, lang: str) -> Iterator[str]:
    """Each row of a figure in the indicator's own sentence; nothing for one that it does not declare."""
    for row in rows:
        word, *values = row.split(";")
        try:
            said = indicator.say_row(word, lang).format(*(_shown(one, timezone, lang) for one in values))
        except (IndexError, KeyError, ValueError):
            said = ""
        if said:
            yield said


def _shown(text: str, timezone: str, lang: str) -> str:
    if text.startswith("@"):
        us = to_us(parse_instant(text[1:]))
        offsets = zone(timezone).around(us)
        return f"{on_date(local_date(offsets, us), lang, short=True)} {time_of_day(offsets, us)}"
    return lasted(int(text[1:]), lang) if text.startswith("~") else text


def lasted(us: int, lang: str) -> str:
    """A length as 744 h, 4 min 28.2 s."""
    hours, minutes, rest = us // (3600 * _SECOND), us // (60 * _SECOND) % 60, us % (60 * _SECOND)
    parts = [f"{hours} {'uur' if lang == 'nl' else 'h'}"] if hours else []
    parts += [f"{minutes} min"] if minutes else []
    if rest or not parts:
        parts.append(f"{_decimal(rest, 6, lang)} s")
    return "\N{NO-BREAK SPACE}".join(" ".join(parts).split(" "))


def uptime_words(numerator: int, denominator: int, lang: str) -> str:
    """A share as a percentage, cut off at five decimals: 99,98958 %."""
    scaled = numerator * 10 ** (_DECIMALS + 2) // denominator
    return f"{_decimal(scaled, _DECIMALS, lang)}\N{NO-BREAK SPACE}%"


def _decimal(number: int, places: int, lang: str) -> str:
    whole, rest = divmod(number, 10**places)
    text = f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "nl" else text
