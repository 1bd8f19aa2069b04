"""How often visitors may ask: enough for a person, too little for a machine (SO-42)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

# Until then the mail's link confirms; what was not confirmed is gone after it.
OPEN_FOR = timedelta(days=3)
AN_ADDRESS_A_DAY, A_CONNECTION_AN_HOUR, ALL_AN_HOUR = 3, 5, 100
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """One that was asked before: when, by which mail address, over which connection (both as kept)."""

    at: datetime
    email: str
    connection: str


def limit(earlier: Iterable[Asked], *, email: str, connection: str, at: datetime) -> Literal["", "quiet", "full"]:
    """`full` when this connection, or everybody, asked too often: the visitor hears that. `quiet` when this mail
    address did: nothing more is sent to it, and the visitor hears what others hear, for it may not be his."""
    hour = [one for one in earlier if one.at > at - HOUR]
    if len(hour) >= ALL_AN_HOUR or sum(one.connection == connection for one in hour) >= A_CONNECTION_AN_HOUR:
        return "full"
    today = sum(one.email == email for one in earlier if one.at > at - DAY)
    return "quiet" if today >= AN_ADDRESS_A_DAY else ""


def shown(number: int) -> str:
    """The number as people say it: V-00042."""
    return f"V-{number:05d}"
