"""Taking back the verdict of a ticket's clock: asked on a page of its own, with the reason that the customer reads."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.promises import queries as promises
from waarborg.promises.actions.waive import waive
from waarborg.promises.forms import WaiveForm
from waarborg.support.actions.locking import locked
from waarborg.support.queries import tickets as reading


@staff_only
@require_http_methods(["GET", "POST"])
def waive_clock(request: HttpRequest, ticket: UUID, promise: str) -> HttpResponse:
    """The question, and its answer. For a service manager."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    found = reading.find(by, ticket)
    permissions.require(by, "promises.clock.waive", tenant=found.tenant_id)
    cards = promises.cards(found.ref, tenant=found.tenant_id, now=at, lang=get_language(), audience="staff")
    card = next((one for one in cards if one.promise == promise), None)
    if card is None:
        raise permissions.NotFound()
    form = WaiveForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_bound and form.is_valid() and card.state not in ("waived", "met"):
        try:
            # The row first: whoever changes the ticket meanwhile projects its clocks after this, not over it.
            waive(
                locked(found).ref,
                by=by,
                at=at,
                tenant=found.tenant_id,
                promise=promise,
                reason=form.cleaned_data["reason"],
            )
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("%(clock)s has been waived.") % {"clock": card.name})
            return redirect("support:desk-ticket", ticket=found.id)
    page = reverse("support:desk-ticket", args=[found.id])
    context = {
        "ticket": found,
        "card": card,
        "form": form,
        "refusal": refusal,
        "back_url": page,
        "crumbs": [{"label": found.shown_number, "url": page}, {"label": _("Waive this term")}],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/waive.html", context, status=status)
