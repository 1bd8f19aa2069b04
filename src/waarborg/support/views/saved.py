"""Saved views of the queue and of all tickets: saving what is shown now, and the page on which they are kept."""

from typing import Any, Final
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.support.actions.views.keep import (
    delete_view,
    move_view,
    open_with,
    save_view,
    share_view,
    take_over_view,
)
from waarborg.support.forms.views import ViewForm
from waarborg.support.permissions import KEEP_VIEWS
from waarborg.support.queries import views as reading
from waarborg.support.rules.views.filters import Of, address, kept

PAGES: Final[dict[Of, str]] = {"queue": "support:queue", "tickets": "support:desk-tickets"}


@staff_only
@require_http_methods(["GET", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """Those one has; with a query of the queue, or of all tickets (`of`), in the address the form that saves it."""
    by, of = request.actor, _of(request)
    permissions.require(by, KEEP_VIEWS)
    words, refusal = kept(request.GET.dict(), of), None
    form = ViewForm(request.POST or None) if words else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            made = save_view(
                form.cleaned_data["name"], words, by=by, at=clock.now(), shared=form.cleaned_data["shared"], of=of
            )
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("The view is saved."))
            return redirect(f"{reverse(PAGES[of])}?{address(made.words, of)}")
    return _page(request, form=form, words=words, refusal=refusal)


def _of(request: HttpRequest) -> Of:
    return "tickets" if request.GET.get("of") == "tickets" else "queue"


def _page(
    request: HttpRequest, *, form: ViewForm | None = None, words: dict[str, str] | None = None, refusal: Any = None
) -> HttpResponse:
    of = _of(request)
    groups = [(one, reverse(PAGES[one]), reading.views_of(request.actor.person, one)) for one in PAGES]
    context = {
        "groups": groups,
        "rows": any(rows for _of, _page, rows in groups),
        "form": form,
        "of": of,
        "home": reverse(PAGES[of]),
        "asked": address(words or {}, of),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form is not None and form.errors else 200
    return render(request, "support/views/list.html", context, status=status)


@staff_only
@require_POST
def keep(request: HttpRequest, view: UUID) -> HttpResponse:
    """One press on one of them: `act` says which."""
    by, at, act = request.actor, clock.now(), request.POST.get("act", "")
    permissions.require(by, KEEP_VIEWS)
    found = reading.find(view, person=by.person)
    try:
        if act in ("up", "down"):
            move_view(found, act, by=by, at=at)
        elif act in ("share", "unshare"):
            share_view(found, act == "share", by=by, at=at)
        elif act in ("open", "open-all"):
            open_with(found if act == "open" else None, by=by, at=at, of=found.of)
        elif act == "delete":
            delete_view(found, by=by, at=at)
        elif act == "take-over":
            take_over_view(found, by=by, at=at)
    except Refusal as refused:
        if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
            raise
        return _page(request, refusal=refused)
    return redirect("support:views")
