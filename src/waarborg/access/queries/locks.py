"""Whether a customer's account is locked. Every request asks the same in its own query (sessions.py, tokens.py)."""

from collections.abc import Iterable
from uuid import UUID

from waarborg.access.lock import AccountLock
from waarborg.access.queries.as_login import as_login
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy


class AccountLocked(Refusal):
    code = "access.account.locked"
    status = 403
    nl = "Uw organisatie heeft haar account geblokkeerd. Niemand logt in tot het weer open is."
    en = "Your organisation has locked its account. Nobody signs in until it is open again."
    nl_way_out = "De eigenaar heft de blokkade op met de tweede stap, samen met onze servicemanager."
    en_way_out = "The owner releases it with the second step, together with our service manager."


def lock_of(tenant: UUID) -> AccountLock | None:
    with as_login():
        return AccountLock.objects.filter(tenant_id=tenant).first()


def remember_locked(tenant: UUID, *, locked: bool) -> None:
    """What was just read with something else need not be asked again in this unit of work."""
    tenancy.remembered(_key(tenant), lambda: locked)


def shown_lock(tenant: UUID) -> AccountLock | None:
    """The same as `lock_of`, for a page: no query where it is known that there is none."""
    locked: bool = tenancy.remembered(_key(tenant), lambda: True)
    return lock_of(tenant) if locked else None


def _key(tenant: UUID) -> tuple[str, UUID]:
    return "access.locked", tenant


def locks_of(tenants: Iterable[UUID]) -> dict[UUID, AccountLock]:
    """Those of these that are locked. One query."""
    with as_login():
        return {one.tenant_id: one for one in AccountLock.objects.filter(tenant_id__in=list(tenants))}


def require_unlocked(tenant: UUID) -> None:
    """Raises AccountLocked."""
    if lock_of(tenant) is not None:
        raise AccountLocked()
