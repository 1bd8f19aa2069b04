"""States of a customer that an agreement asks about and a package above knows, such as a running notice."""

from collections.abc import Callable
from uuid import UUID

Holds = Callable[[UUID], bool]
_answers: dict[str, Holds] = {}


def answer(state: str, holds: Holds) -> None:
    """Say whether `state` (its full registry name) holds for a customer, with one query in the scope under way."""
    _answers[state] = holds


def holds(state: str, tenant: UUID) -> bool:
    """A state that nobody knows about does not hold: it then keeps nothing back, and its promise says so."""
    return state in _answers and _answers[state](tenant)
