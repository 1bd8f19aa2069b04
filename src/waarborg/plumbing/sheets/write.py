"""Rows to CSV (RFC 4180) or to one sheet of an Excel workbook.

No cell is ever a formula: in CSV a text that a spreadsheet would run as one gets a ' before it, in a workbook every
text is an inline string, which is none. Instants are written with the offset of the zone that they are shown in.
"""

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from itertools import islice
from typing import IO
from zoneinfo import ZoneInfo

from waarborg.plumbing.export.workbook import MOST_ROWS, blank_book

Cell = str | int | Decimal | date | datetime | None
Rows = Iterable[Sequence[Cell]]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCK = 1000


def write_csv(out: IO[bytes], head: Sequence[str], rows: Rows, *, zone: str) -> None:
    """With a byte order mark, because Excel reads it otherwise in another character set."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(one) for one in head])
    place = ZoneInfo(zone)
    for row in rows:
        writer.writerow([guarded(one) if isinstance(one, str) else _plain(one, place) for one in row])
    text.flush()
    text.detach()


def guarded(text: str) -> str:
    """With a ' before what would be a formula, also after blanks: not every program leaves those standing."""
    return f"'{text}" if text.lstrip(" \xa0").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _plain(cell: Cell, place: ZoneInfo) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(place).isoformat(timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def write_xlsx(out: IO[bytes], head: Sequence[str], rows: Rows, *, zone: str, name: str) -> None:
    """One sheet, or more where there are more rows than a sheet can hold: the head stands on each."""
    stream, place = iter(rows), ZoneInfo(zone)
    title = re.sub(r"[\[\]:*?/\\']", " ", name)[:24]
    # How many sheets there will be is known at the end; an empty workbook is small, so the sheets come first.
    parts: list[IO[bytes]] = []
    try:
        while True:
            part = _sheet(head, islice(stream, MOST_ROWS - 1), place)
            parts.append(part)
            following = next(stream, None)
            if following is None:
                break
            stream = _again(following, stream)
        names = [f"{title} ({number})" if number > 1 else title for number in range(1, len(parts) + 1)]
        _bind(out, names, parts)
    finally:
        for part in parts:
            part.close()


def _again(first: Sequence[Cell], rest: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield first
    yield from rest


def _sheet(head: Sequence[str], rows: Iterator[Sequence[Cell]], place: ZoneInfo) -> IO[bytes]:
    part = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who asked for it
    part.write(_row(head, place).encode())
    while block := list(islice(rows, _BLOCK)):
        part.write("".join(_row(row, place) for row in block).encode())
    part.seek(0)
    return part


def _row(row: Sequence[Cell], place: ZoneInfo) -> str:
    return "<row>" + "".join(_cell(one, place) for one in row) + "</row>"


def _cell(cell: Cell, place: ZoneInfo) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return f"<c><v>{cell}</v></c>"
    text = cell if isinstance(cell, str) else _plain(cell, place)
    safe = escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text[:32_767]), quote=False)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def _bind(out: IO[bytes], names: Sequence[str], parts: Sequence[IO[bytes]]) -> None:
    with (
        zipfile.ZipFile(blank_book(list(names))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for item in source.infolist():
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", item.filename)
            if not found:
                target.writestr(item.filename, source.read(item))
                continue
            before, _, after = source.read(item).partition(b"<sheetData/>")
            with target.open(item.filename, "w", force_zip64=True) as sheet:
                sheet.write(before + b"<sheetData>")
                part = parts[int(found[1]) - 1]
                while piece := part.read(1 << 20):
                    sheet.write(piece)
                sheet.write(b"</sheetData>" + after)


Write = Callable[..., None]
FORMATS: dict[str, tuple[str, Write]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}
