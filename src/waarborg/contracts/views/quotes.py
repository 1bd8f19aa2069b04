"""A proposal: read by both sides, answered by the customer."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import contact_only, staff_only
from waarborg.contracts.actions.quotes import accept, decline
from waarborg.contracts.forms import DeclineForm
from waarborg.contracts.models import Quote
from waarborg.contracts.permissions import ANSWER_QUOTE
from waarborg.contracts.queries.quotes import find
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, links, permissions
from waarborg.plumbing.journal import Ref


@contact_only
@require_http_methods(["GET", "POST"])
def ours(request: HttpRequest, quote: UUID) -> HttpResponse:
    """By POST, `do` is accept or decline."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    found, refusal = find(quote, by=by), None
    do = request.POST.get("do", "")
    form = DeclineForm(request.POST if do == "decline" else None)
    if request.method == "POST" and (do == "accept" or form.is_valid()):
        try:
            if do == "accept":
                accept(found, by=by, at=at)
            else:
                decline(found, by=by, at=at, reason=form.cleaned_data["reason"])
        except Refusal as refused:
            refusal = refused
        else:
            said = _("You accepted the proposal: we begin.") if do == "accept" else _("You declined the proposal.")
            success(request, said)
            return redirect("contracts:quote", quote=found.id)
    context = {
        "quote": find(quote, by=by),
        "url": links.url_for(Ref(found.source_kind, found.source_id), portal=True),
        "form": form,
        "refusal": refusal,
        "may_answer": found.state == Quote.State.OPEN and permissions.may(by, ANSWER_QUOTE, tenant=found.tenant_id),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "contracts/quote.html", context, status=status)


@staff_only
@require_GET
def one(request: HttpRequest, quote: UUID) -> HttpResponse:
    found = find(quote, by=request.actor)  # type: ignore[attr-defined]
    customer = Organisation.objects.filter(id=found.tenant_id).first()
    url = links.url_for(Ref(found.source_kind, found.source_id))
    return render(request, "contracts/desk_quote.html", {"quote": found, "customer": customer, "url": url})
