"""Writing down that somebody came in, for whoever oversees the organisation: when, and from what kind of browser."""

from datetime import datetime

from waarborg.access.models import Membership
from waarborg.access.queries.sessions import BROWSERS, SYSTEMS, first_word
from waarborg.customers.models import Person
from waarborg.plumbing import access_log, tenancy
from waarborg.plumbing.tenancy import Role


def note_sign_in(membership: Membership, *, described: str, at: datetime) -> None:
    """`described` is what the browser calls itself. Call as the login role, when a session is for this membership."""
    words = (first_word(BROWSERS, described), first_word(SYSTEMS, described))
    with tenancy.enter(Role.DESK):
        who = Person.objects.filter(tenant_id=membership.tenant_id, id=membership.person_id).first()
        access_log.came_in(
            tenant=membership.tenant_id,
            person=membership.person_id,
            name=who.name if who else "",
            how=", ".join(filter(None, words)),
            at=at,
        )
