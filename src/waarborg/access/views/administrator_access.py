"""Access of our administrators to one customer's data, at the desk: opened for one of four purposes, seen, closed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from waarborg.access.actions.administrator_access import close_access, open_access
from waarborg.access.forms import refuse
from waarborg.access.grant_forms import AdministratorForm
from waarborg.access.guard import staff_only
from waarborg.access.permissions import OPEN_AS_ADMINISTRATOR, SEE_ADMINISTRATORS
from waarborg.access.queries.support_grants import SHOWN, administrators
from waarborg.access.rules.administrator_access import window
from waarborg.access.views.support_access import shown
from waarborg.customers import queries as customers
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import tongue


@staff_only
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, customer: UUID) -> HttpResponse:
    """What is open, planned and was; by POST it opens, or closes the one whose number `close` holds."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, SEE_ADMINISTRATORS)
    found, at, lang = customers.organisation(customer), clock.now(), tongue(translation.get_language())
    if found.kind != "customer":
        raise NotFound()
    access_log.read(by=by, tenant=found.id, what=found.ref, why=gettext_noop("access of administrators"), at=at)
    if "close" in request.POST:
        close_access(_uuid(request.POST["close"]), by=by, at=at)
        success(request, _("The access has been closed."))
        return HttpResponseRedirect(request.path)
    form, status = AdministratorForm(request.POST if request.method == "POST" else None, lang=lang), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                open_access(found.id, **_given(form, at), by=by, at=at)
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
            else:
                success(request, _("The access stands; the customer sees it."))
                return HttpResponseRedirect(request.path)
    rows = shown(list(administrators().filter(tenant_id=found.id).order_by("-starts_at", "-id")[:SHOWN]), portal=False)
    context = {
        "page_title": _("Administrators' access to %(name)s") % {"name": found.name},
        "shown": found,
        "form": form,
        "open": [one for one in rows if one.live or one.is_planned],
        "past": [one for one in rows if not one.live and not one.is_planned],
        "mine": by.person,
        "may_open": may(by, OPEN_AS_ADMINISTRATOR),
        "crumbs": [
            {"label": _("Customers"), "url": reverse("access:customers")},
            {"label": found.name, "url": reverse("access:customer", args=[found.id])},
            {"label": _("Administrators' access")},
        ],
    }
    return render(request, "access/administrator_access.html", context, status=status)


def _given(form: AdministratorForm, at: datetime) -> dict[str, Any]:
    filled, zone = form.cleaned_data, zone_of()
    ends = timezone.make_naive(filled["ends"])
    begins, until = window(timezone.make_naive(filled["begins"] or at), ends, zone)
    return {"purpose": filled["purpose"], "begins": begins if filled["begins"] else at, "ends": until}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound() from None
