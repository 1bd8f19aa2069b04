"""Which role may do what: each domain declares its own permissions, an action requires one."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor

_holders: dict[str, frozenset[str]] = {}


class NotFound(Refusal):
    """For strangers: the same answer whether the thing exists or not."""

    code = "plumbing.not-found"
    status = 404
    nl = "Dit bestaat niet, of u hebt er geen toegang toe."
    en = "This does not exist, or you have no access to it."
    nl_way_out = "Controleer het adres, of vraag uw beheerder om toegang."
    en_way_out = "Check the address, or ask your administrator for access."


class NotAllowed(Refusal):
    """For insiders who see the thing but lack the role for this act on it."""

    code = "plumbing.not-allowed"
    status = 403
    nl = "Uw rol geeft dit recht niet ({permission})."
    en = "Your role does not give this right ({permission})."
    nl_way_out = "Vraag een collega met een van deze rollen: {roles}."
    en_way_out = "Ask a colleague who holds one of these roles: {roles}."


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
    raise NotAllowed(permission=permission, roles=", ".join(sorted(_holders[permission])))
