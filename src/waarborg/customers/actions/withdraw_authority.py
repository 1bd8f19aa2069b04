"""Taking a role away."""

from datetime import datetime

from waarborg.customers.actions.authority import lock_organisation, refuse_last, require_right_over
from waarborg.customers.events import AUTHORITY_WITHDRAWN
from waarborg.customers.models import Authority
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor


@action("customers.authority.withdraw")
def withdraw_authority(authority: Authority, *, by: Actor, at: datetime) -> Authority:
    """End a role now; one that has ended already stays as it is. Raises NotFound, NotAllowed, LastOne."""
    require_right_over(authority.role, by=by, tenant=authority.tenant_id)
    organisation = lock_organisation(authority.tenant_id)
    held: Authority = Authority.objects.select_related("person").get(id=authority.id)
    if held.ends_at is not None and held.ends_at <= at:
        return held
    refuse_last(organisation, held.role, person=held.person_id, name=held.person.name, at=at)
    return dismiss(held, by=by, at=at)


def dismiss(held: Authority, *, by: Actor, at: datetime) -> Authority:
    """The end of the row and its line in the journal; who may do so was looked at."""
    held.ends_at = max(at, held.starts_at)
    held.save(update_fields=["ends_at"])
    journal.record(
        AUTHORITY_WITHDRAWN,
        tenant=held.tenant_id,
        subject=held.ref,
        related=[held.person.ref],
        by=by,
        at=at,
        properties={"role": held.role},
    )
    return held
