"""The columns of an import: by which headings each is recognised, and how a table's lines become values."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waarborg.customers.rules.importing import cells
from waarborg.customers.rules.importing.problems import EmptyCell, Problem, TooManyCells
from waarborg.kernel.delimited import Delimited
from waarborg.kernel.errors import BadInput


class ColumnMissing(BadInput):
    code = "customers.import.column-missing"
    nl = "Niet gevonden welke kolom dit bevat: {missing}."
    en = "It was not found which column holds this: {missing}."
    nl_way_out = "Wijs de kolom zelf aan. In het bestand staan: {headings}."
    en_way_out = "Point out the column yourself. The file has: {headings}."


class NoSuchColumn(BadInput):
    code = "customers.import.no-such-column"
    nl = "“{said}” wijst geen kolom aan."
    en = "“{said}” points out no column."
    nl_way_out = "Schrijf {names} = en de naam van een kolom in het bestand: {headings}."
    en_way_out = "Write {names} = and the name of a column of the file: {headings}."


@dataclass(frozen=True, slots=True)
class Column:
    """`nl` and `en` are how pages call it; `also` are other headings that it goes by."""

    name: str
    nl: str
    en: str
    read: cells.Reader
    needed: bool = False
    also: tuple[str, ...] = ()

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Row:
    """A line's values by column name, those that are empty left out; `digest` tells whether they changed."""

    line: int
    values: Mapping[str, Any]
    digest: str


# Column name to its place among the headings.
Mapped = Mapping[str, int]


def recognise(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """Which heading holds which column, each used once; what is not recognised is left out."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(cells.folded(heading), place)
    found: dict[str, int] = {}
    for column in columns:
        said = (column.name, column.nl, column.en, *column.also)
        held = next((places[one] for one in map(cells.folded, said) if one in places), None)
        if held is not None and held not in found.values():
            found[column.name] = held
    return found


def require_needed(columns: Sequence[Column], mapped: Mapped, headings: Sequence[str]) -> None:
    """Raises ColumnMissing."""
    missing = [column for column in columns if column.needed and column.name not in mapped]
    if missing:
        said = {lang: ", ".join(column.say(lang) for column in missing) for lang in ("nl", "en")}
        raise ColumnMissing(missing=said, headings=", ".join(filter(None, headings)))


def rows(columns: Sequence[Column], table: Delimited, mapped: Mapped) -> tuple[list[Row], list[Problem]]:
    """The lines that can be read, and what is wrong with the others: the first thing of each line."""
    wanted = [(column, mapped[column.name]) for column in columns if column.name in mapped]
    good: list[Row] = []
    bad: list[Problem] = []
    for line in table.lines:
        extra = [cell for cell in line.cells[len(table.headings) :] if cell.strip()]
        if extra:
            wrong = TooManyCells(cells=len(line.cells), headings=len(table.headings))
            bad.append(Problem(line.number, "", extra[0], wrong))
            continue
        try:
            values = _values(wanted, line.cells)
        except _At as found:
            bad.append(Problem(line.number, heading(table, found.place), _cell(line.cells, found.place), found.refusal))
        else:
            good.append(Row(line.number, values, _digest(values)))
    return good, bad


def heading(table: Delimited, place: int) -> str:
    """A heading as it is shown: one that is empty (under a merged cell) is called by its place."""
    return table.headings[place] or f"#{place + 1}"


def cell_problem(table: Delimited, mapped: Mapped, row: Row, column: str, refusal: BadInput) -> Problem:
    """A problem that showed only when the value was held against what is there."""
    place = mapped.get(column)
    value = row.values.get(column, "")
    shown = ", ".join(value) if isinstance(value, tuple) else str(value)
    return Problem(row.line, heading(table, place) if place is not None else column, shown, refusal)


class _At(Exception):
    def __init__(self, place: int, refusal: BadInput) -> None:
        self.place, self.refusal = place, refusal


def _cell(line: Sequence[str], place: int) -> str:
    return line[place] if place < len(line) else ""


def _values(wanted: Sequence[tuple[Column, int]], line: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, place in wanted:
        cell = _cell(line, place)
        if not cell.strip():
            if column.needed:
                raise _At(place, EmptyCell())
            continue
        try:
            values[column.name] = column.read(cell)
        except BadInput as refusal:
            raise _At(place, refusal) from None
    return values


def _digest(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()
