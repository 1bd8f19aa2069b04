"""Instants and intervals of a file: with an offset, or as local time in the file's own time zone."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import civil_end, civil_start, parse_date, parse_instant, to_us, wall
from waarborg.kernel.intervals import Interval
from waarborg.kernel.zones import DAY, Zone

_LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?", re.ASCII)


class NoSuchWallTime(BadInput):
    code = "measure.time.unreadable"
    nl = "“{text}” is geen tijd op de klok."
    en = "“{text}” is not a time of day."
    nl_way_out = "Schrijf bijvoorbeeld 2026-10-25 02:10; alleen een einde kan 24:00 zijn."
    en_way_out = "Write for example 2026-10-25 02:10; only an end can be 24:00."


class Reversed(BadInput):
    code = "measure.interval.reversed"
    nl = "Dit eindigt ({until}) voordat het begint ({begin})."
    en = "This ends ({until}) before it begins ({begin})."
    nl_way_out = "Wissel from en until om, of controleer de datum en het verschil met UTC."
    en_way_out = "Exchange from and until, or check the date and the offset from UTC."


class Empty(BadInput):
    code = "measure.interval.empty"
    nl = "Dit duurt niets: het eindigt op het tijdstip waarop het begint ({begin})."
    en = "This lasts no time at all: it ends at the instant at which it begins ({begin})."
    nl_way_out = "Laat het weg, of geef een later einde."
    en_way_out = "Leave it out, or give a later end."


class SkippedByTheClock(BadInput):
    code = "measure.interval.skipped-by-the-clock"
    nl = "Van {begin} tot {until} bestaat die nacht niet: de klok gaat dan vooruit."
    en = "From {begin} until {until} does not exist that night: the clocks go forward."
    nl_way_out = "Kies een ander tijdstip, of schrijf begin en einde met het verschil met UTC erbij."
    en_way_out = "Choose another time, or write begin and end with their offset from UTC."


def instant(text: str, place: Zone) -> int:
    """Microseconds. A local time that comes twice is its first occurrence. Raises BadInput."""
    local = _local(text)
    if local is None:
        return to_us(parse_instant(text))
    day, within = local
    if within >= DAY:
        raise NoSuchWallTime(text=text)
    return civil_start(day, _time(within), place)


def end(text: str, place: Zone) -> int:
    """Microseconds of an instant at which something ends: the second occurrence of a local time, or 24:00."""
    local = _local(text)
    if local is None:
        return to_us(parse_instant(text))
    day, within = local
    return civil_end(day, 1440, place) if within == DAY else civil_end(day, _time(within), place)


def interval(content: Mapping[str, Any], place: Zone, *, still: int | None = None) -> Interval:
    """`{from, until}`. `still`: the end of what has none. Raises Reversed, Empty, SkippedByTheClock and BadInput."""
    start = _under("from", instant, content["from"], place)
    if "until" not in content:
        return start, max(start, start if still is None else still)
    until = _under("until", end, content["until"], place)
    if start < until:
        return start, until
    one, other = _local(content["from"]), _local(content["until"])
    if one and other and wall(one[0], 0) + one[1] < wall(other[0], 0) + other[1]:
        raise SkippedByTheClock(begin=content["from"], until=content["until"])
    kind = Empty if start == until else Reversed
    raise kind(begin=content["from"], until=content["until"])


def _local(text: str) -> tuple[date, int] | None:
    """The date, and the microseconds of its local day; None for an instant with an offset. Raises BadInput."""
    match = _LOCAL.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = int(match[2]), int(match[3]), int(match[4] or 0)
    within = ((hours * 60 + minutes) * 60 + seconds) * 10**6 + int((match[5] or "").ljust(6, "0"))
    if minutes > 59 or seconds > 59 or within > DAY:
        raise NoSuchWallTime(text=text)
    return parse_date(match[1]), within


def _time(within: int) -> time:
    seconds, micro = divmod(within, 10**6)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, micro)


def _under(key: str, read: Any, text: str, place: Zone) -> int:
    try:
        return int(read(text, place))
    except BadInput as problem:
        raise problem.under(key) from None
