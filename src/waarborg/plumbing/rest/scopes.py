"""What a token may be made for: a scope names a resource and whether it is read or written. Domains declare theirs.

A scope narrows what its holder may do and never widens it: the action asks for the permission all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.problems import SignInFirst


@dataclass(frozen=True, slots=True)
class Scope:
    """`permissions` are the rights of which its holder needs one at least; `words` say it in nl and en."""

    name: str
    permissions: frozenset[str]
    words: Mapping[str, str]


class ScopeMissing(Refusal):
    code = "plumbing.api.scope"
    status = 403
    nl = "Deze API-sleutel mag dit niet: het bereik {scope} ontbreekt."
    en = "This API token may not do this: the scope {scope} is missing."
    nl_way_out = "Maak een sleutel met dit bereik."
    en_way_out = "Make a token with this scope."


_scopes: dict[str, Scope] = {}


def declare(name: str, needs: Iterable[str], *, nl: str, en: str) -> None:
    """`name` is a resource in the plural and an act, such as "tickets:read". Raises ValueError when declared anew."""
    scope = Scope(name, frozenset(needs), {"nl": nl, "en": en})
    if _scopes.setdefault(name, scope) != scope:
        raise ValueError(f"scope {name} is declared twice")


def declared() -> list[Scope]:
    """All of them, by name."""
    return [_scopes[name] for name in sorted(_scopes)]


def possible(by: Actor) -> list[Scope]:
    """The scopes that this person may give to a token: those they could use themselves."""
    return [one for one in declared() if any(permissions.may(by, right, tenant=by.tenant) for right in one.permissions)]


class Needs:
    """The check before an operation of the interface, ahead of reading its input: who comes, and with which scope."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> bool:
        """Raises SignInFirst without a token, ScopeMissing."""
        by: Actor | None = getattr(request, "actor", None)
        if by is None:
            raise SignInFirst()
        if by.scopes is None or self.scope not in by.scopes:
            raise ScopeMissing(scope=self.scope)
        return True
