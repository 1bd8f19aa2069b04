"""The reports of customers, for staff."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock, permissions
from waarborg.trust.actions.make_report import make
from waarborg.trust.permissions import MAKE, READ
from waarborg.trust.queries import reports as reading
from waarborg.trust.queries.customers import customer_of, newest_by_customer
from waarborg.trust.rules.months import month_before
from waarborg.trust.views.showing import shown

PAGE = 50


@staff_only
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The newest report of each customer, by name, fifty at a time."""
    permissions.require(request.actor, READ)  # type: ignore[attr-defined]
    after, text = request.GET.get("after", "")[:200], request.GET.get("q", "")[:200]
    lines = newest_by_customer(after=after, text=text, limit=PAGE + 1)
    cursor = lines[PAGE - 1].cursor if len(lines) > PAGE else None
    return render(request, "trust/desk_reports.html", {"lines": lines[:PAGE], "cursor": cursor, "text": text})


@staff_only
@require_http_methods(["GET", "POST"])
def customer_reports(request: HttpRequest, customer: UUID) -> HttpResponse:
    """A customer's reports; by POST the report of a month is made, or made again."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, READ)
    found = customer_of(customer)
    if request.method == "POST":
        made = make(customer, request.POST.get("month", "")[:7], by=by, at=at)
        return redirect("trust:desk-report", report=made.id)
    this = f"{at:%Y-%m}"
    return render(
        request,
        "trust/desk_customer_reports.html",
        {
            "customer": found,
            "months": reading.by_month(reading.listed(customer)),
            "may_make": permissions.may(by, MAKE),
            "choices": [month_before(this), this],
            "crumbs": [{"label": _("Reports"), "url": request.path.rpartition("customers/")[0]}, {"label": found.name}],
        },
    )


@staff_only
@require_GET
def show_report(request: HttpRequest, report: UUID) -> HttpResponse:
    found = reading.find(request.actor, report)  # type: ignore[attr-defined]
    return render(request, "trust/desk_report.html", shown(found))
