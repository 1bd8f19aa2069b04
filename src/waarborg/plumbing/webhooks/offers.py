"""What a webhook can tell: domains say which kinds of journal entries are for programs, and for whose."""

from collections.abc import Iterable

_kinds: set[str] = set()
_of_the_provider: set[str] = set()


def offer(kinds: Iterable[str], *, of_the_provider: bool = False) -> None:
    """Journal kinds, such as "support.ticket.resolved"; `of_the_provider` those that its own journal alone holds."""
    (_of_the_provider if of_the_provider else _kinds).update(kinds)


def offered(*, to_staff: bool) -> list[str]:
    """What a customer's program would wait for in vain is not offered to it."""
    return sorted(_kinds | _of_the_provider if to_staff else _kinds)
