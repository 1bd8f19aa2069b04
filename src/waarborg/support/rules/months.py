"""A month as the desk lives it: local, half-open, named `2026-04`."""

import re
from datetime import date

from waarborg.kernel.instants import civil_start, local

_NAME = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)


def month_of(us: int, zone: str) -> str:
    """The month in which an instant falls."""
    return local(us, zone).strftime("%Y-%m")


def is_month(name: str) -> bool:
    return bool(_NAME.fullmatch(name))


def earlier(name: str, months: int = 1) -> str:
    """The month that lies so many before it; a negative number lies after it."""
    year, month = int(name[:4]), int(name[5:])
    number = year * 12 + month - 1 - months
    return f"{number // 12}-{number % 12 + 1:02d}"


def edges(name: str, zone: str) -> tuple[int, int]:
    """The first instant (us) of a month, and of the next."""
    return _start(name, zone), _start(earlier(name, -1), zone)


def _start(name: str, zone: str) -> int:
    return civil_start(date(int(name[:4]), int(name[5:]), 1), 0, zone)
