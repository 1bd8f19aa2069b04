"""What a customer is bound to over time, ready to replay. Published versions never change, so memory keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection

from waarborg.catalogue import queries as catalogue
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.database.cursor import as_held
from waarborg.plumbing.tenancy import kept
from waarborg.plumbing.web.pieces import forgotten
from waarborg.promises.models import AgreementVersion
from waarborg.promises.rules.agreement import Agreement, AgreementRefused, Loaded, load
from waarborg.promises.rules.agreement.carry_over import as_agreed
from waarborg.promises.rules.agreement.freeze import thaw
from waarborg.promises.rules.bought import Purchase, Span
from waarborg.promises.rules.compiled import Compiled, compile_agreement
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.standing import Standing, Versions, gaps_between

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


# From when, until when, and the hash of the version.
Rows = Iterable[tuple[datetime, datetime | None, str]]


@forgotten
@lru_cache(maxsize=256)
def _standing(
    versions: tuple[tuple[int, str], ...], gaps: tuple[Span, ...] = (), bought: tuple[Purchase, ...] = ()
) -> Standing:
    return Standing(tuple((since, compiled(sha256)) for since, sha256 in versions), gaps, bought)


def standing(tenant: UUID) -> Standing | None:
    """What binds a customer, or did until its end; None for nothing. One query in a unit of work, and two more where a
    clock of the customer is about what it bought; the versions are read once in a process."""
    found: Standing | None = tenancy.remembered(("promises.standing", tenant), lambda: _read(tenant))
    return found


# By hand, because nearly every page asks it.
READ = """
SELECT b.tenant_id, b.starts_at, b.ends_at, v.sha256
FROM promises_binding b JOIN promises_agreement_version v ON v.id = b.version_id
WHERE b.tenant_id = ANY(%s::uuid[]) ORDER BY b.tenant_id, b.starts_at, b.id
"""

# The same of one customer, %(tenant)s, as one value of a statement that asks for more; `remember_told` takes it.
TOLD = """(
SELECT json_agg(json_build_array(b.starts_at, b.ends_at, v.sha256) ORDER BY b.starts_at, b.id)
FROM promises_binding b JOIN promises_agreement_version v ON v.id = b.version_id WHERE b.tenant_id = %(tenant)s)"""


def _bindings(tenants: Iterable[UUID]) -> dict[UUID, list[tuple[datetime, datetime | None, str]]]:
    tenancy.current()
    found: dict[UUID, list[tuple[datetime, datetime | None, str]]] = {}
    with connection.cursor() as cursor:
        as_held(cursor).execute(READ, [kept.as_list(tenants)])
        for tenant, *row in cursor.fetchall():
            found.setdefault(tenant, []).append(tuple(row))
    return found


def _read(tenant: UUID) -> Standing | None:
    return _of(_bindings([tenant]).get(tenant, ()), tenant)


def remember_standing(tenant: UUID, rows: Sequence[tuple[datetime, datetime | None, str]]) -> None:
    """What was just read of a customer's bindings, the oldest first, need not be asked again in this unit of work."""
    tenancy.remembered(("promises.standing", tenant), lambda: _of(rows, tenant))


def remember_told(tenant: UUID, told: Sequence[tuple[str, str | None, str]]) -> None:
    """As `remember_standing`, of what `TOLD` gave."""
    tenancy.remembered(("promises.standing", tenant), lambda: of_told(tenant, told))


def of_told(tenant: UUID, told: Sequence[tuple[str, str | None, str]]) -> Standing | None:
    """What binds a customer by what `TOLD` gave; None for nothing. As many queries as `standing` but for its first."""
    when = datetime.fromisoformat
    return _of([(when(since), when(until) if until else None, sha) for since, until, sha in told], tenant)


def _of(rows: Rows, tenant: UUID) -> Standing | None:
    listed = list(rows)
    if not listed:
        return None
    return _with_bought({tenant: listed})[tenant]


def _with_bought(found: Mapping[UUID, Sequence[tuple[datetime, datetime | None, str]]]) -> dict[UUID, Standing]:
    bound = {tenant: _by_rows(tuple(rows)) for tenant, rows in found.items()}
    asking = [tenant for tenant, one in bound.items() if one.asks_what_is_bought]
    if asking:
        bought = purchases_of(asking)
        bound |= {tenant: _standing(*_key(found[tenant]), bought.get(tenant, ())) for tenant in asking}
    return bound


# A queue asks of fifty customers at each look what binds them, and the rows are what they were.
@forgotten
@lru_cache(maxsize=4096)
def _by_rows(rows: tuple[tuple[datetime, datetime | None, str], ...]) -> Standing:
    """Before anything is known of what was bought."""
    return _standing(*_key(rows))


def _key(
    rows: Sequence[tuple[datetime, datetime | None, str]],
) -> tuple[tuple[tuple[int, str], ...], tuple[Span, ...]]:
    ends = [(to_us(since), None if until is None else to_us(until)) for since, until, _ in rows]
    return tuple((to_us(since), sha256) for since, _, sha256 in rows), gaps_between(ends)


def purchases_of(tenants: Iterable[UUID]) -> dict[UUID, tuple[Purchase, ...]]:
    """What customers bought, by item and first day. Two queries."""
    found = catalogue.purchases_with_words(tenants)
    return {tenant: tuple(Purchase(*one) for one in listed) for tenant, listed in found.items()}


def standings(tenants: Iterable[UUID]) -> dict[UUID, Standing]:
    """The same for many customers in one query, or three, none for nobody; those bound to nothing are left out."""
    wanted = set(tenants)
    return _with_bought(_bindings(wanted)) if wanted else {}


def require(tenant: UUID) -> Standing:
    """Raises NotBound."""
    found = standing(tenant)
    if found is None:
        raise NotBound()
    return found
