"""In the journal of each organisation that an account opens: its owner set up a second step, or switched it off."""

from datetime import datetime

from waarborg.access.models import Account
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.memberships import memberships_of
from waarborg.customers.queries import standing
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy import Role


def note_second_factor(account: Account, kind: str, *, way: str, at: datetime) -> None:
    """`kind` is the journal's, `way` app or passkey. In the transaction of the change; a member of nowhere: nothing."""
    with as_login():
        members = memberships_of(account)
    for one in members:
        role = Role.DESK if one.kind == "staff" else Role.CUSTOMER
        with tenancy.enter(role, one.tenant_id):
            person = standing(tenant=one.tenant_id, person=one.person_id, at=at)
            if person is None:
                continue
            by = Actor("staff" if one.kind == "staff" else "contact", one.tenant_id, one.person_id, person.name)
            subject = Ref("access.account", one.person_id)
            journal.record(kind, tenant=one.tenant_id, subject=subject, by=by, at=at, data={"way": way})
