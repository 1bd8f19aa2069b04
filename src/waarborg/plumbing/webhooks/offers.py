"""What a webhook can tell: domains say which kinds of journal entries are for customers' programs."""

from collections.abc import Iterable

_kinds: set[str] = set()


def offer(kinds: Iterable[str]) -> None:
    """Journal kinds, such as "support.ticket.resolved"."""
    _kinds.update(kinds)


def offered() -> list[str]:
    return sorted(_kinds)
