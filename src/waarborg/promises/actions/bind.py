"""Binding a customer to an exact version: from then on its clocks run under it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.promises.models import AgreementVersion, Binding


@action("promises.version.apply")
def bind(
    version: AgreementVersion, *, by: Actor, at: datetime, tenant: UUID, words: Mapping[str, str] | None = None
) -> Binding:
    """Bind `tenant` from `at` on; what bound it before ends then. `words` are properties such as the plan.

    Running clocks stay under the version in which they started (SEMANTICS 3, frozen). Raises NotAllowed.
    """
    permissions.require(by, "promises.agreement.bind")
    held = Binding.objects.select_for_update().filter(tenant_id=tenant, ends_at__isnull=True).first()
    if held is not None:
        if held.version_id == version.id and held.words == dict(words or {}):
            return held
        held.ends_at = at
        held.save(update_fields=["ends_at"])
    binding = Binding.objects.create(tenant_id=tenant, version=version, starts_at=at, words=dict(words or {}))
    journal.record(
        "promises.version.applied",
        tenant=tenant,
        subject=Ref("customers.customer", tenant),
        by=by,
        at=at,
        properties=words,
        data={"agreement": version.agreement, "version": version.version, "sha256": version.sha256},
    )
    return binding
