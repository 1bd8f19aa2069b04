"""Binding customers to a version, now or from a later instant on."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises.actions.bring_in import bring_in
from waarborg.promises.actions.end_amendment import end_amendment
from waarborg.promises.actions.withdraw_binding import withdraw_binding
from waarborg.promises.forms import BindForm, EndForm
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries import compiled
from waarborg.promises.queries import versions as reading
from waarborg.promises.queries.scope import unsupplied_in


@staff_only
@require_http_methods(["GET", "POST"])
def bind_customers(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    """Choose customers and an instant. All of them are bound, or none."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.bind")
    chosen = reading.find(agreement, version)
    search = " ".join(request.GET.get("q", "").split())[:100]
    found = reading.candidates(chosen, search=search, limit=reading.PAGE + 1)
    shown = found[: reading.PAGE]
    zone = compiled(chosen.sha256).agreement.timezone
    form = BindForm(
        request.POST if request.method == "POST" else None,
        customers=[(str(one.organisation.id), one.organisation.name) for one in shown],
        zone=zone,
        schemes=reading.bought(compiled(chosen.sha256).agreement, wording.tongue(get_language())),
        initial={"customers": request.GET.getlist("customer")},
    )
    refusal = None
    if form.is_bound and form.is_valid():
        refusal = _bind_all(request, chosen, form)
        if refusal is None:
            return redirect("promises:desk-version", agreement=agreement, version=version)
    context: dict[str, Any] = {
        "version": chosen,
        "form": form,
        "lines": shown,
        "more": len(found) > len(shown),
        "most": reading.PAGE,
        "search": search,
        "zone": zone,
        "refusal": refusal,
        "unsupplied": unsupplied_in(chosen.sha256, wording.tongue(get_language())),
        "crumbs": [
            {"label": _("Agreements"), "url": reverse("promises:desk-agreements")},
            {"label": str(chosen), "url": reverse("promises:desk-version", args=[agreement, version])},
            {"label": _("Bind customers")},
        ],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "promises/bind.html", context, status=status)


@staff_only
@require_POST
def withdraw(request: HttpRequest, binding: UUID) -> HttpResponse:
    """Take back a binding that has not begun, and go back to its version."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.bind")
    held = Binding.objects.select_related("version").filter(id=binding).first()
    if held is None:
        raise permissions.NotFound()
    customer, version = Organisation.objects.get(id=held.tenant_id).name, held.version
    withdraw_binding(binding, by=by, at=clock.now())
    success(request, _("%(version)s no longer awaits %(customer)s.") % {"version": version, "customer": customer})
    return redirect("promises:desk-version", agreement=version.agreement, version=version.version)


@staff_only
@require_http_methods(["GET", "POST"])
def end_early(request: HttpRequest, binding: UUID) -> HttpResponse:
    """End what was agreed with one customer before its last day."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.bind")
    held = Binding.objects.select_related("version").filter(id=binding).first()
    if held is None or held.version.amends_id is None:
        raise permissions.NotFound()
    form, refusal = EndForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        try:
            after = end_amendment(held.id, form.cleaned_data["last"], form.cleaned_data["why"], by=by, at=clock.now())
        except Refusal as problem:
            refusal = problem
        else:
            said = {
                "version": held.version,
                "day": wording.day(form.cleaned_data["last"], wording.tongue(get_language()), year=True),
            }
            success(request, _("%(version)s ends with %(day)s. The customer is mailed.") % said)
            return redirect("promises:desk-version", after.version.agreement, after.version.version)
    version = held.version
    context: dict[str, Any] = {
        "form": form,
        "refusal": refusal,
        "held": held,
        "version": version,
        "customer": Organisation.objects.get(id=held.tenant_id),
        "zone": compiled(version.sha256).agreement.timezone,
        "crumbs": [
            {"label": _("Agreements"), "url": reverse("promises:desk-agreements")},
            {"label": str(version), "url": reverse("promises:desk-version", args=[version.agreement, version.version])},
            {"label": _("End early")},
        ],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "promises/end_early.html", context, status=status)


def _bind_all(request: HttpRequest, version: AgreementVersion, form: BindForm) -> Refusal | None:
    """The refusal that kept everybody from being bound, or None."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    effective, tenants = form.effective(), form.tenants()
    try:
        bring_in(version, tenants, by=by, at=at, effective=effective, words=form.words())
    except Refusal as refusal:
        return refusal
    said = ngettext("%(n)s customer has been bound.", "%(n)s customers have been bound.", len(tenants))
    success(request, said % {"n": len(tenants)})
    return None
