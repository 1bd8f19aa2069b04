"""Cells of a table for a spreadsheet (RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """With a head and lines that end in CR LF. A text that a spreadsheet would run as a formula gets a ' before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([cell(one) for one in row] for row in rows)
    return out.getvalue()


def cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
