"""Where an account belongs, and under which policy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from waarborg.access.models import AccessPolicy, Account, Membership
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules.lifetime import Policy
from waarborg.access.rules.networks import permits


@dataclass(frozen=True, slots=True)
class Member:
    """The membership a session is for, with the policy that holds for it now."""

    id: UUID
    kind: str
    tenant: UUID
    person: UUID
    policy: Policy
    # Whether its organisation's people have to come in by its own provider.
    sign_on: bool = False
    # From which networks its organisation lets people in (rules/networks.py).
    allowed: str = ""
    denied: str = ""
    # Its organisation locked its account in an emergency: nobody is let in.
    locked: bool = False

    def lets_in(self, address: str) -> bool:
        return permits(self.allowed, self.denied, address)

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"


MEMBER = """
SELECT m.id, m.kind, m.tenant_id, m.person_id, p.require_second_factor, p.idle_minutes, p.absolute_hours,
       p.require_sign_on, n.allowed, n.denied, a.idle_minutes, l.tenant_id
FROM access_membership m JOIN access_account a ON a.id = m.account_id
LEFT JOIN access_policy p ON p.tenant_id = m.tenant_id
LEFT JOIN access_network_rules n ON n.tenant_id = m.tenant_id
LEFT JOIN access_account_lock l ON l.tenant_id = m.tenant_id
WHERE m.id = %s AND m.account_id = %s AND m.ended_at IS NULL
"""


def member(membership: Any, *, account: Any) -> Member | None:
    """The live membership of this account, with its policy, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(MEMBER, [membership, account])
        row = cursor.fetchone()
    return member_from(row) if row else None


def member_from(row: Sequence[Any]) -> Member | None:
    """A row of `MEMBER`; its columns are null where there is no live membership. A person may be stricter than what
    holds for the organisation, never weaker."""
    if row[0] is None:
        return None
    policy = default_policy(row[1])
    if row[4] is not None:
        policy = Policy(
            row[4] or policy.require_second_factor,
            min(policy.idle, timedelta(minutes=row[5])),
            min(policy.absolute, timedelta(hours=row[6])),
        )
    if row[10] is not None:
        policy = replace(policy, idle=min(policy.idle, timedelta(minutes=row[10])))
    identifier, kind, tenant, person = row[:4]
    return Member(identifier, kind, tenant, person, policy, bool(row[7]), row[8] or "", row[9] or "", bool(row[11]))


def second_factor_required(tenant: UUID) -> bool:
    """Whether the organisation's own policy makes the second factor compulsory now."""
    with as_login():
        return AccessPolicy.objects.filter(tenant_id=tenant, require_second_factor=True).exists()


def policy_of(tenant: UUID, *, own: bool) -> dict[str, Any]:
    """What a form about an organisation's policy begins with, and what `others` ask of it already."""
    with as_login():
        held = AccessPolicy.objects.filter(tenant_id=tenant).first() or AccessPolicy(tenant_id=tenant)
    mine = "own" if own else "our"
    floor = (settings.SESSION_IDLE_MINUTES, settings.SESSION_ABSOLUTE_HOURS)
    idle, absolute = (held.our_idle_minutes or floor[0], held.our_absolute_hours or floor[1]) if own else floor
    others = settings.SECOND_FACTOR_FOR_ALL or held.agreed_second_factor or (own and held.our_second_factor)
    return {
        "require_second_factor": bool(others or getattr(held, f"{mine}_second_factor")),
        "idle_minutes": getattr(held, f"{mine}_idle_minutes") or idle,
        "absolute_hours": getattr(held, f"{mine}_absolute_hours") or absolute,
        "others": bool(others),
        "idle": idle,
        "absolute": absolute,
        "required": held.require_sign_on,
    }


def idle_of(tenant: UUID | None) -> int:
    """After how many minutes without use an organisation's people are signed out, whatever they chose themselves."""
    usual: int = settings.SESSION_IDLE_MINUTES
    if tenant is None:
        return usual
    with as_login():
        held = AccessPolicy.objects.filter(tenant_id=tenant).values_list("idle_minutes", flat=True).first()
    return min(held or usual, usual)


def default_policy(kind: str) -> Policy:
    """The installation's own: staff need a second step unless the installation says otherwise, or everybody does."""
    return Policy(
        settings.SECOND_FACTOR_FOR_ALL or (settings.STAFF_SECOND_FACTOR and kind == "staff"),
        timedelta(minutes=settings.SESSION_IDLE_MINUTES),
        timedelta(hours=settings.SESSION_ABSOLUTE_HOURS),
    )


def memberships_of(account: Account) -> list[Membership]:
    """The live memberships of an account, oldest first."""
    return list(account.memberships.filter(ended_at=None).order_by("created_at", "id"))
