"""A month as a customer lives it: local, half-open, and named `2026-10`."""

import re
from dataclasses import dataclass
from datetime import date

from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import civil_start


class NotAMonth(BadInput):
    code = "trust.month.unreadable"
    nl = "“{text}” is geen maand."
    en = "“{text}” is not a month."
    nl_way_out = "Schrijf jaar en maand, bijvoorbeeld 2026-10."
    en_way_out = "Write year and month, for example 2026-10."


@dataclass(frozen=True, slots=True)
class Month:
    """`from_us` up to, not including, `to_us`: the first instants of this local month and of the next."""

    name: str
    zone: str
    from_us: int
    to_us: int


def month_in(name: str, zone: str) -> Month:
    """Raises NotAMonth."""
    first = first_day(name)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Month(name, zone, civil_start(first, 0, zone), civil_start(following, 0, zone))


def first_day(name: str) -> date:
    """Raises NotAMonth."""
    if not isinstance(name, str) or not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", name, re.ASCII):
        raise NotAMonth(text=name)
    return date.fromisoformat(f"{name}-01")


def month_before(name: str) -> str:
    first = first_day(name)
    return f"{first.year - (first.month == 1)}-{(first.month - 2) % 12 + 1:02d}"


def month_after(name: str) -> str:
    first = first_day(name)
    return f"{first.year + first.month // 12}-{first.month % 12 + 1:02d}"
