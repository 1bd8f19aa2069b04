"""How long raw results of probes are kept: until nothing that may still come in can change what they say, and no figure
that is still to be stated rests on them. Pure; instants and lengths in microseconds."""

from collections.abc import Iterable
from typing import Final

from waarborg.availability.rules.probing import Probing
from waarborg.availability.rules.watched import FORGOTTEN

DAY: Final = 24 * 3600 * 1_000_000
# Why a day stays as it is.
YOUNG: Final = "young"
NOT_ACCOUNTED: Final = "not-accounted"
NOT_STATED: Final = "not-stated"


def oldest_taken(now: int, kept_days: int, sealed_until: int | None) -> int:
    """What began before this is taken no more. A longer retention does not open again what was sealed."""
    oldest = now - (kept_days - 1) * DAY
    return oldest if sealed_until is None else max(oldest, sealed_until + FORGOTTEN)


def reach_of(probings: Iterable[Probing]) -> int:
    """How far back a late result may make others count: a day, or as long as a slow probe takes to be down."""
    return max([FORGOTTEN, *(one.every * (one.failures + 1) for one in probings)])


def why_kept(
    day_end: int, *, now: int, kept_days: int, reach: int, accounted: Iterable[int], unstated_from: int | None
) -> str:
    """Why the results of a day that ends then cannot be sealed yet; empty where they can.

    `accounted`: up to when each component was worked out; `unstated_from`: the start of the first month of which a
    figure that an agreement promises was not stated.
    """
    if day_end + reach > oldest_taken(now, kept_days, None):
        return YOUNG
    if any(one < day_end for one in accounted):
        return NOT_ACCOUNTED
    return NOT_STATED if unstated_from is not None and day_end > unstated_from else ""
