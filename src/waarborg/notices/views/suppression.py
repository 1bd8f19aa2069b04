"""Addresses that get no mail, and whom that kept something of legal weight from."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.notices.actions.suppress import release, suppress
from waarborg.notices.forms import SuppressForm
from waarborg.notices.permissions import SUPPRESS
from waarborg.notices.queries.mails import weighty
from waarborg.notices.queries.suppressed import held_back, suppressed
from waarborg.notices.rules.kinds import KINDS
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import menus


@staff_only
@require_http_methods(["GET", "POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    """The list, and by POST one more. Two queries."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, SUPPRESS)
    form = SuppressForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            suppress(**form.cleaned_data, by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("This address gets no mail from now on."))
            return redirect("notices:suppressed")
    search = request.GET.get("q", "")[:200]
    compulsory = [one.name for one in KINDS.values() if one.compulsory]
    why = {value: str(label) for value, label in SuppressForm().fields["why"].choices}  # type: ignore[attr-defined]
    context = {
        "form": form,
        "lines": [{"held": one, "why": why[one.why]} for one in suppressed(search=search)],
        "held_back": held_back(weighty(), compulsory, at=at),
        "search": search,
        "parts": menus.parts(request, "administration"),
        "parts_label": _("Administration"),
        "page_title": _("Addresses that get no mail"),
    }
    return render(request, "notices/suppressed.html", context, status=status)


@staff_only
@require_POST
def free(request: HttpRequest, suppression: UUID) -> HttpResponse:
    """Let an address get mail again; `because` says why."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SUPPRESS)
    release(suppression, request.POST.get("because", ""), by=by, at=clock.now())
    success(request, _("This address gets mail again."))
    return redirect("notices:suppressed")
