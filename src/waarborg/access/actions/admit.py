"""A new person with their roles and, where wanted, an invitation: one act, all or nothing."""

from collections.abc import Iterable
from datetime import datetime

from waarborg.access.actions.invite import invite
from waarborg.customers.actions import add_person, set_roles
from waarborg.customers.models import Organisation, Person
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor


@action("customers.contact.add")
def admit(
    organisation: Organisation,
    *,
    name: str,
    email: str,
    language: str,
    roles: Iterable[str],
    invited: bool,
    why: str = "",
    by: Actor,
    at: datetime,
) -> Person:
    """Add, grant, invite; `why` is the work that a role of our staff is needed for. Raises what these three raise."""
    person = add_person(organisation, name=name, email=email, language=language, by=by, at=at)
    set_roles(person, roles, why=why, by=by, at=at)
    if invited:
        invite(person, by=by, at=at)
    return person
