"""Recording that somebody who had left is back: the same person, without any role and without access yet."""

from datetime import datetime

from django.db import IntegrityError, transaction

from waarborg.customers import permissions
from waarborg.customers.actions.people import EmailTaken
from waarborg.customers.events import CONTACT_RETURNED
from waarborg.customers.models import Person
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken


@action("customers.contact.return")
def person_returned(person: Person, *, by: Actor, at: datetime) -> Person:
    """Who is there already stays as they are. Raises NotFound, NotAllowed, EmailTaken."""
    require(by, permissions.CHANGE_PEOPLE, tenant=person.tenant_id)
    held: Person = Person.objects.select_for_update().get(id=person.id)
    if held.active:
        return held
    held.active, held.left_at = True, None
    try:
        with transaction.atomic():
            held.save(update_fields=["active", "left_at"])
    except IntegrityError as error:
        if not taken(error):
            raise
        raise EmailTaken(email=held.email) from None
    journal.record(CONTACT_RETURNED, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    return held
