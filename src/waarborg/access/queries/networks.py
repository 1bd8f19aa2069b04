"""From which networks an organisation lets people in. Everything that opens a door asks here."""

from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.access.models import Account, NetworkRules
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.locks import require_unlocked
from waarborg.access.rules.addresses import read_address
from waarborg.access.rules.networks import permits
from waarborg.kernel.errors import Refusal


class NotFromHere(Refusal):
    """For who has shown already who they are: the address is their own."""

    code = "access.network.not-from-here"
    status = 403
    nl = "Uw organisatie staat inloggen vanaf dit netwerkadres niet toe: {address}."
    en = "Your organisation does not allow signing in from this network address: {address}."
    nl_way_out = "Ga naar een netwerk van uw organisatie, of vraag haar eigenaar dit adres toe te staan."
    en_way_out = "Go to a network of your organisation, or ask its owner to allow this address."


def shown(address: str) -> str:
    """An address as a sentence names it."""
    return address if read_address(address) else f"? ({address})" if address else "?"


def rules_of(tenant: UUID) -> NetworkRules:
    """Empty ones where none were made."""
    with as_login():
        return NetworkRules.objects.filter(tenant_id=tenant).first() or NetworkRules(tenant_id=tenant)


def is_let_in(tenant: UUID, address: str) -> bool:
    held = rules_of(tenant)
    return permits(held.allowed, held.denied, address)


DOORS = """
SELECT coalesce(n.allowed, ''), coalesce(n.denied, '') FROM access_membership m
LEFT JOIN access_network_rules n ON n.tenant_id = m.tenant_id
WHERE m.account_id = %s AND m.ended_at IS NULL AND (%s::uuid IS NULL OR m.tenant_id = %s)
"""


def is_shut_out(account: Account, address: str, *, tenant: Any = None) -> bool:
    """Whether no organisation of this account, or not `tenant`, lets in from here. Without any: no. One query."""
    with as_login(), connection.cursor() as cursor:
        cursor.execute(DOORS, [account.pk, tenant, tenant])
        doors = cursor.fetchall()
    return bool(doors) and not any(permits(allowed, denied, address) for allowed, denied in doors)


def require_way_in(tenant: UUID, address: str) -> None:
    """Raises AccountLocked, NotFromHere. For doors that know already for which organisation somebody comes."""
    require_unlocked(tenant)
    if not is_let_in(tenant, address):
        raise NotFromHere(address=shown(address))
