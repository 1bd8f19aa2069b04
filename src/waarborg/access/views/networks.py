"""From which networks people come in: an owner's page in the portal, the provider's own at the desk, and the way back
in for a customer that locked itself out."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waarborg.access import forms
from waarborg.access.actions.set_networks import lift_networks, set_networks
from waarborg.access.forms import refuse
from waarborg.access.guard import contact_only, staff_only
from waarborg.access.permissions import LIFT_NETWORKS, SET_NETWORKS
from waarborg.access.queries.networks import rules_of, shown
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.views.security_pages import pages_of
from waarborg.customers import queries
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.web.wording import tongue


@contact_only
def portal(request: HttpRequest) -> HttpResponse:
    """An organisation's own."""
    return _page(request, "portal.html")


@staff_only
def desk(request: HttpRequest) -> HttpResponse:
    """The provider's own."""
    return _page(request, "desk.html")


def _page(request: HttpRequest, shell: str) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, SET_NETWORKS, tenant=actor.tenant)
    held, address, status = rules_of(actor.tenant), visitor_address(request), 200
    form = forms.NetworksForm(
        request.POST if request.method == "POST" else None,
        initial={"allow": held.allow_text, "deny": held.deny_text},
    )
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                set_networks(actor.tenant, **form.cleaned_data, address=address, by=actor, at=clock.now())
            except Refusal as refusal:
                refuse(form, refusal, tongue(translation.get_language()))
                status = refusal.status
            else:
                success(request, _("This holds from the next click of everybody, and for your programs too."))
                return HttpResponseRedirect(request.path)
    context = {
        "page_title": _("Networks"),
        "shell": shell,
        "form": form,
        "address": shown(address),
        "held": held,
        "pages": pages_of(request),
    }
    return render(request, "access/networks.html", context, status=status)


@staff_only
def of_customer(request: HttpRequest, customer: UUID) -> HttpResponse:
    """A customer's rules as staff see them, and lifting them for who was locked out."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, LIFT_NETWORKS)
    found = queries.organisation(customer)
    if found.kind != "customer":
        raise NotFound()
    access_log.read(by=actor, tenant=found.id, what=found.ref, why=gettext_noop("network rules"), at=clock.now())
    if request.method == "POST":
        lift_networks(found.id, by=actor, at=clock.now())
        success(request, _("The network rules of %(name)s have been lifted.") % {"name": found.name})
        return HttpResponseRedirect(request.path)
    context = {"page_title": _("Networks of %(name)s") % {"name": found.name}, "found": found}
    return render(request, "access/customer_networks.html", context | {"held": rules_of(found.id)})
