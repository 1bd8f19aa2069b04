"""Evidence reports for programs: the list, and the file as it was signed."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from waarborg.plumbing import permissions
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.operations import by_of, reads
from waarborg.trust.models import Report
from waarborg.trust.permissions import READ
from waarborg.trust.queries import reports as reading

router = Router(tags=["reports"])


class ReportOut(Schema):
    """One version of the report of one month. `complete` is false while the month still runs."""

    id: UUID
    number: str
    customer: UUID
    month: str
    version: int
    complete: bool
    made_at: datetime
    sha256: str
    key: str


class Reports(Schema):
    items: list[ReportOut]
    next: str | None


def told(report: Report) -> ReportOut:
    row = {name: getattr(report, name) for name in ReportOut.model_fields if hasattr(report, name)}
    return ReportOut(**{**row, "customer": report.tenant_id, "key": report.fingerprint})


@router.get("/reports", **reads("reports:read", "reports_list", Reports))
def list_reports(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    customer: Annotated[UUID | None, Query(description="Staff only: of one customer.")] = None,
) -> Reports:
    """Reports, the one made last first: of all customers for staff, of the own organisation for others."""
    by = by_of(request)
    permissions.require(by, READ)
    rows = Report.objects.defer("payload", "signature", "subjects")
    rows = rows if by.is_staff else rows.filter(tenant_id=by.tenant)
    rows = rows.filter(tenant_id=customer) if customer else rows
    place = pages.after(cursor, pages.identifier)
    rows = rows.filter(id__lt=place[0]) if place else rows
    # Identifiers are made in the order of time (UUID version 7).
    shown, later = pages.cut(list(rows.order_by("-id")[: limit + 1]), limit, lambda one: (one.id,))
    return Reports(items=[told(one) for one in shown], next=later)


@router.get("/reports/{uuid:report}", **reads("reports:read", "reports_read", ReportOut))
def read_report(request: HttpRequest, report: UUID) -> ReportOut:
    """About one report."""
    return told(reading.find(by_of(request), report))


@router.get("/reports/{uuid:report}/signed", **reads("reports:read", "reports_signed", "application/json"))
def read_signed(request: HttpRequest, report: UUID) -> HttpResponse:
    """The signed report, byte for byte as the pages give it: `waarborg verify` checks it."""
    found = reading.find(by_of(request), report)
    return HttpResponse(found.envelope, content_type="application/json")
