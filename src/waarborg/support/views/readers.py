"""Who reads along with a ticket: a page of its own on either face."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only, staff_only
from waarborg.customers.models import Person
from waarborg.customers.queries import person
from waarborg.plumbing import clock, permissions
from waarborg.support.actions.follow import share, unshare
from waarborg.support.forms import ReaderForm
from waarborg.support.models import Follower, Ticket
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.people import askers


@contact_only
@require_http_methods(["GET", "POST"])
def readers(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The customer's: an authorised contact adds colleagues; whoever reads along can stop."""
    return _page(request, reading.find(request.actor, ticket), "portal")


@staff_only
@require_http_methods(["GET", "POST"])
def desk_readers(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Staff do the same for the customer who asks for it."""
    permissions.require(request.actor, "support.ticket.share")
    return _page(request, reading.find(request.actor, ticket), "desk")


def _page(request: HttpRequest, ticket: Ticket, face: str) -> HttpResponse:
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    may_share = permissions.may(by, "support.ticket.share", tenant=ticket.tenant_id)
    held = list(Follower.objects.filter(ticket=ticket, side="customer").order_by("name"))
    form = ReaderForm(request.POST or None, people=_others(ticket, held, at=at) if may_share else [])
    page = "support:ticket" if face == "portal" else "support:desk-ticket"
    here = "support:readers" if face == "portal" else "support:desk-readers"
    if request.method == "POST" and "off" in request.POST:
        gone = next((one for one in held if str(one.person_id) == request.POST["off"]), None)
        if gone is None:
            raise permissions.NotFound()
        unshare(ticket, person(gone.person_id, tenant=ticket.tenant_id), by=by, at=at)
        still = reading.visible(by).filter(id=ticket.id).exists()
        return redirect(here, ticket=ticket.id) if still else redirect("support:tickets")
    if request.method == "POST":
        permissions.require(by, "support.ticket.share", tenant=ticket.tenant_id)
        if form.is_valid():
            made = share(ticket, person(form.cleaned_data["person"], tenant=ticket.tenant_id), by=by, at=at)
            success(request, _("%(name)s reads along from now on.") % {"name": made.name})
            return redirect(here, ticket=ticket.id)
    context: dict[str, Any] = {
        "ticket": ticket,
        "held": held,
        "form": form,
        "may_share": may_share,
        "crumbs": [
            {"label": ticket.shown_number, "url": reverse(page, args=[ticket.id])},
            {"label": _("Who reads along")},
        ],
    }
    return render(request, f"support/{face}_readers.html", context, status=422 if form.errors else 200)


def _others(ticket: Ticket, held: list[Follower], *, at: object) -> list[Person]:
    """Active people of the customer who do not read it yet: its authorised contacts do by themselves."""
    already = {ticket.reporter_id, *(one.person_id for one in held)}
    already |= {one.id for one in askers(ticket.tenant_id, at=at)}  # type: ignore[arg-type]
    rows = Person.objects.filter(tenant_id=ticket.tenant_id, active=True).exclude(id__in=already)
    return list(rows.order_by("name", "id"))
