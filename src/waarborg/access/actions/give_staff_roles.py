"""Giving a colleague exactly these roles, for the work that is named (AP-13)."""

from collections.abc import Iterable
from datetime import datetime

from waarborg.customers.actions import set_roles
from waarborg.customers.models import Person
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor


@action("access.staff-right.grant")
def give_staff_roles(person: Person, roles: Iterable[str], *, why: str, by: Actor, at: datetime) -> None:
    """Raises what `set_roles` raises."""
    set_roles(person, roles, why=why, by=by, at=at)
