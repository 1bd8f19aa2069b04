"""What a customer is bound to over time, ready to replay. Published versions never change, so memory keeps them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.rules.agreement import Agreement, AgreementRefused, Loaded, load
from waarborg.promises.rules.agreement.carry_over import as_agreed
from waarborg.promises.rules.agreement.freeze import thaw
from waarborg.promises.rules.compiled import Compiled, compile_agreement
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.standing import Standing, Versions

__all__ = ["NotBound", "Standing", "Versions", "compiled", "file_of", "require", "standing", "standings"]


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
    row = AgreementVersion.objects.select_related("amends").get(sha256=sha256)
    try:
        # The file, for its order: the canonical text has none.
        agreement = _from_file(row)
    except AgreementRefused:
        # This release asks more of a file than the one that published it. What was published holds all the same.
        agreement = thaw(row.canonical.encode())
    return compile_agreement(agreement, sha256=sha256, published=row.published_at, registry=known())


def file_of(version: AgreementVersion) -> Loaded:
    """The file of a version, read again; of an amended one, with what it amends laid under it."""
    base = file_of(version.amends) if version.amends is not None else None
    return load(bytes(version.source), name=f"{version.agreement}-{version.version}.yaml", base=base)


def _from_file(row: AgreementVersion) -> Agreement:
    loaded = file_of(row)
    agreement = loaded.require()
    return agreement if row.amends is None else as_agreed(loaded.amended[0], file_of(row.amends).require())


@lru_cache(maxsize=256)
def _standing(versions: tuple[tuple[int, str], ...]) -> Standing:
    return Standing(tuple((since, compiled(sha256)) for since, sha256 in versions))


def standing(tenant: UUID) -> Standing | None:
    """What binds a customer, or None. One query in a unit of work; the versions are read once in a process."""
    found: Standing | None = tenancy.remembered(("promises.standing", tenant), lambda: _read(tenant))
    return found


def _read(tenant: UUID) -> Standing | None:
    rows = Binding.objects.filter(tenant_id=tenant).order_by("starts_at", "id")
    return _of(rows.values_list("starts_at", "version__sha256"))


def remember_standing(tenant: UUID, versions: Sequence[tuple[datetime, str]]) -> None:
    """What was just read of a customer's bindings, the oldest first, need not be asked again in this unit of work."""
    tenancy.remembered(("promises.standing", tenant), lambda: _of(versions))


def _of(versions: Iterable[tuple[datetime, str]]) -> Standing | None:
    found = tuple((to_us(since), sha256) for since, sha256 in versions)
    return _standing(found) if found else None


def standings(tenants: Iterable[UUID]) -> dict[UUID, Standing]:
    """The same for many customers in one query; those bound to nothing are left out."""
    rows = Binding.objects.filter(tenant_id__in=set(tenants)).order_by("tenant_id", "starts_at", "id")
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
