"""Pages of a list that goes back in time: an address names the row before the page, whatever is added above it.

Programs page by `plumbing.rest.pages`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

Place = tuple[datetime, UUID]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of a page, and how an address names what comes after them: empty on the last page."""

    rows: Sequence[Row]
    more: str


def page_of(found: Sequence[Row], size: int, place: Callable[[Row], tuple[datetime | None, UUID]]) -> Page[Row]:
    """The first `size` of what was found; whoever asks for one more than that knows whether another page follows."""
    rows = found[:size]
    return Page(rows, cursor(*place(rows[-1])) if len(found) > size else "")


def cursor_of(text: str) -> Place | None:
    """The row before the page, from an address; None for none, and for what is none."""
    moment, _sep, identifier = text[:100].partition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(identifier)) if at.tzinfo else None
    except ValueError:
        return None


def cursor(moment: datetime | None, identifier: UUID) -> str:
    """How an address names a row; empty for one without an instant."""
    return f"{moment.isoformat()}_{identifier}" if moment else ""
