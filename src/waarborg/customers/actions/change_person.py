"""Changing a person's details."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from waarborg.customers import permissions
from waarborg.customers.actions.people import EmailTaken, HasLeft, read_fields
from waarborg.customers.events import CONTACT_CHANGED
from waarborg.customers.models import Person
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken

CHANGEABLE = frozenset({"name", "email", "initials", "language"})
# What people may always change of their own.
OWN = frozenset({"language"})


@action("customers.contact.change")
def change_person(person: Person, *, by: Actor, at: datetime, **changes: Any) -> Person:
    """Change name, email, initials or language. What stays the same writes nothing.

    Raises NotFound, NotAllowed, Unreadable, EmailTaken, HasLeft; TypeError for a field that is not a person's.
    """
    if changes.keys() - CHANGEABLE:
        raise TypeError(f"a person has no changeable {', '.join(sorted(changes.keys() - CHANGEABLE))}")
    own = by.person == person.id and by.tenant == person.tenant_id
    if not (own and changes.keys() <= OWN):
        require(by, permissions.CHANGE_PEOPLE, tenant=person.tenant_id)
    held: Person = Person.objects.select_for_update().get(id=person.id)
    if not held.active:
        raise HasLeft(name=held.name)
    different = {field: value for field, value in read_fields(changes).items() if getattr(held, field) != value}
    if not different:
        return held
    for field, value in different.items():
        setattr(held, field, value)
    try:
        with transaction.atomic():
            held.save(update_fields=list(different))
    except IntegrityError as error:
        if not taken(error):
            raise
        raise EmailTaken(email=different["email"]) from None
    journal.record(
        CONTACT_CHANGED,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"fields": " ".join(sorted(different))},
        data=different,
    )
    return held
