"""The customer's pages about reports."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only
from waarborg.plumbing import clock, permissions
from waarborg.trust.permissions import READ, READ_LOG
from waarborg.trust.queries import reports as reading
from waarborg.trust.queries.logs import is_agreed
from waarborg.trust.views.showing import shown


@contact_only
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """A line a month, the newest first, and the keys that sign."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, READ, tenant=by.tenant)
    months = reading.by_month(reading.listed(by.tenant))
    reads_logs = permissions.may(by, READ_LOG, tenant=by.tenant) and is_agreed(by.tenant, at=clock.now())
    context = {"months": months, "keys": reading.signing_keys(), "reads_logs": reads_logs}
    return render(request, "trust/reports.html", context)


@contact_only
@require_GET
def show_report(request: HttpRequest, report: UUID) -> HttpResponse:
    found = reading.find(request.actor, report)  # type: ignore[attr-defined]
    return render(request, "trust/report.html", shown(found))
