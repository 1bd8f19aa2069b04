"""The desk's page of checks: what agreements say there is, whether it was there the last time, and what to do."""

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.wording import tongue
from waarborg.promises.actions.check_facts import ask_to_look
from waarborg.promises.permissions import SEE_CHECKS
from waarborg.promises.queries.checks import rows


@staff_only
@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """By POST they are carried out, by a job."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_CHECKS)
    if request.method == "POST":
        ask_to_look(by=by, at=at)
        success(request, _("The checks are being carried out. Look at this page again in a minute."))
        return redirect("promises:desk-checks")
    return render(request, "promises/checks.html", {"rows": rows(at=at, lang=tongue(get_language()))})
