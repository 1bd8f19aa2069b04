"""What all actions on authority share: who may give which role, and that somebody stays who can let others in."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from waarborg.customers import permissions
from waarborg.customers.models import Authority, Organisation
from waarborg.customers.queries import live
from waarborg.customers.rules.roles import INDISPENSABLE, OWNER, PROVIDER_ROLES
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require


class LastOne(Refusal):
    code = "customers.authority.last-one"
    nl = "{name} is de laatste met deze rol; zonder iemand met deze rol kan niemand meer toegang geven."
    en = "{name} is the last to hold this role; without anybody in it nobody could give access any more."
    nl_way_out = "Geef eerst een ander deze rol."
    en_way_out = "Give the role to somebody else first."


class OneOwner(Refusal):
    """CL-74: an account has one owner, where the agreement says that the owner alone gives orders."""

    code = "customers.authority.one-owner"
    nl = "Volgens de overeenkomst heeft deze organisatie één eigenaar, en dat is {name}."
    en = "By the agreement this organisation has one owner, and that is {name}."
    nl_way_out = "{name} kan het account overdragen; daarna is alleen de nieuwe eigenaar dat nog."
    en_way_out = "{name} can transfer the account; after that the new owner alone is one."


def require_right_over(role: str, *, by: Actor, tenant: UUID) -> None:
    """Raises NotFound or NotAllowed unless `by` may give and take `role` at this organisation."""
    if role in PROVIDER_ROLES:
        require(by, permissions.GRANT_STAFF_ROLE, tenant=tenant)
    else:
        require(by, permissions.GRANT, tenant=tenant)
        if role == INDISPENSABLE["customer"]:
            require(by, permissions.APPOINT_OWNER, tenant=tenant)


def lock_organisation(tenant: UUID) -> Organisation:
    """Changes of authority in one organisation happen one after another, or two owners could remove each other."""
    locked: Organisation = Organisation.objects.select_for_update().get(tenant_id=tenant)
    return locked


def refuse_second_owner(
    organisation: Organisation, role: str, *, person: UUID, instead_of: UUID | None, at: datetime
) -> None:
    """Raises OneOwner where the agreement allows one, and somebody else is it, or will be, and stays so. Call with the
    organisation locked."""
    if role != OWNER or not organisation.sole_owner:
        return
    rows = Authority.objects.filter(tenant_id=organisation.tenant_id, role=OWNER, person__active=True)
    rows = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).exclude(
        person_id__in=[person, instead_of or person]
    )
    other = rows.select_related("person").order_by("starts_at").first()
    if other is not None:
        raise OneOwner(name=other.person.name)


def refuse_last(organisation: Organisation, role: str, *, person: UUID, name: str, at: datetime) -> None:
    """Raises LastOne when nobody else holds the indispensable role. Call with the organisation locked."""
    if role != INDISPENSABLE[organisation.kind]:
        return
    others = Authority.objects.filter(live(at), tenant_id=organisation.tenant_id, role=role, person__active=True)
    if not others.filter(ends_at__isnull=True).exclude(person_id=person).exists():
        raise LastOne(name=name)
