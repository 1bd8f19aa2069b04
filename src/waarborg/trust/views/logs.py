"""Access logs delivered each month: the customer's own to download, and at the desk whom they are owed to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only, staff_only
from waarborg.plumbing import clock, permissions
from waarborg.trust.permissions import READ_LOG
from waarborg.trust.queries import logs as reading


@contact_only
@require_GET
def ours(request: HttpRequest) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, READ_LOG, tenant=by.tenant)
    context = {
        "logs": reading.delivered(by.tenant),
        "is_agreed": reading.is_agreed(by.tenant, at=clock.now()),
    }
    return render(request, "trust/logs.html", context)


@staff_only
@require_GET
def of_all(request: HttpRequest) -> HttpResponse:
    permissions.require(request.actor, READ_LOG)  # type: ignore[attr-defined]
    return render(request, "trust/desk_logs.html", {"lines": reading.owed(at=clock.now())})
