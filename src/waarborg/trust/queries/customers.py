"""Customers as the desk's pages about reports list them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower

from waarborg.customers.models import Organisation
from waarborg.plumbing.permissions import NotFound
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
    rows = Organisation.objects.filter(kind="customer").annotate(lower=Lower("name")).order_by("lower", "id")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(slug__icontains=text))
    if after:
        name, _, identifier = after.rpartition("|")
        last = _uuid(identifier)
        rows = rows.filter(Q(lower__gt=name) | Q(lower=name, id__gt=last))
    found = list(rows.values_list("id", "name", "lower")[:limit])
    reports = Report.objects.filter(tenant_id__in=[row[0] for row in found]).defer("payload", "signature", "subjects")
    newest = {one.tenant_id: one for one in reports.order_by("tenant_id", "month", "version")}
    return [Line(row[0], row[1], newest.get(row[0]), f"{row[2]}|{row[0]}") for row in found]


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
