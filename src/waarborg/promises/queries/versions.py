"""Published versions and who is bound to which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from waarborg.customers.models import Organisation
from waarborg.kernel.instants import local, to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import kept
from waarborg.promises.models import AgreementVersion, Binding, FactCheck
from waarborg.promises.queries.standing import remember_standing
from waarborg.promises.rules.agreement import Agreement
from waarborg.promises.rules.registry import known

PAGE = 100
# The subject whose words a customer buys: its line of the contract.
LINE = "contracts.line"
LIGHT = ("canonical", "source")


@dataclass(frozen=True, slots=True)
class Published:
    """A version in a list; `bound` customers have it now, `awaiting` will have it later."""

    version: AgreementVersion
    bound: int
    awaiting: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A customer in a list, with what binds it: `binding` is None for nothing."""

    organisation: Organisation
    binding: Binding | None


def find(agreement: str, version: str) -> AgreementVersion:
    """A published version by its name, without its texts. Raises NotFound."""
    found = AgreementVersion.objects.defer(*LIGHT).filter(agreement=agreement, version=version).first()
    if found is None:
        raise NotFound()
    return found


def bindings(tenant: UUID) -> list[Binding]:
    """What binds a customer, did, and will: the newest first. One query, which also answers `standing` and how checks
    came out (`fact_states`)."""
    found = kept.rows("promises.bindings", _bindings, tenant)
    if found:
        tenancy.remembered(("promises.recorded", tenant), lambda: found[0].recorded or {})
    remember_standing(tenant, [(one.starts_at, one.ends_at, one.version.sha256) for one in reversed(found)])
    return found


def _bindings(tenant: UUID) -> "QuerySet[Binding]":
    recorded = FactCheck.objects.filter(tenant_id=OuterRef("tenant_id")).order_by("pk").values("outcomes")[:1]
    rows = Binding.objects.filter(tenant_id=tenant).select_related("version").annotate(recorded=Subquery(recorded))
    return rows.defer(*(f"version__{name}" for name in LIGHT)).order_by("-starts_at", "-id")


def now_of(found: Sequence[Binding], now: datetime) -> Binding | None:
    """Of a customer's bindings, the one in force; before the first, the first; after an end, the one that ended
    (`is_over`)."""
    return next((one for one in found if one.starts_at <= now), found[-1] if found else None)


def is_over(one: Binding | None, now: datetime) -> bool:
    """Whether a binding ended, so that nothing binds any more where it is the last."""
    return one is not None and one.ends_at is not None and one.ends_at <= now


def last_day_of(ends: datetime, zone: str) -> date:
    """The last day on which something held that ended at this instant."""
    return local(to_us(ends) - 1, zone).date()


def held_on(found: Sequence[Binding], at: datetime) -> Binding | None:
    """Of a customer's bindings, the one in force at an instant of the past; None before the first (CL-01)."""
    return next((one for one in found if one.starts_at <= at and (one.ends_at is None or at < one.ends_at)), None)


def published(now: datetime) -> list[Published]:
    """Every version, the newest first. Two queries."""
    here = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    # What was agreed with one customer counts with the version that it amends.
    counted = (
        Binding.objects.filter(here)
        .values(of=Coalesce("version__amends", "version"))
        .annotate(bound=Count("id", filter=Q(starts_at__lte=now)), awaiting=Count("id", filter=Q(starts_at__gt=now)))
    )
    counts: Mapping[UUID, Any] = {one["of"]: one for one in counted}
    return [
        Published(one, counts.get(one.id, {}).get("bound", 0), counts.get(one.id, {}).get("awaiting", 0))
        for one in AgreementVersion.objects.filter(amends__isnull=True).defer(*LIGHT).order_by("-published_at", "-id")
    ]


def without_agreement() -> int:
    """How many customers nothing binds."""
    bound = Binding.objects.filter(ends_at__isnull=True).values("tenant_id")
    return Organisation.objects.filter(kind="customer").exclude(tenant_id__in=bound).count()


def bound_to(version: AgreementVersion, now: datetime, *, limit: int = PAGE) -> list[Bound]:
    """The customers that this version binds now or will bind, by name. Two queries."""
    rows = Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), _at(version)).select_related("version")
    rows = rows.defer(*(f"version__{name}" for name in LIGHT))
    # Of a customer whose own terms end some day, the one that comes first.
    by_tenant = {one.tenant_id: one for one in reversed(rows.order_by("starts_at")[: limit * 2])}
    found = _by_name(Organisation.objects.filter(tenant_id__in=by_tenant))[:limit]
    return [Bound(one, by_tenant[one.tenant_id]) for one in found]


def candidates(version: AgreementVersion, *, search: str = "", limit: int = PAGE) -> list[Bound]:
    """Customers that could be bound to this version, by name, with what binds them last. Two queries."""
    already = Binding.objects.filter(_at(version), ends_at__isnull=True).values("tenant_id")
    rows = Organisation.objects.filter(kind="customer").exclude(tenant_id__in=already)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(slug__icontains=search))
    found = _by_name(rows)[:limit]
    held = Binding.objects.filter(tenant_id__in=[one.tenant_id for one in found], ends_at__isnull=True)
    held = held.select_related("version").defer(*(f"version__{name}" for name in LIGHT))
    by_tenant = {one.tenant_id: one for one in held}
    return [Bound(one, by_tenant.get(one.tenant_id)) for one in found]


def bought(agreement: Agreement, lang: str) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """What a customer buys, as schemes of its line of the contract: by name the label and the words."""
    registry = known()
    return {
        name: (
            registry.say("property", name, lang).capitalize(),
            [(word, value.say(lang)) for word, value in scheme.values.items()],
        )
        for name, scheme in agreement.schemes.items()
        if scheme.of == LINE
    }


def _at(version: AgreementVersion) -> Q:
    """Bound to this version, or to what was agreed with one customer on top of it."""
    return Q(version=version) | Q(version__amends=version)


def _by_name(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.order_by(Lower("name"), "id")
