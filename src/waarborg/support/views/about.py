"""What a ticket is about, said by staff: a page of its own, so that the ticket's page need not ask what was bought."""

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
from waarborg.support.actions.about import say_about
from waarborg.support.forms import AboutForm
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.about import about_choices


@staff_only
@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Choose among what the customer had when the ticket was reported."""
    by, lang = request.actor, get_language()
    permissions.require(by, "support.ticket.say-about")
    found = reading.find(by, ticket)
    choices = about_choices(found.tenant_id, at=found.reported_at, lang=lang)
    form = AboutForm(request.POST or None, choices=choices, initial={"about": str(found.about_id or "")})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            say_about(found, form.cleaned_data["about"], by=by, at=clock.now())
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("It is noted; the clocks are computed anew."))
            return redirect("support:desk-ticket", ticket=found.id)
    context = {
        "ticket": found,
        "form": form,
        "choices": choices,
        "refusal": refusal,
        "crumbs": [
            {"label": found.shown_number, "url": reverse("support:desk-ticket", args=[found.id])},
            {"label": _("What it is about")},
        ],
    }
    return render(
        request, "support/about.html", context, status=refusal.status if refusal else 422 if form.errors else 200
    )
