"""What staff do about versions that were announced: tell again, take back, decide on objections."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.promises.actions.announce import came_back, tell_again, withdraw_announcement
from waarborg.promises.actions.objections import decide
from waarborg.promises.forms import DecisionForm
from waarborg.promises.queries import announcements as reading
from waarborg.promises.queries import compiled

ACTS = {"again": tell_again, "back": came_back, "withdraw": withdraw_announcement}


@staff_only
@require_http_methods(["GET", "POST"])
def announced(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """By POST, `do` is again, back or withdraw; then the page of the version, where the announcements stand."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.bind")
    held = reading.find(announcement)
    act = ACTS.get(request.POST.get("do", ""))
    if request.method == "POST" and act is not None:
        act(held.id, by=by, at=clock.now())
        success(request, _said(request.POST["do"]))
    return redirect("promises:desk-version", held.version.agreement, held.version.version)


def _said(do: str) -> str:
    said = {
        "again": _("The customer is mailed again."),
        "back": _("Noted: the delivery is not certain any more."),
        "withdraw": _("The announcement has been withdrawn."),
    }
    return said[do]


@staff_only
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, objection: UUID) -> HttpResponse:
    """One objection, with what the customer wrote; by POST the decision."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read")
    found = reading.objection(objection)
    may_decide = permissions.may(by, "promises.objection.decide")
    if request.method == "POST":
        permissions.require(by, "promises.objection.decide")
    form = DecisionForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            decide(found.id, form.cleaned_data["decision"], form.cleaned_data["answer"], by=by, at=clock.now())
        except Refusal as problem:
            refusal = problem
        else:
            success(request, _("The decision has been recorded, and the customer is mailed."))
            return redirect("promises:desk-objection", objection=found.id)
    held = found.announcement
    version = held.version
    context: dict[str, Any] = {
        "objection": found,
        "held": held,
        "version": version,
        "customer": Organisation.objects.get(tenant_id=found.tenant_id),
        "may_decide": may_decide and found.decided_at is None,
        "form": form,
        "refusal": refusal,
        "zone": compiled(version.sha256).agreement.timezone,
        "crumbs": [
            {"label": _("Agreements"), "url": reverse("promises:desk-agreements")},
            {"label": str(version), "url": reverse("promises:desk-version", args=[version.agreement, version.version])},
            {"label": _("Objection")},
        ],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "promises/objection.html", context, status=status)
