"""The desk's pages of releases: all of them, one, and a new one."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang, zone
from waarborg.releases.actions.plan import change, plan
from waarborg.releases.forms.releases import ReleaseForm
from waarborg.releases.models import Release
from waarborg.releases.permissions import PLAN, SEE
from waarborg.releases.queries import releases as reading
from waarborg.releases.rules.channels import WEB
from waarborg.releases.views.showing import shown


@staff_only
@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """All releases, the last planned first. One query."""
    permissions.require(request.actor, SEE)
    found = reading.page(after=cursor_of(request.GET.get("after", "")), limit=reading.PAGE + 1)
    page = page_of(found, reading.PAGE, lambda one: (one.planned_for, one.id))
    context = {
        "page_title": _("Releases"),
        "lines": [shown(one, lang()) for one in page.rows],
        "more": page.more,
        "may_plan": permissions.may(request.actor, PLAN),
    }
    return render(request, "releases/desk_releases.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, release: UUID) -> HttpResponse:
    permissions.require(request.actor, PLAN)
    return _form(request, reading.find(release))


def _form(request: HttpRequest, held: Release | None) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, PLAN)
    house = provider()
    posted = request.POST if request.method == "POST" else None
    form = ReleaseForm(posted, versions=reading.versions(), kept=_kept(held), lang=lang(), zone=zone(), held=held)
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid() and house is not None:
        try:
            made = _keep(form, held, house.id, by, at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The release has been kept."))
            return redirect("releases:desk-release", release=made.id)
    title = held.version if held else _("New release")
    context = {"page_title": title, "form": form, "held": held, "crumbs": crumbs(title)}
    return render(request, "releases/release_form.html", context, status=status)


def _kept(held: Release | None) -> list[str]:
    return [one.channel for one in reading.channels_of([held.id]).get(held.id, [])] if held else [WEB]


def _keep(form: ReleaseForm, held: Release | None, house: UUID, by: Any, at: Any) -> Release:
    if held is None:
        return plan(form.described(), provider=house, by=by, at=at)
    return change(held.id, form.described(), revision=form.cleaned_data["revision"], by=by, at=at)


def crumbs(last: str) -> list[dict[str, str]]:
    """The way back to all releases."""
    return [{"label": _("Releases"), "url": reverse("releases:desk-releases")}, {"label": last}]
