"""That a member of our staff signed the confidentiality clause, and on which day."""

from datetime import date, datetime

from waarborg.customers import permissions
from waarborg.customers.events import CONFIDENTIALITY_RECORDED
from waarborg.customers.models import Organisation, Person
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require


class SignedLater(BadInput):
    code = "customers.contact.signed-later"
    nl = "Deze dag moet nog komen."
    en = "This day is yet to come."


@action("customers.contact.record-confidentiality")
def record_confidentiality(person: Person, *, signed_on: date, by: Actor, at: datetime) -> None:
    """Raises NotFound, NotAllowed, SignedLater."""
    require(by, permissions.GRANT_STAFF_ROLE, tenant=person.tenant_id)
    home = Organisation.objects.filter(tenant_id=person.tenant_id, kind="provider").exists()
    held: Person | None = Person.objects.select_for_update().filter(id=person.id, active=True).first()
    if held is None or not home:
        raise NotFound()
    if signed_on > at.date():
        raise SignedLater(path="signed_on")
    held.confidentiality_signed_on = signed_on
    held.save(update_fields=["confidentiality_signed_on"])
    journal.record(
        CONFIDENTIALITY_RECORDED,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"confidentiality": "signed"},
        data={"signed_on": signed_on.isoformat()},
    )
