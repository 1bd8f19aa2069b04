"""How long a customer can open its content to support, and when that ends. Instants are microseconds (UTC)."""

from datetime import datetime, timedelta

from waarborg.kernel.instants import civil_end, from_us

# What the form offers, in hours, as far as the installation's longest allows.
OFFERED = (1, 2, 4, 8, 24, 72)


def offered(longest: int) -> list[int]:
    """The hours that may be chosen where `longest` is the most."""
    return [hours for hours in OFFERED if hours <= longest]


def until(wall: datetime, zone: str, *, at: datetime) -> timedelta:
    """How long it lasts from `at` to the wall time `wall` (naive) of `zone`: over the night in which the clock moves
    that is an hour less or more than the clock says (SEMANTICS 1)."""
    ends = from_us(civil_end(wall.date(), wall.time(), zone))
    return ends - at
