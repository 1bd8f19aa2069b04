"""Pages of a list that grows: a cursor says after which row the next page begins, however many rows come before it."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar
from uuid import UUID

from ninja import Query

from waarborg.kernel.errors import BadInput

LIMIT, MOST = 50, 200
Row = TypeVar("Row")
Cursor = Annotated[str | None, Query(max_length=500, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many items at most.")]


class BadCursor(BadInput):
    code = "plumbing.api.cursor"
    nl = "Dit is geen plaats in deze lijst."
    en = "This is no place in this list."
    nl_way_out = "Neem de waarde van next ongewijzigd over, of begin zonder cursor."
    en_way_out = "Take over the value of next unchanged, or begin without a cursor."


def after(cursor: str | None, *kinds: Callable[[str], object]) -> list[object] | None:
    """What the cursor holds, each part read by its kind (str, int, UUID); None for the first page. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        if not isinstance(parts, list) or not all(isinstance(part, str) and "\0" not in part for part in parts):
            raise BadCursor(path="cursor")
        "".join(parts).encode()
        return [kind(part) for kind, part in zip(kinds, parts, strict=True)]
    except (ValueError, binascii.Error, RecursionError):
        raise BadCursor(path="cursor") from None


def cursor_of(*parts: object) -> str:
    """The cursor after the row that these parts name."""
    text = json.dumps([str(part) for part in parts], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def cut(
    rows: Sequence[Row], limit: int, place: Callable[[Row], tuple[object, ...]]
) -> tuple[Sequence[Row], str | None]:
    """Of `limit + 1` rows those of this page, and the cursor of the next, None at the end."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], cursor_of(*place(rows[limit - 1]))


def number(part: str) -> int:
    """A part of a cursor that is a row's number; what no column holds is no number. Raises ValueError."""
    found = int(part)
    if not 0 <= found < 2**63:
        raise ValueError(part)
    return found


def identifier(part: str) -> UUID:
    return UUID(part)
