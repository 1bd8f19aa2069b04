"""The desk's pages of keys by which browsers tell how long pages took: the line to copy, making one, revoking one."""

from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.keep_page_key import make_page_key, revoke_page_key
from waarborg.availability.forms.page_keys import PageKeyForm
from waarborg.availability.permissions import KEEP_PAGE_KEYS, SEE_SPEED
from waarborg.availability.queries.page_keys import page_keys
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every key with the line that goes into the application's pages. One query."""
    by = request.actor
    permissions.require(by, SEE_SPEED)
    there = settings.PUBLIC_URL.rstrip("/")
    context = {
        "page_title": _("Times of pages"),
        "keys": page_keys(),
        "there": there,
        "script": there + reverse("availability:page-times-script"),
        "may_keep": permissions.may(by, KEEP_PAGE_KEYS),
        "crumbs": _crumbs(_("Times of pages")),
    }
    return render(request, "availability/page_keys.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, KEEP_PAGE_KEYS)
    form = PageKeyForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    house = provider()
    if request.method == "POST" and form.is_valid() and house is not None:
        said = form.cleaned_data
        try:
            made = make_page_key(said["name"], said["origins"], provider=house.id, by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The key works. Put the line below into the pages of your application."))
            return redirect(f"{reverse('availability:page-keys')}#key-{made.id}")
    crumbs = _crumbs(_("New key"), {"label": _("Times of pages"), "url": reverse("availability:page-keys")})
    context = {"page_title": _("New key"), "form": form, "crumbs": crumbs}
    return render(request, "availability/page_key_new.html", context, status=status)


@staff_only
@require_POST
def revoke(request: HttpRequest, page_key: UUID) -> HttpResponse:
    revoke_page_key(page_key, by=request.actor, at=clock.now())
    success(request, _("Nothing more is counted by that key; what was stays."))
    return redirect("availability:page-keys")


def _crumbs(last: str, *between: dict[str, str]) -> list[dict[str, str]]:
    return [{"label": _("Speed"), "url": reverse("availability:speed")}, *between, {"label": last}]
