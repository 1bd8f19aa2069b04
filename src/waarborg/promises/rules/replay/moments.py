"""Instants as the explanation of a clock writes them."""

from waarborg.kernel.words import closing_moment, local_date, on_date, time_of_day
from waarborg.kernel.zones import Offsets


def moment(offsets: Offsets, us: int, lang: str, *, short: bool = False, end: bool = False) -> str:
    """dinsdag 7 april 12:30, short: di 7 april 12:30. As an `end`, midnight is 24:00 of the day before."""
    day, time = closing_moment(offsets, us) if end else (local_date(offsets, us), time_of_day(offsets, us))
    return f"{on_date(day, lang, short=short)} {time}"


def span(offsets: Offsets, start: int, end: int, lang: str) -> tuple[str, str]:
    """From and to, with the date said once when it is the same."""
    day, time = closing_moment(offsets, end)
    begin = moment(offsets, start, lang)
    return (begin, time) if day == local_date(offsets, start) else (begin, f"{on_date(day, lang)} {time}")
