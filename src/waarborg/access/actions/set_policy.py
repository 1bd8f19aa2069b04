"""What an organisation asks of sessions and sign-ins, pushed from its agreement."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from waarborg.access.events import POLICY_CHANGED
from waarborg.access.models import AccessPolicy
from waarborg.access.permissions import SET_POLICY
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules.lifetime import LONGEST
from waarborg.kernel.errors import BadInput, Refusal
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


class Weaker(Refusal):
    """A customer makes its own settings stricter, never weaker than what holds for everybody (AP-10)."""

    code = "access.security-policy.weaker"
    nl = "Dit is soepeler dan wat voor alle klanten geldt."
    en = "This is weaker than what holds for all customers."
    nl_way_out = "Kies hoogstens {idle} minuten zonder gebruik en {absolute} uur in totaal, en laat de tweede stap aan."
    en_way_out = "Choose at most {idle} minutes without use and {absolute} hours in all, and leave the second step on."


@action("access.security-policy.change")
def set_policy(
    tenant: UUID, *, require_second_factor: bool, idle_minutes: int, absolute_hours: int, by: Actor, at: datetime
) -> None:
    """Set the policy of one organisation; it holds from the next request of every session. No change writes nothing.

    Raises NotFound, NotAllowed, OutOfBounds, and Weaker for a customer below the floor of all.
    """
    require(by, SET_POLICY, tenant=tenant)
    if not (1 <= idle_minutes <= 24 * 60 and 1 <= absolute_hours <= LONGEST_HOURS):
        raise OutOfBounds(longest=LONGEST_HOURS)
    if by.kind == "contact":
        _not_weaker(tenant, second_factor=require_second_factor, idle=idle_minutes, absolute=absolute_hours)
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


def _not_weaker(tenant: UUID, *, second_factor: bool, idle: int, absolute: int) -> None:
    """Against the installation's own settings; a second step that is compulsory came with the agreement."""
    floor_idle, floor_absolute = settings.SESSION_IDLE_MINUTES, settings.SESSION_ABSOLUTE_HOURS
    with as_login():
        compulsory = AccessPolicy.objects.filter(tenant_id=tenant, require_second_factor=True).exists()
    if idle > floor_idle or absolute > floor_absolute or (compulsory and not second_factor):
        raise Weaker(idle=floor_idle, absolute=floor_absolute)
