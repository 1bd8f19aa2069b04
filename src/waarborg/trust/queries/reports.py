"""The reports that a reader may see, in the scope under way."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, Func, JSONField, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast

from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import kept
from waarborg.trust.models import Report, SigningKey
from waarborg.trust.permissions import READ


def reports(*, tenant: UUID) -> QuerySet[Report]:
    """The reports of a customer, the newest month first, without their payloads."""
    rows: QuerySet[Report] = Report.objects.filter(tenant_id=tenant).defer("payload", "signature", "subjects")
    return rows.order_by("-month", "-version")


def listed(tenant: UUID) -> list[Report]:
    """The same as a list, for the pages. One query."""
    return kept.rows("trust.reports", lambda one: reports(tenant=one), tenant)


def by_month(rows: Iterable[Report]) -> list[tuple[Report, list[Report]]]:
    """The newest report of each month, with the older versions that it replaced."""
    months: dict[str, list[Report]] = {}
    for row in rows:
        months.setdefault(row.month, []).append(row)
    return [(versions[0], versions[1:]) for versions in months.values()]


def newest(*, tenant: UUID, month: str) -> Report | None:
    found: Report | None = Report.objects.filter(tenant_id=tenant, month=month).order_by("-version").first()
    return found


def newest_before(*, tenant: UUID, month: str) -> Report | None:
    """The newest version of the nearest month before."""
    earlier = Report.objects.filter(tenant_id=tenant, month__lt=month).defer("payload")
    found: Report | None = earlier.order_by("-month", "-version").first()
    return found


def find(by: Actor, report: UUID) -> Report:
    """Raises NotFound for what does not exist or belongs to somebody else, NotAllowed."""
    row: Report | None = Report.objects.filter(id=report).first()
    if row is None:
        raise NotFound()
    permissions.require(by, READ, tenant=row.tenant_id)
    return row


def about(subject: UUID, *, tenant: UUID) -> list[Report]:
    """The reports, newest version of each month, in which a subject stands as evidence; the newest month first."""
    return kept.rows("trust.about", _about, tenant, str(subject))


def _about(tenant: UUID, subject: str) -> QuerySet[Report]:
    later = Report.objects.filter(tenant_id=OuterRef("tenant_id"), month=OuterRef("month"))
    holds = Func(Cast(Value(subject), TextField()), function="jsonb_build_array", output_field=JSONField())
    rows = reports(tenant=tenant).filter(subjects__contains=holds)
    return rows.exclude(Exists(later.filter(version__gt=OuterRef("version"))))


def labels(found: list[UUID]) -> dict[UUID, str]:
    """Number and month of those that the scope may see, for links from elsewhere. One query."""
    rows = Report.objects.filter(id__in=found).only("id", "month", "serial", "version")
    return {row.id: row.number for row in rows}


def payload_of(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(report.payload))
    return found


def signing_keys() -> list[SigningKey]:
    """Every key that ever signed, the one that signs now first."""
    return kept.rows("trust.signing-keys", lambda: SigningKey.objects.order_by("-made_at", "-id"))


def touched_since(tenant: UUID, *, after_month: str) -> list[str]:
    """The months, `after_month` and later, about whose evidence something happened since their newest report was made.

    Their reports may have to be restated; making one again that says the same changes nothing.
    """
    rows = Report.objects.raw(TOUCHED, [tenant, after_month])
    return [row.month for row in rows]


TOUCHED = """
SELECT DISTINCT ON (r.month) r.id, r.month FROM trust_report r
WHERE r.tenant_id = %s AND r.month >= %s AND r.complete
  AND r.version = (SELECT max(v.version) FROM trust_report v WHERE v.tenant_id = r.tenant_id AND v.month = r.month)
  AND EXISTS (SELECT 1 FROM journal_entry e WHERE e.tenant_id = r.tenant_id AND e.sequence > r.seen
              AND (e.subject_id = ANY(SELECT s::uuid FROM jsonb_array_elements_text(r.subjects) s)
                   OR e.kind = 'promises.figure.recorded' AND e.properties->>'over' <> 'now'
                      AND e.properties->>'last' = r.month))
ORDER BY r.month
"""
