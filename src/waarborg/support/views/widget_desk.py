"""The help buttons of the vendor's own applications: where they may stand, their key, and what to put into a page."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.support.actions.widget import Kept, keep_widget
from waarborg.support.forms.widget import WidgetForm
from waarborg.support.models import Widget
from waarborg.support.permissions import MANAGE_WIDGETS
from waarborg.support.queries.widget import widgets
from waarborg.support.rules.widget import LONGEST


@staff_only
@require_GET
def widget_list(request: HttpRequest) -> HttpResponse:
    permissions.require(request.actor, MANAGE_WIDGETS)
    return render(request, "support/widget/list.html", {"widgets": widgets()})


@staff_only
@never_cache
@require_http_methods(["GET", "POST"])
def widget_page(request: HttpRequest, widget: UUID | None = None) -> HttpResponse:
    """Set one up, or change one. The key is shown in the answer that made it, and never again."""
    by = request.actor
    permissions.require(by, MANAGE_WIDGETS)
    found = Widget.objects.filter(id=widget).first() if widget else None
    if widget and found is None:
        raise permissions.NotFound()
    begin = {one: getattr(found, one) for one in ("name", "active", "issuer", "client")} if found else {}
    begin |= {"origins": "\n".join(found.origins)} if found else {}
    form = WidgetForm(request.POST or None, initial=begin)
    kept, refusal = Kept(found) if found else None, None
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_widget(widget, by=by, at=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
    there = settings.PUBLIC_URL.rstrip("/")
    heading = kept.widget.name if kept else _("New help button")
    context = {
        "form": form,
        "refusal": refusal,
        "kept": kept,
        "there": there,
        "script": there + reverse("support:widget-script"),
        "action": reverse("support:widget", args=[kept.widget.id]) if kept else reverse("support:new-widget"),
        "longest": LONGEST // 60,
        "page_title": heading,
        "crumbs": [{"label": _("Help buttons"), "url": reverse("support:widgets")}, {"label": heading}],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/widget/one.html", context, status=status)
