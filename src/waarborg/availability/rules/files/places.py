"""Reading a part of a file: what is refused inside names the place from the outside in."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from waarborg.kernel.errors import BadInput

Read = TypeVar("Read")


def under(key: str, read: Callable[[Any], Read], content: Any) -> Read:
    """`read(content)`, the key before the path of what it refuses."""
    try:
        return read(content)
    except BadInput as problem:
        raise problem.under(key) from None


def each(key: str, content: Iterable[Any], read: Callable[[Any], Read]) -> list[Read]:
    """Every part of a list, read; the key and the number before the path of what is refused."""
    found = []
    for number, one in enumerate(content):
        try:
            found.append(read(one))
        except BadInput as problem:
            raise problem.under(f"[{number}]").under(key) from None
    return found
