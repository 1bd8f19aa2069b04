"""Binding a customer to an exact version: from then on its clocks run under it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from waarborg.access.actions.set_policy import set_policy
from waarborg.access.queries.memberships import second_factor_required
from waarborg.customers.actions.authority import lock_organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.web import wording
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.bound import APPLIED, bound_words
from waarborg.promises.rules.sign_in_policy import requires_second_factor

NOW = timedelta(minutes=1)

PUSH_POLICY = "promises.push-sign-in-policy"


class InThePast(BadInput):
    """A version that took effect before somebody said so would judge what is already over."""

    code = "promises.bind.past"
    nl = "Een versie kan niet in het verleden ingaan ({from_})."
    en = "A version cannot take effect in the past ({from_})."
    nl_way_out = "Kies nu, of een later tijdstip."
    en_way_out = "Choose now, or a later instant."


class AnotherAwaits(Refusal):
    """Another version is due to take effect at the same instant or later."""

    code = "promises.bind.another-awaits"
    nl = "Voor deze klant gaat op {from_} al {version} in."
    en = "For this customer {version} takes effect on {from_} already."
    nl_way_out = "Kies een tijdstip daarna."
    en_way_out = "Choose a later instant."


@action("promises.version.apply")
def bind(
    version: AgreementVersion,
    *,
    by: Actor,
    at: datetime,
    tenant: UUID,
    words: Mapping[str, str] | None = None,
    effective: datetime | None = None,
) -> Binding:
    """Bind `tenant` from `effective` on (now, when left out); what bound it before ends then. `words` are properties
    such as the plan.

    Running clocks stay under the version in which they started (SEMANTICS 3, frozen). An agreement that demands a
    second factor makes it compulsory for this customer when it takes effect; one that does not ends that. Raises
    NotAllowed, InThePast, AnotherAwaits.
    """
    permissions.require(by, "promises.agreement.bind")
    # A form is filled in by the minute: "now" may lie a little behind by the time it is sent.
    if effective is not None and effective < at - NOW:
        raise InThePast(from_=_said(effective, version))
    starts = at if effective is None else max(effective, at)
    # Before the first binding there is no row of it to wait for.
    lock_organisation(tenant)
    held = Binding.objects.select_for_update().filter(tenant_id=tenant, ends_at__isnull=True).first()
    if held is not None:
        if held.version_id == version.id and held.words == dict(words or {}):
            return held
        if held.starts_at > starts or held.starts_at == starts > at:
            raise AnotherAwaits(version=str(held.version), from_=_said(held.starts_at, held.version))
        held.ends_at = starts
        held.save(update_fields=["ends_at"])
    binding = Binding.objects.create(tenant_id=tenant, version=version, starts_at=starts, words=dict(words or {}))
    journal.record(
        APPLIED,
        tenant=tenant,
        subject=Ref("customers.customer", tenant),
        by=by,
        at=at,
        properties={**(words or {}), **bound_words(version.sha256, since=starts, published=version.published_at)},
        data={"agreement": version.agreement, "version": version.version, "sha256": version.sha256}
        | ({} if starts == at else {"effective": starts.isoformat()}),
    )
    if starts <= at:
        push_policy(tenant, by=by, at=at)
    else:
        jobs.enqueue(PUSH_POLICY, {"tenant": str(tenant)}, at=starts)
    return binding


def push_policy(tenant: UUID, *, by: Actor, at: datetime) -> None:
    """Make the second factor compulsory for a customer, or no longer so, as the version in force at `at` asks.

    It holds from the customer's next request on. A customer whose agreement never asked for it has no policy.
    """
    held = Binding.objects.filter(tenant_id=tenant, starts_at__lte=at).order_by("starts_at", "id").last()
    asked = held is not None and requires_second_factor(compiled(held.version.sha256).agreement)
    if not asked and not second_factor_required(tenant):
        return
    set_policy(
        tenant,
        require_second_factor=asked,
        idle_minutes=settings.SESSION_IDLE_MINUTES,
        absolute_hours=settings.SESSION_ABSOLUTE_HOURS,
        by=by,
        at=at,
    )


@action("promises.version.apply")
def bind_all(
    version: AgreementVersion, tenants: Sequence[UUID], *, by: Actor, at: datetime, effective: datetime | None = None
) -> None:
    """Bind each of these customers, or none of them. Raises as `bind`."""
    permissions.require(by, "promises.agreement.bind")
    for tenant in sorted(tenants):
        bind(version, by=by, at=at, tenant=tenant, effective=effective)


def _said(at: datetime, version: AgreementVersion) -> dict[str, str]:
    """An instant as the readers of the agreement say it."""
    zone = compiled(version.sha256).agreement.timezone
    return {lang: wording.instant(at, lang, zone) for lang in ("nl", "en")}
