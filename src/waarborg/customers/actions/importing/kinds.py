"""The kinds of files that can be imported. A domain above registers its own (tickets) when its application is ready."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from waarborg.customers.rules.importing.columns import Column, Mapped, Row, cell_problem
from waarborg.customers.rules.importing.problems import Problem
from waarborg.kernel.delimited import Delimited
from waarborg.kernel.errors import BadInput
from waarborg.plumbing.actors import Actor


@dataclass(frozen=True, slots=True)
class Batch:
    """The readable lines of a file, with what is needed to point at a cell of it."""

    rows: Sequence[Row]
    table: Delimited
    mapped: Mapped
    source: str
    at: datetime

    def problem(self, row: Row, column: str, refusal: BadInput) -> Problem:
        return cell_problem(self.table, self.mapped, row, column, refusal)


@dataclass(slots=True)
class Found:
    """What a batch comes to: rows to add, how many are there already, those whose line has changed since (their line
    numbers: they stay as they are), and what is wrong."""

    fresh: list[Any] = field(default_factory=list)
    known: int = 0
    different: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def seen(self, row: Row, digest: str | None) -> None:
        """A line whose subject is there; `digest` is what it said then, None where it came in another way."""
        if digest is None or digest == row.digest:
            self.known += 1
        else:
            self.different.append(row.line)


@dataclass(frozen=True, slots=True)
class Kind:
    """`find` reads only; `add` writes what it found fresh, with its journal, in the desk's scope."""

    name: str
    nl: str
    en: str
    columns: tuple[Column, ...]
    find: Callable[[Batch], Found]
    add: Callable[[Sequence[Any], Batch, Actor], None]

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kinds() -> Mapping[str, Kind]:
    """By name, in the order in which files are best imported."""
    return _kinds
