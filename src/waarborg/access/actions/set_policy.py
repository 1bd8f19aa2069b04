"""What an organisation asks of sessions and sign-ins, pushed from its agreement."""

from datetime import datetime
from uuid import UUID

from waarborg.access.events import POLICY_CHANGED
from waarborg.access.models import AccessPolicy
from waarborg.access.permissions import SET_POLICY
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules.lifetime import LONGEST
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import require

LONGEST_HOURS = int(LONGEST.total_seconds()) // 3600


class OutOfBounds(BadInput):
    code = "access.security-policy.out-of-bounds"
    nl = "Een sessie eindigt na 1 minuut tot 24 uur zonder gebruik, en altijd binnen {longest} uur."
    en = "A session ends after 1 minute to 24 hours without use, and always within {longest} hours."


@action("access.security-policy.change")
def set_policy(
    tenant: UUID, *, require_second_factor: bool, idle_minutes: int, absolute_hours: int, by: Actor, at: datetime
) -> None:
    """Set the policy of one organisation; it holds from the next request of every session. No change writes nothing.

    Raises NotFound, NotAllowed, OutOfBounds.
    """
    require(by, SET_POLICY, tenant=tenant)
    if not (1 <= idle_minutes <= 24 * 60 and 1 <= absolute_hours <= LONGEST_HOURS):
        raise OutOfBounds(longest=LONGEST_HOURS)
    wanted = {
        "require_second_factor": require_second_factor,
        "idle_minutes": idle_minutes,
        "absolute_hours": absolute_hours,
    }
    with as_login():
        if AccessPolicy.objects.filter(tenant_id=tenant, **wanted).exists():
            return
        AccessPolicy.objects.update_or_create(tenant_id=tenant, defaults=wanted)
    journal.record(
        POLICY_CHANGED,
        tenant=tenant,
        subject=Ref("access.security-policy", tenant),
        by=by,
        at=at,
        properties={"second-factor": "required" if require_second_factor else "optional"},
        data=wanted,
    )
