"""To which customers a notice goes: all of them, or those of an audience that some package knows.

A package registers what it knows (who bought a product, who is in a ring) in its AppConfig.ready; notices need not know
that package. All of them are asked in the scope of the desk.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: `value` is kept with the notice, a label is what staff read."""

    value: str
    nl: str
    en: str

    def words(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Audience:
    """`choices` lists what can be chosen, None where there are too many to list; `labels` are those of some of them,
    values that do not exist left out; `tenants` are the customers of what was chosen, at an instant."""

    name: str
    nl: str
    en: str
    choices: Callable[[], list[Choice]] | None
    labels: Callable[[Collection[str]], list[Choice]]
    tenants: Callable[[Collection[str], datetime], list[UUID]]

    def words(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


_audiences: dict[str, Audience] = {}


def register(audience: Audience) -> None:
    """Let notices go to this audience. Registering a name again replaces it. Raises ValueError for `all`."""
    if audience.name == ALL:
        raise ValueError("all customers are no chosen audience")
    _audiences[audience.name] = audience


def registered() -> list[Audience]:
    """By name; without `all`, which needs nobody to know it."""
    return sorted(_audiences.values(), key=lambda one: one.name)


def find(name: str) -> Audience | None:
    return _audiences.get(name)


def audience_column(reach: str, *, on_sign_in: bool, out: bool) -> str:
    """What the row says to the database, whose policies show it by that word: `provider` until it is out, `public`
    where visitors read it too, `customers` for all of them, `chosen` for those it was handed to."""
    if not out:
        return "provider"
    if reach != ALL:
        return "chosen"
    return "public" if on_sign_in else "customers"
