"""Pieces of pages that are made once for all that they are made of: see docs/adr/0023-pieces-of-pages-by-value.md.

A piece is text that a function writes from values that never change: numbers, words, instants, tuples of those. The
same values in the same language, at the same place where the product is mounted, are the same text, whoever asks; so a
piece that is kept can show nobody anything that he did not bring along himself, and nothing that was once so.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, partial, wraps
from typing import Any, Protocol, TypeVar

from django.urls import get_script_prefix
from django.utils.translation import get_language

T = TypeVar("T")
_pieces: dict[str, Any] = {}


class Forgetful(Protocol):
    """What `functools.lru_cache` gives."""

    def cache_clear(self) -> None: ...


Keeper = TypeVar("Keeper", bound=Forgetful)
_forgotten: list[Forgetful] = []


def forgotten(keeper: Keeper) -> Keeper:
    """Above an `lru_cache` of values that may be a customer's own (names, what was bought, what happened): it is
    emptied together with the pieces of pages."""
    _forgotten.append(keeper)
    return keeper


class Piece(Protocol[T]):
    """A function whose answers are kept. `__wrapped__` makes one anew; `here()` gives the function for the language and
    mount of the moment, for many pieces in a row."""

    __wrapped__: Callable[..., T]
    here: Callable[[], Callable[..., T]]

    def __call__(self, *made_of: Hashable) -> T: ...


def piece(most: int) -> Callable[[Callable[..., T]], Piece[T]]:
    """A function of a module that writes from its arguments alone, in the language of the page; the `most` that were
    asked for last are kept in each process.

    The arguments are everything: no request, no token, no clock. An instant of now is one only as far as the text
    depends on it, such as the day. Two that are equal are the same to the keeper: instants are in UTC and texts
    are plain, as the database gives them. Raises TypeError where an argument could change.
    """

    def kept(write: Callable[..., T]) -> Piece[T]:
        # The first two are part of what decides, and not of what the function is told.
        @lru_cache(maxsize=most, typed=True)
        def made(_lang: str | None, _mount: str, *made_of: Hashable) -> T:
            return write(*made_of)

        @wraps(write)
        def shown(*made_of: Hashable) -> T:
            return made(get_language(), get_script_prefix(), *made_of)

        _pieces[f"{write.__module__}.{write.__qualname__}"] = made
        shown.here = lambda: partial(made, get_language(), get_script_prefix())  # type: ignore[attr-defined]
        return shown  # type: ignore[return-value]

    return kept


def forget_pieces() -> None:
    """Keep nothing of what was written or reckoned so far, in this process: what it was made of was erased."""
    for made in (*_pieces.values(), *_forgotten):
        made.cache_clear()


def kept_pieces() -> dict[str, tuple[int, int]]:
    """By the name of each function how many pieces it keeps now, and how many at most."""
    found = {name: made.cache_info() for name, made in _pieces.items()}
    return {name: (info.currsize, info.maxsize) for name, info in found.items()}
