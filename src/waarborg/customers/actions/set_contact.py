"""Who of a customer asks us, in which line (CL-91), and who hears of a breach: kept by the customer itself, also by its
contacts (PX-50, PX-87)."""

from datetime import datetime

from waarborg.customers import permissions
from waarborg.customers.actions.authority import lock_organisation
from waarborg.customers.actions.grant_authority import appoint
from waarborg.customers.actions.people import HasLeft
from waarborg.customers.actions.withdraw_authority import dismiss
from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import live
from waarborg.customers.rules.roles import BREACH_CONTACT, CONTACT_LEVELS
from waarborg.kernel.errors import BadInput
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require

KEPT = (*CONTACT_LEVELS, BREACH_CONTACT)


class NoSuchContact(BadInput):
    code = "customers.contact.no-such-kind"
    nl = "Dit is geen soort contactpersoon: {role}."
    en = "This is no kind of contact: {role}."
    nl_way_out = "Kies een soort uit de lijst."
    en_way_out = "Choose a kind from the list."


@action("customers.contact.change")
def set_contact(person: Person, role: str, *, is_one: bool, by: Actor, at: datetime) -> None:
    """Make somebody a contact in this role (dotted), or take it away. Who asks us does so in one line: a new level
    takes the place of the old one. Other roles stay, and what is so already writes nothing.

    Raises NotFound, NotAllowed, NoSuchContact, HasLeft.
    """
    require(by, permissions.APPOINT_CONTACT, tenant=person.tenant_id)
    if role not in KEPT:
        raise NoSuchContact(path="role", role=role)
    lock_organisation(person.tenant_id)
    held = Person.objects.get(id=person.id)
    if is_one and not held.active:
        raise HasLeft(name=held.name)
    rows = Authority.objects.filter(live(at), tenant_id=held.tenant_id, person=held, role__in=KEPT)
    found = {one.role: one for one in rows.select_related("person")}
    ending = {role} if not is_one else {*CONTACT_LEVELS} - {role} if role in CONTACT_LEVELS else set()
    for one in sorted(ending & found.keys()):
        dismiss(found[one], by=by, at=at)
    if is_one and role not in found:
        appoint(held, role, by=by, at=at, starts_at=at)
