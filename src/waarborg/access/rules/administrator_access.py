"""For what our administrators may open a customer's data, and how long that lasts (PX-42)."""

from datetime import datetime, timedelta
from typing import Final

from waarborg.kernel.instants import civil_end, civil_start, from_us

SUBJECT: Final = "access.administrator-access"
# Exactly these four, in Dutch and English; whatever else somebody has in mind is refused.
PURPOSES: Final = {
    "new-version": ("een nieuwe versie plaatsen", "placing a new version"),
    "patch": ("een patch of spoedreparatie plaatsen", "placing a patch or hotfix"),
    "backup": ("een back-up maken", "making a back-up"),
    "move": ("een omgeving verhuizen", "moving an environment"),
}
LONGEST: Final = timedelta(hours=12)


def window(begins: datetime, ends: datetime, zone: str) -> tuple[datetime, datetime]:
    """The instants of two wall times (naive) in `zone`: over the night in which the clock moves they lie an hour less
    or more apart than the clock says (SEMANTICS 1)."""
    first = civil_start(begins.date(), begins.time(), zone)
    return from_us(first), from_us(civil_end(ends.date(), ends.time(), zone))


def words(purpose: str, lang: str) -> str:
    """The purpose in words; what is none of the four stays as it is."""
    found = PURPOSES.get(purpose)
    return found[lang == "en"] if found else purpose
