"""What is asked of an organisation's sessions and sign-ins: by its agreement, by the provider, by itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models.functions import Now

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
    """Set what the provider, or a customer for itself, asks of one organisation beyond its agreement.

    What holds is the strictest of agreement, provider, organisation and installation, from the next request of every
    session. No change writes nothing. Raises NotFound, NotAllowed, OutOfBounds, and Weaker for a customer below what
    the others ask.
    """
    require(by, SET_POLICY, tenant=tenant)
    if not (1 <= idle_minutes <= 24 * 60 and 1 <= absolute_hours <= LONGEST_HOURS):
        raise OutOfBounds(longest=LONGEST_HOURS)
    whose = "own" if by.kind == "contact" else "our"
    wanted = {
        f"{whose}_second_factor": require_second_factor,
        f"{whose}_idle_minutes": idle_minutes,
        f"{whose}_absolute_hours": absolute_hours,
    }
    with as_login():
        policy = locked_policy(tenant)
        if whose == "own":
            _not_weaker(policy, second_factor=require_second_factor, idle=idle_minutes, absolute=absolute_hours)
        changed = _change(policy, wanted)
    if changed:
        _record(policy, wanted, by=by, at=at)


@action("access.security-policy.change")
def follow_agreement(
    tenant: UUID, *, require_second_factor: bool, api_terms: str = "", by: Actor, at: datetime
) -> None:
    """Ask for a second step, and that the conditions of the API are accepted, or no longer, because the agreement says
    so; what others asked stays as it is. `api_terms` is the hash of the version that asks it, or nothing.

    A customer whose agreement never asked for either gets no policy. Raises NotFound, NotAllowed.
    """
    require(by, SET_POLICY, tenant=tenant)
    wanted = {"agreed_second_factor": require_second_factor, "agreed_api_terms": api_terms}
    with as_login():
        if not (require_second_factor or api_terms) and not AccessPolicy.objects.filter(tenant_id=tenant).exists():
            return
        policy = locked_policy(tenant)
        changed = _change(policy, wanted)
    if changed:
        _record(policy, wanted, by=by, at=at)


def locked_policy(tenant: UUID) -> AccessPolicy:
    """The organisation's row, locked: of two who change it at once neither overwrites the other's columns."""
    new = AccessPolicy(
        tenant_id=tenant, idle_minutes=settings.SESSION_IDLE_MINUTES, absolute_hours=settings.SESSION_ABSOLUTE_HOURS
    )
    AccessPolicy.objects.bulk_create([new], ignore_conflicts=True)
    return AccessPolicy.objects.select_for_update().get(tenant_id=tenant)


def _change(policy: AccessPolicy, wanted: dict[str, Any]) -> bool:
    """Write what is wanted and what follows from it; whether anything was new."""
    if all(getattr(policy, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(policy, name, value)
    idle = filter(None, (policy.our_idle_minutes, policy.own_idle_minutes))
    absolute = filter(None, (policy.our_absolute_hours, policy.own_absolute_hours))
    policy.require_second_factor = policy.agreed_second_factor or policy.our_second_factor or policy.own_second_factor
    policy.idle_minutes = min(idle, default=settings.SESSION_IDLE_MINUTES)
    policy.absolute_hours = min(absolute, default=settings.SESSION_ABSOLUTE_HOURS)
    policy.save()
    AccessPolicy.objects.filter(tenant_id=policy.tenant_id).update(changed_at=Now())
    return True


def _record(policy: AccessPolicy, wanted: dict[str, Any], *, by: Actor, at: datetime) -> None:
    holds = {name: getattr(policy, name) for name in ("require_second_factor", "idle_minutes", "absolute_hours")}
    journal.record(
        POLICY_CHANGED,
        tenant=policy.tenant_id,
        subject=Ref("access.security-policy", policy.tenant_id),
        by=by,
        at=at,
        properties={"second-factor": "required" if policy.require_second_factor else "optional"},
        data={**holds, "asked": wanted},
    )


def _not_weaker(policy: AccessPolicy, *, second_factor: bool, idle: int, absolute: int) -> None:
    """Against what the installation, the provider and the agreement ask of this organisation."""
    floor_idle = policy.our_idle_minutes or settings.SESSION_IDLE_MINUTES
    floor_absolute = policy.our_absolute_hours or settings.SESSION_ABSOLUTE_HOURS
    compulsory = policy.agreed_second_factor or policy.our_second_factor or settings.SECOND_FACTOR_FOR_ALL
    if idle > floor_idle or absolute > floor_absolute or (compulsory and not second_factor):
        raise Weaker(idle=floor_idle, absolute=floor_absolute)
