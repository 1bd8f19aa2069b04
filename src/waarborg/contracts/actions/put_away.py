"""The notice that one's organisation became part of another, put away by whoever read it."""

from datetime import datetime

from waarborg.contracts.models import MergerSeen
from waarborg.contracts.permissions import PUT_AWAY
from waarborg.contracts.queries.merging import merged_into
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor


@action("contracts.merger.put-away")
def put_away(*, by: Actor, at: datetime) -> None:
    """For this person alone; twice is once, and where nothing was merged it is nothing. Raises NotAllowed."""
    permissions.require(by, PUT_AWAY, tenant=by.tenant)
    if by.tenant is None or by.person is None or merged_into(by.tenant) is None:
        return
    row = MergerSeen(tenant_id=by.tenant, person_id=by.person, seen_at=at)
    MergerSeen.objects.bulk_create([row], ignore_conflicts=True)
