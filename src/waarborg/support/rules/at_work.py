"""How long somebody counts as being at a ticket, and as writing there."""

from datetime import datetime, timedelta
from typing import Final, Literal

Part = Literal["answer", "note"]
PARTS: Final[tuple[Part, ...]] = ("answer", "note")
# An open page says every twenty-five seconds that it is still there: two may be missed.
PRESENT: Final = timedelta(seconds=55)
WRITING: Final = timedelta(seconds=45)
SWEPT: Final = timedelta(hours=1)


def is_present(seen: datetime | None, now: datetime) -> bool:
    return seen is not None and now - seen < PRESENT


def is_writing(typed: datetime | None, now: datetime) -> bool:
    return typed is not None and now - typed < WRITING
