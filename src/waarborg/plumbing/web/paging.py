"""Pages of a list that goes back in time: an address names the row before the page, whatever is added above it.

Programs page by `plumbing.rest.pages`.
"""

from datetime import datetime
from uuid import UUID

Place = tuple[datetime, UUID]


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
