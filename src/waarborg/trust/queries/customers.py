"""Customers as the desk's pages about reports list them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from waarborg.customers.models import Organisation
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import kept
from waarborg.trust.models import Report


@dataclass(frozen=True, slots=True)
class Line:
    """A customer with its newest report, if there is one."""

    customer: UUID
    name: str
    report: Report | None
    cursor: str


def newest_by_customer(*, after: str = "", text: str = "", limit: int) -> list[Line]:
    """By name. Two queries; `after` is the cursor of the last line before."""
    if after or text:
        found = list(_narrowed(_by_name(), after, text)[:limit])
    else:
        found = kept.rows(f"trust.first {limit}", lambda: _by_name()[:limit])
    reports: list[Report] = kept.rows("trust.newest", _newest, kept.as_list(row[0] for row in found))
    newest = {one.tenant_id: one for one in reports}
    return [Line(row[0], row[1], newest.get(row[0]), f"{row[2]}|{row[0]}") for row in found]


def _by_name() -> QuerySet[Organisation, tuple[UUID, str, str]]:
    rows = Organisation.objects.filter(kind="customer").annotate(lower=Lower("name")).order_by("lower", "id")
    return rows.values_list("id", "name", "lower")  # type: ignore[no-any-return]


def _newest(customers: str) -> QuerySet[Report]:
    """Of each customer the newest report."""
    rows = Report.objects.filter(tenant_id__in=kept.among(customers)).defer("payload", "signature", "subjects")
    return rows.order_by("tenant_id", "-month", "-version").distinct("tenant_id")  # type: ignore[no-any-return]


def _narrowed(
    rows: QuerySet[Organisation, tuple[UUID, str, str]], after: str, text: str
) -> QuerySet[Organisation, tuple[UUID, str, str]]:
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(slug__icontains=text))
    if after:
        name, _, identifier = after.rpartition("|")
        last = _uuid(identifier)
        rows = rows.filter(Q(lower__gt=name) | Q(lower=name, id__gt=last))
    return rows


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def customer_of(customer: UUID) -> Organisation:
    """Raises NotFound."""
    found: Organisation | None = Organisation.objects.filter(id=customer, kind="customer").first()
    if found is None:
        raise NotFound()
    return found


def customer_called(text: str) -> Organisation:
    """By identifier or slug. Raises NotFound."""
    by_id = Q(id=_uuid(text)) if _uuid(text).int else Q(slug=text)
    found: Organisation | None = Organisation.objects.filter(by_id, kind="customer").first()
    if found is None:
        raise NotFound()
    return found
