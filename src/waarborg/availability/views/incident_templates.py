"""The desk's pages of texts that are kept ready for incidents."""

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
from waarborg.availability.actions.keep_incident_template import keep_template, remove_template
from waarborg.availability.forms.incident_templates import TemplateForm
from waarborg.availability.models import IncidentTemplate
from waarborg.availability.permissions import KEEP_TEMPLATES, SEE
from waarborg.availability.queries import incident_templates as reading
from waarborg.availability.rules.incidents import call_effect, call_phase
from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.models import Item
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.reader import lang


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All of them, with who would read them. Three queries."""
    permissions.require(request.actor, SEE)
    items = {str(one.id): one for one in catalogue.components()}
    context = {
        "page_title": _("Texts for incidents"),
        "lines": [_line(one, items) for one in reading.templates()],
        "may_keep": permissions.may(request.actor, KEEP_TEMPLATES),
        "crumbs": _crumbs(),
    }
    return render(request, "availability/incident_templates.html", context)


def _line(one: IncidentTemplate, items: dict[str, Item]) -> dict[str, Any]:
    hit = [items[key] for key in one.components if key in items]
    if not hit:
        readers = _("depends on what is hit")
    else:
        readers = _("everybody") if any(item.shown_publicly for item in hit) else _("customers")
    return {
        "template": one,
        "phase": call_phase(one.phase, lang()),
        "effect": call_effect(one.effect, lang()),
        "hits": wording.enumeration([item.say(lang()) for item in hit], lang()) if hit else "",
        "readers": readers,
        "english": bool(one.text_en),
    }


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _template(request, None)


@staff_only
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, incident_template: UUID) -> HttpResponse:
    """One text; by POST it is kept, or removed."""
    permissions.require(request.actor, KEEP_TEMPLATES)
    held = reading.template(incident_template)
    if request.method == "POST" and "remove" in request.POST:
        remove_template(held.id, by=request.actor, at=clock.now())
        success(request, _("The text is removed."))
        return redirect("availability:incident-templates")
    return _template(request, held)


def _template(request: HttpRequest, held: IncidentTemplate | None) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, KEEP_TEMPLATES)
    house = provider()
    posted = request.POST if request.method == "POST" else None
    form = TemplateForm(posted, components=catalogue.components(), lang=lang(), held=held)
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid() and house is not None:
        given = form.cleaned_data
        try:
            keep_template(
                held.id if held else None,
                form.said(),
                components=form.component_ids(),
                provider=house.id,
                by=by,
                at=at,
                **{name: given[name] for name in ("name", "title_nl", "title_en", "effect", "revision")},
            )
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The text is kept."))
            return redirect("availability:incident-templates")
    title = held.name if held else _("New text")
    context = {"page_title": title, "form": form, "held": held, "crumbs": _crumbs(title)}
    return render(request, "availability/incident_template.html", context, status=status)


def _crumbs(last: str = "") -> list[dict[str, str]]:
    crumbs = [{"label": _("Status"), "url": reverse("availability:desk")}]
    if not last:
        return [*crumbs, {"label": _("Texts for incidents")}]
    above = {"label": _("Texts for incidents"), "url": reverse("availability:incident-templates")}
    return [*crumbs, above, {"label": last}]
