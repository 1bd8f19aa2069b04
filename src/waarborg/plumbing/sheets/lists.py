"""The lists that each package offers as a file to the people of a customer: the columns of a page, all its rows.

A package names its lists in a module that AppConfig.ready imports; one address gives each of them to who may
see the page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.sheets.write import Cell


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for the file, when, and in which language; `shown` is the filter of the page, from its address."""

    by: Actor
    at: datetime
    lang: str
    shown: Mapping[str, str] = field(default_factory=dict)

    @property
    def tenant(self) -> UUID:
        """The reader's organisation. Raises NotFound for who has none."""
        if self.by.tenant is None:
            raise NotFound()
        return self.by.tenant


@dataclass(frozen=True, slots=True)
class Offered:
    """`name` is that of the file, lazily translated; `permission` the one that the page asks; `head` names the columns,
    `rows` gives them one by one, in the scope of the customer."""

    name: str | Promise
    permission: str
    head: Callable[[], Sequence[str]]
    rows: Callable[[Asked], Iterable[Sequence[Cell]]]


_offered: dict[str, Offered] = {}


def offer(lists: Mapping[str, Offered]) -> None:
    """Give these by their words in the address; naming one again replaces it."""
    _offered.update(lists)


def offered() -> Mapping[str, Offered]:
    return dict(_offered)
