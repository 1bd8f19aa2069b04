"""Whether a customer's account is locked. Every request asks the same in its own query (sessions.py, tokens.py)."""

from collections.abc import Iterable
from uuid import UUID

from waarborg.access.lock import AccountLock
from waarborg.access.queries.as_login import as_login
from waarborg.kernel.errors import Refusal


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


def locks_of(tenants: Iterable[UUID]) -> dict[UUID, AccountLock]:
    """Those of these that are locked. One query."""
    with as_login():
        return {one.tenant_id: one for one in AccountLock.objects.filter(tenant_id__in=list(tenants))}


def require_unlocked(tenant: UUID) -> None:
    """Raises AccountLocked."""
    if lock_of(tenant) is not None:
        raise AccountLocked()
