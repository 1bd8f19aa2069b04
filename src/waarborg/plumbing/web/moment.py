"""Language, time zone and mount of the request under way, held where they are found at once.

Django holds them in asgiref's `Local`, made for programs that go back and forth between threads and coroutines. A page
asks for its language a hundred times: a twenty-fifth of its time. A context variable by itself says the same: each
thread and each task has its own, and a task begins with that of who made it.
"""

from contextvars import ContextVar
from typing import Any

from asgiref.local import Local
from django.urls import base
from django.utils import timezone
from django.utils.translation import trans_real

_NOTHING: Any = object()
_PLACES = ((trans_real, "_active"), (timezone, "_active"), (base, "_prefixes"), (base, "_urlconfs"))


class Held:
    """One `value`, of the context that asks; AttributeError where that has none."""

    __slots__ = ("_variable",)

    def __init__(self, name: str) -> None:
        self._variable: ContextVar[Any] = ContextVar(name, default=_NOTHING)

    @property
    def value(self) -> Any:
        found = self._variable.get()
        if found is _NOTHING:
            raise AttributeError("value")
        return found

    @value.setter
    def value(self, given: Any) -> None:
        self._variable.set(given)

    @value.deleter
    def value(self) -> None:
        self._variable.set(_NOTHING)


def hold() -> None:
    """Once, before the first request: what Django holds in a `Local` of these names. Where a later version of Django
    holds it otherwise, that stays as it is."""
    for module, name in _PLACES:
        # Called as a class, it makes one of another.
        if type(getattr(module, name, None)) is type(Local()):
            setattr(module, name, Held(f"{module.__name__}.{name}"))
