"""Manuals of features: articles of the knowledge base, which a package above knows (console/queries/manuals.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Manual:
    """An article that customers can read. `has_rights`: a heading of it says who may do what (CL-61)."""

    id: UUID
    title: str
    has_rights: bool


# By article, of these articles, in a language; those that no customer can read are left out. One query.
Find = Callable[[list[UUID], str], dict[UUID, Manual]]
# What may be chosen, by title, in a language. One query.
Choices = Callable[[str], list[tuple[UUID, str]]]
_known: dict[str, tuple[Find, Choices]] = {}


def known_to(find: Find, choices: Choices) -> None:
    """Say who knows the articles."""
    _known["articles"] = (find, choices)


def find(articles: list[UUID], lang: str) -> dict[UUID, Manual]:
    """By article; nothing where nobody knows articles."""
    return _known["articles"][0](articles, lang) if articles and _known else {}


def choices(lang: str) -> list[tuple[UUID, str]]:
    return _known["articles"][1](lang) if _known else []


def says_rights(article: UUID | None) -> bool:
    """Whether this article is there, and says who may do what."""
    found = find([article], "nl").get(article) if article else None
    return found is not None and found.has_rights
