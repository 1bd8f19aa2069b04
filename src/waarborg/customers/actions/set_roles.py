"""Giving a person exactly these roles, from now on."""

from collections.abc import Iterable
from datetime import datetime

from waarborg.customers.actions.grant_authority import grant_authority
from waarborg.customers.actions.withdraw_authority import withdraw_authority
from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import live
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor


@action("customers.authority.grant")
def set_roles(person: Person, roles: Iterable[str], *, why: str = "", by: Actor, at: datetime) -> None:
    """Grant what is missing, then withdraw what is too much: all of it or, refused, nothing.

    `why` is the work that a role of our staff is needed for. Raises what `grant_authority` and `withdraw_authority`
    raise.
    """
    held = {one.role: one for one in Authority.objects.filter(live(at), tenant_id=person.tenant_id, person=person)}
    wanted = set(roles)
    for role in sorted(wanted - held.keys()):
        grant_authority(person, role, why=why, by=by, at=at)
    for role in sorted(held.keys() - wanted):
        withdraw_authority(held[role], by=by, at=at)
