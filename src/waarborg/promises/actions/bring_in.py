"""Bringing in another version for customers: told beforehand, with the notice that the version in force asks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises.actions.announce import announce
from waarborg.promises.actions.bind import bind, require_ahead
from waarborg.promises.actions.judge_version import concerns
from waarborg.promises.models import AgreementVersion, Binding


@action("promises.version.apply")
def bring_in(
    version: AgreementVersion,
    tenants: Sequence[UUID],
    *,
    by: Actor,
    at: datetime,
    effective: datetime | None = None,
    words: Mapping[str, str] | None = None,
) -> None:
    """Bind each of these customers from `effective` on (now, when left out), or none of them. `words`, such as
    the plan, are put over those that each has.

    What is worse for a customer than the version that binds him, or may be, and what begins later, is announced to him;
    it begins at `effective`, or as soon after that as the version in force lets it. Raises TooSoon where that could not
    even be if the announcement arrived at once, AnotherAnnounced, and what `bind` raises.
    """
    permissions.require(by, "promises.agreement.bind")
    # Also what is announced first: a day that is over would be quietly taken for today.
    require_ahead(version, effective, at=at)
    for tenant in sorted(tenants):
        held = Binding.objects.filter(tenant_id=tenant, ends_at__isnull=True).select_related("version__amends").first()
        given = {**(held.words if held is not None else {}), **words} if words else None
        starts = max(effective or at, at)
        if held is not None and _is_news(held, version) and (starts > at or concerns(held.version, version)):
            announce(version, held, by=by, at=at, effective=starts, words=given)
        else:
            bind(version, by=by, at=at, tenant=tenant, effective=effective, words=given)


def _is_news(held: Binding, version: AgreementVersion) -> bool:
    """Another version of the same agreement, for everybody."""
    before = held.version.amends or held.version
    return version.amends_id is None and before.agreement == version.agreement and before.id != version.id
