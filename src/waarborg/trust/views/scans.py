"""Scans for vulnerabilities at the desk: what is open by when it is due, and closing it."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date, tongue
from waarborg.trust.actions.record_scan import close_finding
from waarborg.trust.permissions import REPORT_SCAN, SEE_SCANS
from waarborg.trust.queries import scans as reading
from waarborg.trust.rules.scanning import SEVERITIES


@staff_only
@require_http_methods(["GET", "POST"])
def scans(request: HttpRequest) -> HttpResponse:
    """By POST the finding that `finding` names is closed, by what `evidence` says."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    require(by, SEE_SCANS)
    at, refusal = clock.now(), None
    if request.method == "POST":
        try:
            close_finding(_uuid(request.POST.get("finding", "")), request.POST.get("evidence", ""), by=by, at=at)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("The finding is closed, with what shows it."))
            return redirect("trust:scans")
    context = {
        "open": reading.open_findings(today=local_date(at, zone_of())),
        "closed": reading.closed_findings(),
        "scans": reading.scans(),
        "severities": SEVERITIES,
        "may_close": may(by, REPORT_SCAN),
        "refusal": refusal,
        "lang": tongue(get_language()),
    }
    return render(request, "trust/scans.html", context, status=refusal.status if refusal else 200)


def _uuid(text: str) -> UUID:
    """Raises NotFound."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound() from None
