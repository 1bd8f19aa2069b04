"""The customer keeps its own contacts: its owner and administrators, and its contacts where the agreement says so."""

from datetime import datetime

from waarborg.customers.actions import set_contact
from waarborg.customers.models import Person
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises

CHANGE = "customers.contact.change"
ALWAYS = frozenset({OWNER, ADMINISTRATOR})


class NotYours(Refusal):
    code = "support.contact.not-yours"
    status = 403
    nl = "Wie iets mag vragen, bepalen bij uw organisatie de eigenaar en de beheerders."
    en = "At your organisation its owner and administrators decide who may ask."
    nl_way_out = "Vraag het een van hen."
    en_way_out = "Ask one of them."


def may_keep_contacts(by: Actor, *, at: datetime) -> bool:
    """One query in a unit of work."""
    if by.kind != "contact" or by.tenant is None:
        return False
    return bool(by.roles & promises.whom(by.tenant, CHANGE, at=at).of(ALWAYS))


def require_may_keep(by: Actor, *, at: datetime) -> None:
    """Raises NotByAgreement, NotYours."""
    if by.kind != "contact" or by.tenant is None:
        return
    promises.require_whom(by, CHANGE, tenant=by.tenant, at=at)
    if not may_keep_contacts(by, at=at):
        raise NotYours()


def keep_contact(person: Person, role: str, *, is_one: bool, by: Actor, at: datetime) -> None:
    """Make somebody a contact in this role, or take it away. Raises NotByAgreement, NotYours, and what `set_contact`
    raises."""
    require_may_keep(by, at=at)
    set_contact(person, role, is_one=is_one, by=by, at=at)
