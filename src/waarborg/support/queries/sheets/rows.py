"""What every list as a file is made of: who asks for it, and rows that come one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from waarborg.customers.models import Organisation
from waarborg.plumbing.sheets import Cell
from waarborg.plumbing.sheets.lists import Asked

__all__ = ["Asked", "Listed", "Row", "each", "names", "said"]

CHUNK = 2000
Kept = TypeVar("Kept", bound=Model)


# Whose a row is (None for what is ours), and its cells.
Row = tuple[UUID | None, list[Cell]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its name, who may see it, the names of its columns, and its rows."""

    name: str | Promise
    permission: str
    head: Callable[[], list[str]]
    rows: Callable[[Asked], Iterator[Row]]


def said(words: Any, word: str, lang: str) -> str:
    return words[word][lang] if word in words else word


def each(rows: QuerySet[Kept]) -> Iterator[Kept]:
    return rows.iterator(chunk_size=CHUNK)


def names() -> dict[UUID, str]:
    """Of all customers: they are few beside rows. One query."""
    return dict(Organisation.objects.values_list("id", "name"))
