"""The desk's page of one piece of a release: its tests, and whether it may be called stable."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.reader import lang
from waarborg.releases.actions.items import declare_stable, test_item
from waarborg.releases.forms.pieces import PieceTestForm
from waarborg.releases.models import Item, ItemTest
from waarborg.releases.permissions import DECLARE_STABLE, PLAN, SEE
from waarborg.releases.rules import testing
from waarborg.releases.views.public import piece


@staff_only
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item: UUID) -> HttpResponse:
    """By POST `do` is test or stable. Two queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, PLAN if request.method == "POST" else SEE)
    held: Item | None = Item.objects.select_related("release").filter(id=item).first()
    if held is None:
        raise NotFound()
    do = request.POST.get("do", "")
    found: dict[str, Any] = {
        "test": PieceTestForm(request.POST if do == "test" else None, lang=lang()),
        "stable": forms.Form(request.POST if do == "stable" else None),
    }
    status = 200
    if do in found:
        form, status = found[do], 422
        if form.is_valid():
            try:
                if do == "stable":
                    declare_stable(held.id, by=by, at=at)
                else:
                    test_item(held.id, **form.cleaned_data, by=by, at=at)
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                success(request, _("It has been kept."))
                return redirect("releases:item", item=held.id)
    there = {one.kind: one for one in ItemTest.objects.filter(item=held)}
    context = {
        "page_title": held.title(lang()),
        "shown": piece(held, lang()),
        "tests": [{"who": testing.call(one, lang()), "test": there.get(one)} for one in testing.KINDS],
        "forms": found,
        "may_test": permissions.may(by, PLAN),
        "may_declare": permissions.may(by, DECLARE_STABLE),
        "crumbs": [
            {"label": _("Releases"), "url": reverse("releases:desk-releases")},
            {"label": held.release.version, "url": reverse("releases:desk-release", args=[held.release_id])},
            {"label": held.title(lang())},
        ],
    }
    return render(request, "releases/piece.html", context, status=status)
