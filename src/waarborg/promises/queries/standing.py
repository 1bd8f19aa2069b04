"""What a customer is bound to over time, ready to replay. Published versions never change, so memory keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import to_us
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.compiled import Compiled, compile_agreement
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import Calendars, ClockTerms, States

Versions = Sequence[tuple[int, ClockTerms | None]]


class NotBound(Refusal):
    """The customer has no agreement yet."""

    code = "promises.not-bound"
    nl = "Deze klant is nog aan geen overeenkomst gebonden."
    en = "This customer is not bound to an agreement yet."
    nl_way_out = "Een servicemanager koppelt eerst een gepubliceerde overeenkomst."
    en_way_out = "A service manager first binds a published agreement."


@lru_cache(maxsize=64)
def compiled(sha256: str) -> Compiled:
    """A published version by its hash. Raises AgreementVersion.DoesNotExist."""
    row = AgreementVersion.objects.get(sha256=sha256)
    agreement = load(bytes(row.source), name=str(row)).require()
    return compile_agreement(agreement, sha256=sha256, published=row.published_at, registry=known())


@dataclass(frozen=True)
class Standing:
    """The versions that bind a customer, oldest first, each from an instant on."""

    versions: tuple[tuple[int, Compiled], ...]

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset().union(*(one.kinds for _, one in self.versions))

    @cached_property
    def states(self) -> States:
        return self.versions[-1][1].states

    @cached_property
    def calendars(self) -> Calendars:
        found: dict[str, list] = {}
        for _, one in self.versions:
            for name, calendar in one.calendars.items():
                found.setdefault(name, []).append(calendar)
        return Calendars(found)

    def terms_about(self, subject_kind: str) -> Mapping[str, Versions]:
        """By promise id, the versions of the clocks that run on subjects of this kind."""
        names = {
            name for _, one in self.versions for name, subject in one.subject_kinds.items() if subject == subject_kind
        }
        return {name: [(since, one.terms.get(name)) for since, one in self.versions] for name in sorted(names)}

    def at(self, at: datetime) -> Compiled:
        """The version in force at an instant; before the first, the first."""
        us = to_us(at)
        return next((one for since, one in reversed(self.versions) if since <= us), self.versions[0][1])


@lru_cache(maxsize=256)
def _standing(versions: tuple[tuple[int, str], ...]) -> Standing:
    return Standing(tuple((since, compiled(sha256)) for since, sha256 in versions))


def standing(tenant: UUID) -> Standing | None:
    """What binds a customer, or None. One query; the versions themselves are read once in a process."""
    rows = Binding.objects.filter(tenant_id=tenant).order_by("starts_at").values_list("starts_at", "version__sha256")
    versions = tuple((to_us(since), sha256) for since, sha256 in rows)
    return _standing(versions) if versions else None


def standings(tenants: Iterable[UUID]) -> dict[UUID, Standing]:
    """The same for many customers in one query; those bound to nothing are left out."""
    rows = Binding.objects.filter(tenant_id__in=set(tenants)).order_by("tenant_id", "starts_at")
    found: dict[UUID, list[tuple[int, str]]] = {}
    for tenant, since, sha256 in rows.values_list("tenant_id", "starts_at", "version__sha256"):
        found.setdefault(tenant, []).append((to_us(since), sha256))
    return {tenant: _standing(tuple(versions)) for tenant, versions in found.items()}


def require(tenant: UUID) -> Standing:
    """Raises NotBound."""
    found = standing(tenant)
    if found is None:
        raise NotBound()
    return found
