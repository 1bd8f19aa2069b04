"""One Excel workbook of all tables, a sheet each, more where a table has more rows than a sheet can hold.

XlsxWriter makes the workbook with empty sheets; the rows are put into its sheets on the way to disk. Its own writing of
cells takes a hundred seconds for a million rows. All texts are inline strings: nothing is ever read as a formula.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import IO

from waarborg.plumbing.export.tables import Table, number_titles, sheet_rows

MOST_ROWS = 1_048_576
_TEXT = '<c t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
_NUMBER = "<c><v>%s</v></c>"
_EMPTY = "<c/>"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ROWS_IN_A_BLOCK = 2000


def write_workbook(tables: list[Table], out: IO[bytes], *, most_rows: int = MOST_ROWS) -> None:
    """Write the workbook of `tables` to `out`. Raises ValueError for no tables at all."""
    if not tables:
        raise ValueError("a workbook needs a sheet")
    sheets = [(of, number) for of in tables for number in range(max(1, -(-of.rows // (most_rows - 1))))]
    blank = blank_book([_sheet_name(of.name, number) for of, number in sheets])
    streams = {of.name: sheet_rows(of) for of in tables}
    with zipfile.ZipFile(blank) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for item in source.infolist():
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", item.filename)
            if not found:
                target.writestr(item.filename, source.read(item))
                continue
            of, _number = sheets[int(found[1]) - 1]
            with target.open(item.filename, "w", force_zip64=True) as sheet:
                before, _, after = source.read(item).partition(b"<sheetData/>")
                sheet.write(before + b"<sheetData>")
                for block in _blocks(of, islice(streams[of.name], most_rows - 1)):
                    sheet.write(block)
                sheet.write(b"</sheetData>" + after)


def blank_book(names: list[str]) -> BytesIO:
    """A workbook with these sheets, each empty and with its first row held."""
    # Here and not above: every process and command would load it, and next to none makes an archive.
    import xlsxwriter

    content = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, safe) as book:
        for name in names:
            book.add_worksheet(name).freeze_panes(1, 0)
    content.seek(0)
    return content


def _sheet_name(table: str, number: int) -> str:
    tail = f" ({number + 1})" if number else ""
    return table[: 31 - len(tail)] + tail


def _blocks(of: Table, rows: Iterator[tuple[str | None, ...]]) -> Iterator[bytes]:
    yield ("<row>" + "".join(_TEXT % title for title in of.titles()) + "</row>").encode()
    numbers = number_titles(of)
    shapes = [_NUMBER if title in numbers else _TEXT for title in of.titles()]
    whole = "<row>" + "".join(shapes) + "</row>"
    while block := list(islice(rows, _ROWS_IN_A_BLOCK)):
        text = "".join([whole % row if None not in row else _with_gaps(shapes, row) for row in block])
        if _NOT_IN_XML.search(text):
            text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
        yield text.encode()


def _with_gaps(shapes: list[str], row: tuple[str | None, ...]) -> str:
    cells = [_EMPTY if cell is None else shape % cell for shape, cell in zip(shapes, row, strict=True)]
    return "<row>" + "".join(cells) + "</row>"
