"""Making a proposal: for a ticket whose topic asks for one, or after a talk about the use of support."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.contracts.actions.quotes import Offered, issue
from waarborg.contracts.forms import QuoteForm
from waarborg.contracts.permissions import ISSUE_QUOTE
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.journal import Ref
from waarborg.support.models import UseSignal
from waarborg.support.queries import tickets as reading
from waarborg.support.rules.topics.places import SCHEME

# Under what it is charged what a customer asks on top of fair use.
FAIR_USE = "fair-use"


@staff_only
@require_http_methods(["GET", "POST"])
def for_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Before the work begins (CL-11)."""
    permissions.require(request.actor, ISSUE_QUOTE)  # type: ignore[attr-defined]
    found = reading.find(request.actor, ticket)  # type: ignore[attr-defined]
    words = {SCHEME: found.topic} if found.topic else {}
    return _propose(
        request, found.tenant_id, found.ref, f"{found.shown_number} {found.subject}", words,
        back=reverse("support:desk-topic" if found.topic else "support:desk-ticket", args=[found.id]),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def for_signal(request: HttpRequest, signal: UUID) -> HttpResponse:
    """What came of the talk about the use of support (CL-05)."""
    permissions.require(request.actor, ISSUE_QUOTE)  # type: ignore[attr-defined]
    found = UseSignal.objects.filter(id=signal).first()
    if found is None:
        raise permissions.NotFound()
    back = reverse("support:customer-use", args=[found.tenant_id])
    return _propose(request, found.tenant_id, found.ref, _("Use of support"), {}, back=back)


def _propose(
    request: HttpRequest, tenant: UUID, source: Ref, label: str, words: Mapping[str, str], *, back: str
) -> HttpResponse:
    form, refusal = QuoteForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        filled: dict[str, Any] = form.cleaned_data
        offered = Offered(filled["what"], filled["text"], FAIR_USE, filled["amount"], words=words)
        by = request.actor  # type: ignore[attr-defined]
        try:
            made = issue(tenant, offered, source=source, label=label, by=by, at=clock.now())
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("Proposed; the customer gets a mail."))
            return redirect("contracts:desk-quote", quote=made.id)
    crumbs = [{"label": label, "url": back}, {"label": _("Proposal")}]
    context = {"form": form, "refusal": refusal, "act_heading": _("Proposal"), "crumbs": crumbs}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/list_form.html", context, status=status)
