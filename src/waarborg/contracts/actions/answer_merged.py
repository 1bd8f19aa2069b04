"""Whoever came along from an absorbed customer gets in by the survivor's own word."""

from datetime import datetime
from typing import Any
from uuid import UUID

from waarborg.access.actions.invite import invite
from waarborg.access.queries.doors import doors
from waarborg.contracts import permissions as rights
from waarborg.contracts.events import ADMITTED, DECLINED
from waarborg.contracts.models import Merger
from waarborg.contracts.rules import merging as rules
from waarborg.customers.actions import grant_authority
from waarborg.customers.queries import person as find_person
from waarborg.customers.queries import roles_of
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor


@action("contracts.merger.answer")
def answer_merged(merger: Merger, person: UUID, *, admit: bool, by: Actor, at: datetime) -> None:
    """Give somebody who came along the roles that were proposed, and an invitation; or say no. Answered once: who was
    answered before is not found. Raises NotFound, NotAllowed, and what granting and inviting raise."""
    permissions.require(by, rights.ANSWER_MERGED, tenant=merger.tenant_id)
    held: Merger = Merger.objects.select_for_update().get(id=merger.id)
    asked = next((one for one in held.carried if _is(one, person)), None)
    if asked is None:
        raise permissions.NotFound()
    who = find_person(person, tenant=held.tenant_id)
    if admit:
        has = {one.role for one in roles_of(who, at=at)}
        for role in asked["roles"]:
            if role not in has:
                grant_authority(who, role, by=by, at=at)
        if doors([who.id])[who.id].state == "none":
            invite(who, by=by, at=at)
    asked |= {
        "state": rules.ADMITTED if admit else rules.DECLINED, "by": str(by.person or ""), "at": at.isoformat(),
    }  # fmt: skip
    held.save(update_fields=["carried"])
    journal.record(
        ADMITTED if admit else DECLINED,
        tenant=held.tenant_id,
        subject=held.ref,
        related=[who.ref],
        by=by,
        at=at,
        properties={"roles": " ".join(asked["roles"])},
    )


def _is(one: dict[str, Any], person: UUID) -> bool:
    return one["person"] == str(person) and one["state"] == rules.WAITING
