"""Adding a person to an organisation."""

from datetime import datetime

from django.db import IntegrityError, transaction

from waarborg.customers import permissions
from waarborg.customers.actions.people import EmailTaken, initials_of, read_fields
from waarborg.customers.events import CONTACT_ADDED
from waarborg.customers.models import Organisation, Person
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken


@action("customers.contact.add")
def add_person(
    organisation: Organisation,
    *,
    name: str,
    email: str,
    by: Actor,
    at: datetime,
    initials: str = "",
    language: str = "",
) -> Person:
    """A person without any role yet; initials follow from the name and the language from the organisation unless given.

    Raises NotFound, NotAllowed, Unreadable, EmailTaken.
    """
    require(by, permissions.CHANGE_PEOPLE, tenant=organisation.tenant_id)
    fields = read_fields(
        {
            "name": name,
            "email": email,
            "initials": initials or initials_of(name),
            "language": language or organisation.language,
        }
    )
    try:
        with transaction.atomic():
            person: Person = Person.objects.create(tenant_id=organisation.tenant_id, **fields)
    except IntegrityError as error:
        if not taken(error):
            raise
        raise EmailTaken(email=fields["email"]) from None
    journal.record(CONTACT_ADDED, tenant=person.tenant_id, subject=person.ref, by=by, at=at, data={**fields})
    return person
