"""Recording that a person has left: every role ends, and (by the packages that watch the journal) every session."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Greatest

from waarborg.customers import permissions
from waarborg.customers.actions.authority import lock_organisation, refuse_last, require_right_over
from waarborg.customers.actions.people import HasLeft
from waarborg.customers.events import CONTACT_LEFT
from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import live
from waarborg.customers.rules.roles import INDISPENSABLE
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require


@action("customers.contact.leave")
def person_left(person: Person, *, by: Actor, at: datetime) -> Person:
    """End all that a person may do. Raises NotFound, NotAllowed, HasLeft, LastOne.

    An owner is let go by those who may appoint owners only.
    """
    require(by, permissions.CHANGE_PEOPLE, tenant=person.tenant_id)
    organisation = lock_organisation(person.tenant_id)
    held: Person = Person.objects.select_for_update().get(id=person.id)
    if not held.active:
        raise HasLeft(name=held.name)
    roles = Authority.objects.filter(tenant_id=held.tenant_id, person=held).exclude(ends_at__lte=at)
    indispensable = INDISPENSABLE[organisation.kind]
    if roles.filter(live(at), role=indispensable).exists():
        require_right_over(indispensable, by=by, tenant=held.tenant_id)
        refuse_last(organisation, indispensable, person=held.id, name=held.name, at=at)
    roles.update(ends_at=Greatest(F("starts_at"), at))
    held.active = False
    held.left_at = at
    held.save(update_fields=["active", "left_at"])
    journal.record(CONTACT_LEFT, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    return held
