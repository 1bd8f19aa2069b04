"""Binding a customer to an exact version: from then on its clocks run under it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from waarborg.access.actions.set_policy import follow_agreement
from waarborg.customers.actions.authority import lock_organisation
from waarborg.customers.actions.follow_agreement import hold_to_one_owner
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import jobs, journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.web import wording
from waarborg.promises.actions.judge_version import require_allowed
from waarborg.promises.actions.keep_amendment import amendment_of, carried
from waarborg.promises.actions.withdraw_binding import take_back
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.api_terms import asks_for_api_terms
from waarborg.promises.rules.bound import APPLIED, bound_words
from waarborg.promises.rules.one_owner import asks_for_one_owner
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
    keep_amendment: bool = True,
) -> Binding:
    """Bind `tenant` from `effective` on (now, when left out); what bound it before ends then. `words` are properties
    such as the plan; left out, those it has stay.

    What was agreed with this customer alone goes along, with `keep_amendment`, as long as it lasts. Running clocks stay
    under the version in which they started (SEMANTICS 3, frozen). An agreement that demands a second factor makes it
    compulsory for this customer when it takes effect; one that does not ends that. The version that binds him judges
    whether another may take its place. Raises NotAllowed, InThePast, TooSoon, StillWaits, AnotherAwaits, DoesNotFit.
    """
    permissions.require(by, "promises.agreement.bind")
    require_ahead(version, effective, at=at)
    starts = at if effective is None else max(effective, at)
    # Before the first binding there is no row of it to wait for.
    lock_organisation(tenant)
    held = _held(tenant, version, words, starts, by=by, at=at)
    words = dict(held.words if words is None and held is not None else words or {})
    if held is not None:
        if keep_amendment:
            require_allowed(held.version, version, tenant=tenant, starts=starts)
            version = carried(held.version, version, on=_day(starts, version), by=by, at=at)
        if held.version_id == version.id and held.words == words:
            return held
        if held.starts_at > starts or held.starts_at == starts > at:
            raise AnotherAwaits(version=str(held.version), from_=_said(held.starts_at, held.version))
        held.ends_at = starts
        held.save(update_fields=["ends_at"])
    binding = Binding.objects.create(tenant_id=tenant, version=version, starts_at=starts, words=words)
    _record(binding, by=by, at=at)
    if starts <= at:
        push_policy(tenant, by=by, at=at)
    else:
        jobs.enqueue(PUSH_POLICY, {"tenant": str(tenant)}, at=starts)
    _and_back(binding, by=by, at=at)
    return binding


def require_ahead(version: AgreementVersion, effective: datetime | None, *, at: datetime) -> None:
    """Raises InThePast. A form is filled in by the minute: "now" may lie a little behind by the time it is sent."""
    if effective is not None and effective < at - NOW:
        raise InThePast(from_=_said(effective, version))


def _held(
    tenant: UUID,
    version: AgreementVersion,
    words: Mapping[str, str] | None,
    starts: datetime,
    *,
    by: Actor,
    at: datetime,
) -> Binding | None:
    """The binding without an end. A return that only waits for the end of what was agreed makes way for `version`."""
    rows = Binding.objects.select_for_update(of=("self",)).select_related("version__amends")
    held: Binding | None = rows.filter(tenant_id=tenant, ends_at__isnull=True).first()
    if held is None or held.starts_at <= starts:
        return held
    agreed: Binding | None = rows.filter(tenant_id=tenant, ends_at=held.starts_at).first()
    if agreed is None or agreed.version.amends_id != held.version_id:
        return held
    if agreed.version_id == version.id and words in (None, agreed.words):
        return agreed
    take_back(held, by=by, at=at)
    agreed.ends_at = None
    return agreed


def _record(binding: Binding, *, by: Actor, at: datetime) -> None:
    tenant, version, starts = binding.tenant_id, binding.version, binding.starts_at
    journal.record(
        APPLIED,
        tenant=tenant,
        subject=Ref("customers.customer", tenant),
        by=by,
        at=at,
        properties={**binding.words, **bound_words(version.sha256, since=starts, published=version.published_at)},
        data={"agreement": version.agreement, "version": version.version, "sha256": version.sha256}
        | ({} if starts == at else {"effective": starts.isoformat()}),
    )


def _and_back(binding: Binding, *, by: Actor, at: datetime) -> None:
    """What was agreed until some day is followed by the agreement itself."""
    base = binding.version.amends
    until = amendment_of(binding.version).until if base is not None else None
    if base is not None and until is not None:
        ends = from_us(civil_start(until + timedelta(days=1), time(0), compiled(base.sha256).agreement.timezone))
        bind(base, by=by, at=at, tenant=binding.tenant_id, effective=ends, keep_amendment=False)


def _day(at: datetime, version: AgreementVersion) -> date:
    return at.astimezone(ZoneInfo(compiled(version.sha256).agreement.timezone)).date()


def push_policy(tenant: UUID, *, by: Actor, at: datetime) -> None:
    """What the version in force at `at` asks of access, or no longer asks: a compulsory second factor, one owner alone.
    Where the agreement has ended, nothing asks any more.

    It holds from the customer's next request on. A stricter choice of the customer itself, or of the provider, stays.
    """
    held = Binding.objects.filter(tenant_id=tenant, starts_at__lte=at).order_by("starts_at", "id").last()
    over = held is None or (held.ends_at is not None and held.ends_at <= at)
    agreement = None if held is None or over else compiled(held.version.sha256).agreement
    asked = agreement is not None and requires_second_factor(agreement)
    terms = held.version.sha256 if held is not None and agreement is not None and asks_for_api_terms(agreement) else ""
    follow_agreement(tenant, require_second_factor=asked, api_terms=terms, by=by, at=at)
    hold_to_one_owner(tenant, agreement is not None and asks_for_one_owner(agreement))


def _said(at: datetime, version: AgreementVersion) -> dict[str, str]:
    """An instant as the readers of the agreement say it."""
    zone = compiled(version.sha256).agreement.timezone
    return {lang: wording.instant(at, lang, zone) for lang in ("nl", "en")}
