"""An account becomes a member of an organisation, as one of its people."""

from uuid import UUID

from waarborg.access.models import Account, Membership
from waarborg.access.queries.as_login import as_login


def join(account: Account, *, kind: str, tenant: UUID, person: UUID) -> Membership:
    """The live membership of this account as this person: the one there is, else a new one."""
    with as_login():
        membership, _made = Membership.objects.get_or_create(
            account=account, kind=kind, tenant_id=tenant, person_id=person, ended_at=None
        )
    return membership
