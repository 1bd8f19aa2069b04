"""What the desk does with one release: publish, activate, keep up its stores."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang, zone
from waarborg.releases.actions.activate import activate
from waarborg.releases.actions.items import add_item
from waarborg.releases.actions.publish import bring_out
from waarborg.releases.actions.reach_channel import reach_channel
from waarborg.releases.forms.pieces import PieceForm
from waarborg.releases.forms.releases import ActivateForm, ChannelForm
from waarborg.releases.models import Release
from waarborg.releases.permissions import ACTIVATE, PLAN, PUBLISH, SEE
from waarborg.releases.queries import releases as reading
from waarborg.releases.queries.changelog import of_release
from waarborg.releases.views.desk import crumbs
from waarborg.releases.views.public import piece
from waarborg.releases.views.showing import in_channels, shown


@staff_only
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, release: UUID) -> HttpResponse:
    """One release; by POST `do` is publish, activate, channel or piece."""
    by, at = request.actor, clock.now()
    permissions.require(by, ACTIVATE if request.method == "POST" else SEE)
    held = reading.find(release)
    rows = reading.channels_of([held.id]).get(held.id, [])
    do = request.POST.get("do", "")
    filled = {name: request.POST if do == name else None for name in ("activate", "channel")}
    kept = [one.channel for one in rows]
    forms_of: dict[str, Any] = {
        "publish": forms.Form(request.POST if do == "publish" else None),
        "activate": ActivateForm(filled["activate"], auto_id="activate-%s"),
        "channel": ChannelForm(
            filled["channel"], lang=lang(), zone=zone(), kept=kept, initial={"on": at}, auto_id="channel-%s"
        ),
    }
    forms_of["piece"] = PieceForm(request.POST if do == "piece" else None, lang=lang())
    status = 200
    if do in forms_of:
        form, status = forms_of[do], 422
        if form.is_valid():
            try:
                said = _carry_out(do, held, form, by, at)
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                success(request, said)
                return redirect("releases:desk-release", release=held.id)
    context = {
        "page_title": held.version,
        "shown": shown(held, lang()),
        "notes": held.notes(lang()),
        "channels": in_channels(rows, lang()),
        "stores": forms_of["channel"].fields["channel"].choices,
        "forms": forms_of,
        "lines": [piece(one, lang()) for one in of_release(held.id)],
        "may_plan": permissions.may(by, PLAN),
        "may_publish": permissions.may(by, PUBLISH),
        "may_activate": permissions.may(by, ACTIVATE),
        "crumbs": crumbs(held.version),
    }
    return render(request, "releases/desk_release.html", context, status=status)


def _carry_out(do: str, held: Release, form: Any, by: Any, at: Any) -> str:
    """Raises as the actions."""
    if do == "publish":
        bring_out(held.id, by=by, at=at)
        return _("The release has been published; every customer is told.")
    if do == "activate":
        activate(held.id, form.measured(), by=by, at=at)
        return _("The release has been activated.")
    if do == "piece":
        add_item(held.id, form.piece(), by=by, at=at)
        return _("It has been added.")
    given = form.cleaned_data
    reach_channel(held.id, given["channel"], given["step"], given["on"], by=by, at=at)
    return _("The step has been kept.")
