"""Every address of the product, with its arguments filled in for one customer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from tests.isolation.rows import declared, merged


@dataclass(frozen=True)
class Address:
    """`name` with its namespace; `route` as Django writes it; `arguments` are the names of what it takes."""

    name: str
    route: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_a_row(self) -> bool:
        """Whether it shows something that belongs to one customer: constants (a token, a language) do not."""
        return any(callable(samples().get(argument, callable)) for argument in self.arguments)


def addresses() -> list[Address]:
    return sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda one: (one.route, one.name))


def _walk(patterns: list[Any], before: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, route, inside)
        elif isinstance(pattern, URLPattern):
            yield Address(":".join([*spaces, pattern.name or route]), route, tuple(pattern.pattern.converters))


@cache
def samples() -> dict[str, Any]:
    """`SAMPLES` of every domain: by argument, a constant, or a function of the cast that makes such a row at Merendaal
    and gives its identifier."""
    return merged("SAMPLES")


@cache
def public() -> frozenset[str]:
    """`PUBLIC` of every domain: names of addresses that a visitor may see."""
    return frozenset(name for names in declared("PUBLIC") for name in names)


@cache
def sees(role: str) -> frozenset[str]:
    """`SEES` of every domain: names of addresses by the role that may look at them."""
    return frozenset(name for one in declared("SEES") for name in one.get(role, ()))


@cache
def writes(role: str) -> frozenset[str]:
    """`WRITES` of every domain: names of addresses by the role whose forms are looked at there."""
    return frozenset(name for one in declared("WRITES") for name in one.get(role, ()))
