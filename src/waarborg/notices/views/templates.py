"""Texts to begin with."""

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
from waarborg.kernel.errors import Refusal
from waarborg.notices.actions.keep_template import keep_template
from waarborg.notices.forms import TemplateForm, of_template
from waarborg.notices.models import Template
from waarborg.notices.permissions import WRITE
from waarborg.notices.queries import notices as reading
from waarborg.notices.rules.kinds import kind
from waarborg.notices.rules.ready import READY
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang


@staff_only
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """By name. One query."""
    permissions.require(request.actor, WRITE)  # type: ignore[attr-defined]
    lines = [{"held": one, "kind": kind(one.kind).words(lang())} for one in reading.templates()]
    ready = [{"held": one, "kind": kind(one.kind).words(lang())} for one in READY.values()]
    context = {"lines": lines, "ready": ready, "page_title": _("Templates"), "crumbs": _crumbs(_("Templates"))}
    return render(request, "notices/templates.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An empty form, or one that begins with a text that came with us (`?ready=`)."""
    permissions.require(request.actor, WRITE)  # type: ignore[attr-defined]
    ready = READY.get(request.GET.get("ready", ""))
    return _keep(request, None, of_template(ready) | {"name": ready.words(lang())} if ready else {})


@staff_only
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, template: UUID) -> HttpResponse:
    permissions.require(request.actor, WRITE)  # type: ignore[attr-defined]
    held = reading.template(template)
    return _keep(request, held, of_template(held) | {"name": held.name})


def _keep(request: HttpRequest, held: Template | None, initial: dict[str, Any]) -> HttpResponse:
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=initial, lang=lang())
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        name, kind_of = form.cleaned_data["name"], form.cleaned_data["kind"]
        try:
            keep_template(held, name, kind_of, form.words(), by=request.actor, at=clock.now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The template has been kept."))
            return redirect("notices:templates")
    title = held.name if held else _("New template")
    context = {"form": form, "page_title": title, "crumbs": _crumbs(title), "template": True}
    return render(request, "notices/write.html", context, status=status)


def _crumbs(title: str) -> list[dict[str, str]]:
    trail = [{"label": _("Notices"), "url": reverse("notices:desk-notices")}]
    if title != _("Templates"):
        trail.append({"label": _("Templates"), "url": reverse("notices:templates")})
    return [*trail, {"label": title}]
