"""People as their organisation's directory sees them (SCIM 2.0)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from waarborg.access.rules import scim as rules
from waarborg.access.scim import DirectoryName
from waarborg.customers.models import Person
from waarborg.customers.queries import people_of
from waarborg.plumbing.permissions import NotFound


def seen(tenant: UUID, *, at: datetime) -> QuerySet[Any]:
    """Who works there, and who left but is still known by the directory; in the order in which they were added."""
    known = DirectoryName.objects.filter(tenant_id=tenant).values("person_id")
    return people_of(tenant, at=at).filter(Q(active=True) | Q(id__in=known)).order_by("id")


def looked_up(rows: QuerySet[Any], tenant: UUID, attribute: str, value: str) -> QuerySet[Any]:
    """Those of whom this holds. `userName` is compared without case (RFC 7643, 4.1.1), `externalId` with."""
    names = DirectoryName.objects.filter(tenant_id=tenant)
    if attribute == "user_name":
        by_name = names.filter(user_name__iexact=value).values("person_id")
        return rows.filter(Q(id__in=by_name) | (Q(email__iexact=value) & ~Q(id__in=names.values("person_id"))))
    if attribute == "external_id":
        return rows.filter(id__in=names.filter(external_id=value).exclude(external_id="").values("person_id"))
    if attribute == "email":
        return rows.filter(email__iexact=value)
    if attribute == "active":
        return rows.filter(active=value == "true")
    try:
        return rows.filter(id=UUID(value))
    except ValueError:
        return rows.none()


def found(identifier: UUID, *, tenant: UUID, at: datetime) -> Person:
    """Raises NotFound, also for somebody of another organisation and for who was removed."""
    one: Person | None = seen(tenant, at=at).filter(id=identifier).first()
    if one is None:
        raise NotFound()
    return one


def names_of(people: list[Person]) -> dict[UUID, DirectoryName]:
    rows = DirectoryName.objects.filter(person_id__in=[one.id for one in people])
    return {one.person_id: one for one in rows}


def told(person: Person, name: DirectoryName | None, *, address: str) -> dict[str, Any]:
    """A user (RFC 7643, 4.1), with its version. `address` is that of all users."""
    authorities: Any = person.live_authorities  # type: ignore[attr-defined]
    one: dict[str, Any] = {
        "schemas": [rules.USER],
        "id": str(person.id),
        **({"externalId": name.external_id} if name and name.external_id else {}),
        "userName": name.user_name if name else person.email,
        "name": {"formatted": person.name},
        "displayName": person.name,
        "preferredLanguage": person.language,
        "active": person.active,
        "emails": [{"value": person.email, "type": "work", "primary": True}] if person.email else [],
        "roles": [{"value": held.role} for held in authorities],
    }
    digest = hashlib.sha256(json.dumps(one, sort_keys=True).encode()).hexdigest()[:32]
    return one | {
        "meta": {"resourceType": "User", "location": f"{address}/{person.id}", "version": f'"{digest}"'},
    }


def shown(user: Mapping[str, Any], *, only: str, without: str) -> dict[str, Any]:
    """RFC 7644, 3.9: only these attributes, or all but those; what names the user always comes along."""
    top = {one.strip().removeprefix(rules.USER + ":").partition(".")[0].lower() for one in only.split(",") if one}
    less = {one.strip().removeprefix(rules.USER + ":").lower() for one in without.split(",") if one}
    always = {"schemas", "id"}
    return {
        name: value
        for name, value in user.items()
        if name in always or ((not top or name.lower() in top) and name.lower() not in less)
    }
