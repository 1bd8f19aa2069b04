"""Changing an organisation's details."""

from datetime import datetime
from typing import Any

from waarborg.customers import permissions
from waarborg.customers.actions.authority import lock_organisation
from waarborg.customers.actions.enrol_organisation import NameMissing
from waarborg.customers.events import ORGANISATION_CHANGED
from waarborg.customers.models import Organisation
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require

CHANGEABLE = frozenset({"name", "phone", "size", "language"})


@action("customers.organisation.edit")
def change_organisation(organisation: Organisation, *, by: Actor, at: datetime, **changes: Any) -> Organisation:
    """Change name, telephone, size or language. What stays the same writes nothing.

    Raises NotFound, NotAllowed, NameMissing.
    """
    if changes.keys() - CHANGEABLE:
        raise TypeError(f"an organisation has no changeable {', '.join(sorted(changes.keys() - CHANGEABLE))}")
    require(by, permissions.EDIT_ORGANISATION, tenant=organisation.tenant_id)
    held = lock_organisation(organisation.tenant_id)
    if "name" in changes:
        changes["name"] = " ".join(str(changes["name"]).split())
        if not 1 <= len(changes["name"]) <= 200:
            raise NameMissing(path="name")
    if "phone" in changes:
        changes["phone"] = " ".join(str(changes["phone"]).split())[:30]
    different = {field: value for field, value in changes.items() if getattr(held, field) != value}
    if not different:
        return held
    for field, value in different.items():
        setattr(held, field, value)
    held.save(update_fields=list(different))
    journal.record(
        ORGANISATION_CHANGED,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"fields": " ".join(sorted(different))},
        data=different,
    )
    return held
