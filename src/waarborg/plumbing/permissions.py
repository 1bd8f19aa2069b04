"""Which role may do what: each domain declares its own permissions, an action requires one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor

_holders: dict[str, frozenset[str]] = {}
# What permissions and roles are called where people read of them, in Dutch and in English.
_words: dict[str, tuple[str, str]] = {}


def speak(words: Mapping[str, tuple[str, str]]) -> None:
    """Say what permissions and roles are called: name to (Dutch, English)."""
    _words.update(words)


@dataclass(frozen=True, slots=True)
class Named:
    """Permissions or roles, said in words; one that nobody gave a word is said as it is."""

    names: tuple[str, ...]

    def say(self, lang: str) -> str:
        said = [_words.get(name, (name, name))[0 if lang == "nl" else 1] for name in self.names]
        last = " of " if lang == "nl" else " or "
        return last.join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


class NotFound(Refusal):
    """For strangers: the same answer whether the thing exists or not."""

    code = "plumbing.not-found"
    status = 404
    nl = "Dit bestaat niet, of u hebt er geen toegang toe."
    en = "This does not exist, or you have no access to it."
    # Whether the journal says already that it was refused.
    noted = False
    nl_way_out = "Controleer het adres, of vraag uw beheerder om toegang."
    en_way_out = "Check the address, or ask your administrator for access."


class NotAllowed(Refusal):
    """For insiders who see the thing but lack the role for this act on it."""

    code = "plumbing.not-allowed"
    status = 403
    nl = "Uw rol geeft dit recht niet ({permission})."
    en = "Your role does not give this right ({permission})."
    nl_way_out = "Wie dit wel mag: {roles}."
    en_way_out = "Who may: {roles}."

    def __init__(self, *, permission: str | Named, roles: Iterable[str] | Named) -> None:
        """`roles` are those that hold the permission."""
        right = permission if isinstance(permission, Named) else Named((permission,))
        held = roles if isinstance(roles, Named) else Named(tuple(sorted(roles)))
        super().__init__(permission=right, roles=held)


def declare(permissions: Mapping[str, Iterable[str]]) -> None:
    """Say which roles hold each permission. Raises ValueError when one is declared twice with other holders."""
    for name, roles in permissions.items():
        holders = frozenset(roles)
        if _holders.setdefault(name, holders) != holders:
            raise ValueError(f"permission {name} is declared twice")


def declared() -> Mapping[str, frozenset[str]]:
    return _holders


def may(by: Actor, permission: str, *, tenant: UUID | None = None) -> bool:
    """Whether `by` holds `permission`, for a row of `tenant` where that matters. The system may do everything."""
    if by.kind == "system":
        return True
    if not by.roles & _holders[permission]:
        return False
    return by.is_staff or tenant is None or tenant == by.tenant


def require(by: Actor, permission: str, *, tenant: UUID | None = None) -> None:
    """Raises NotFound for another organisation's rows, NotAllowed for a missing role, KeyError for an unknown name."""
    if may(by, permission, tenant=tenant):
        return
    if not by.is_staff and tenant is not None and tenant != by.tenant:
        raise NotFound()
    # Whom one can ask: of one's own side, where anybody there holds it.
    inside = by.is_staff or any(role.startswith("provider.") for role in by.roles)
    side = "provider." if inside else "customer."
    held = _holders[permission]
    raise NotAllowed(permission=permission, roles={one for one in held if one.startswith(side)} or held)
