"""Tables in text, as spreadsheets write them: which code, which delimiter, where the headings are, each line's number.

RFC 4180, and what is about in practice: a mark of the code or none, UTF-16, Windows-1252, semicolons, tabs, a first
line `sep=;`, titles above the headings, line breaks inside quotes.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from waarborg.kernel.errors import BadInput

UTF8, UTF16, WINDOWS = "UTF-8", "UTF-16", "Windows-1252"
CODES = (UTF8, UTF16, WINDOWS)
DELIMITERS = (";", ",", "\t")
MOST_LINES = 200_000
_TITLES = 20
_LOOKED_AT = 1 << 16


class IsSpreadsheet(BadInput):
    code = "kernel.delimited.spreadsheet"
    nl = "Dit is een werkmap van een rekenblad (zoals XLSX), geen tekstbestand."
    en = "This is a workbook of a spreadsheet (such as XLSX), not a text file."
    nl_way_out = "Hef samengevoegde cellen op en bewaar het werkblad als CSV UTF-8 (door scheidingstekens gescheiden)."
    en_way_out = "Unmerge merged cells and save the sheet as CSV UTF-8 (delimited by separators)."


class NotText(BadInput):
    code = "kernel.delimited.not-text"
    nl = "Regel {line} is niet te lezen als {encoding}."
    en = "Line {line} cannot be read as {encoding}."
    nl_way_out = "Bewaar het bestand opnieuw als CSV UTF-8, of zeg in welke codering het is: {codes}."
    en_way_out = "Save the file again as CSV UTF-8, or say in which encoding it is: {codes}."


class OpenQuote(BadInput):
    code = "kernel.delimited.open-quote"
    nl = "De aanhalingstekens in de regel die begint op {line} kloppen niet; alles erna is daardoor onleesbaar."
    en = "The quotation marks in the line that begins at {line} do not match; all that follows is unreadable."
    nl_way_out = "Sluit het aanhalingsteken op regel {line}; binnen een tekst schrijft u het dubbel."
    en_way_out = "Close the quotation mark on line {line}; inside a text it is written twice."


class NoHeadings(BadInput):
    code = "kernel.delimited.no-headings"
    nl = "In dit bestand staat geen regel met kolomnamen gevolgd door regels."
    en = "This file has no line of column names followed by lines."
    nl_way_out = "Zet op de eerste regel de namen van de kolommen, gescheiden door ; of , of tabs."
    en_way_out = "Put the names of the columns on the first line, separated by ; or , or tabs."


class TooManyLines(BadInput):
    code = "kernel.delimited.too-many-lines"
    nl = "Dit bestand heeft meer dan {most} regels."
    en = "This file has more than {most} lines."
    nl_way_out = "Verdeel het over meer bestanden, elk met de kolomnamen bovenaan."
    en_way_out = "Split it over several files, each with the column names on top."


@dataclass(frozen=True, slots=True)
class Line:
    """One record: the number of the line in the file on which it begins, from 1, and its cells as they stand."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delimited:
    """A table: `headings` stand on line `heading_line`; empty lines are left out of `lines`."""

    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    heading_line: int
    lines: tuple[Line, ...]


def read(content: bytes, *, encoding: str = "", delimiter: str = "") -> Delimited:
    """Read a table; encoding (of CODES) and delimiter are recognised where they are not given.

    Raises IsSpreadsheet, NotText, OpenQuote, NoHeadings, TooManyLines.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise IsSpreadsheet()
    encoding, text = _decoded(content, encoding)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == 5:
        delimiter, text, skipped = first[4], rest, 1
    delimiter = delimiter or _delimiter(text)
    records = _records(text, delimiter, skipped)
    found = next((one for one in islice(records, _TITLES) if _filled(one) > 1), None)
    lines = tuple(islice((one for one in records if _filled(one)), MOST_LINES + 1)) if found else ()
    if found is None or not lines:
        raise NoHeadings()
    if len(lines) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    return Delimited(encoding, delimiter, tuple(map(tidy, found.cells)), found.number, lines)


def tidy(cell: str) -> str:
    """One line without spaces to spare, the hard ones of spreadsheets included."""
    return " ".join(cell.split())


def _filled(line: Line) -> int:
    return sum(1 for cell in line.cells if cell and not cell.isspace())


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    if encoding:
        return encoding, _strict(content, encoding, _codec(content, encoding))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:_LOOKED_AT]:
        return UTF16, _strict(content, UTF16, _codec(content, UTF16))
    try:
        return UTF8, _strict(content, UTF8, "utf-8-sig")
    except NotText:
        # Any byte but five is a sign there, so what is not UTF-8 is read so, and looks right where it was written so.
        return WINDOWS, _strict(content, WINDOWS, "cp1252")


def _codec(content: bytes, encoding: str) -> str:
    if encoding != UTF16:
        return "utf-8-sig" if encoding == UTF8 else "cp1252"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark: Western text has its zeros on the odd places of little-endian.
    return "utf-16-le" if content[1:_LOOKED_AT:2].count(0) >= content[:_LOOKED_AT:2].count(0) else "utf-16-be"


def _strict(content: bytes, encoding: str, codec: str) -> str:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotText(line=line, encoding=encoding, codes=", ".join(CODES)) from None
    if "\0" in text:
        raise NotText(line=text[: text.index("\0")].count("\n") + 1, encoding=encoding, codes=", ".join(CODES))
    return text


def _delimiter(text: str) -> str:
    """The one that cuts the first lines into the most pieces, the same number in each."""

    def fits(sign: str) -> tuple[int, int]:
        sample = text[:_LOOKED_AT]
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=sign), _TITLES))
        widths = [len(row) for row in rows if len(row) > 1]
        usual = max(set(widths), key=widths.count) if widths else 0
        return widths.count(usual), usual

    return max(DELIMITERS, key=fits)


def _records(text: str, delimiter: str, skipped: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = skipped + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise OpenQuote(line=begins) from None
        yield Line(begins, tuple(cells))
        begins = skipped + reader.line_num + 1
