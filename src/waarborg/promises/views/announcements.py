"""What changes for a customer with a version that bound him or was announced to him, and what he does about it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises.actions.objections import accept, confirm, object_to
from waarborg.promises.forms import ObjectionForm
from waarborg.promises.queries import announcements as told
from waarborg.promises.queries import compiled, readable
from waarborg.promises.queries import versions as reading
from waarborg.promises.queries.differences import compared


@contact_only
@require_GET
def changes(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    """What a version changes for the customer, against the one that bound him before it. Raises NotFound."""
    return _page(request, agreement, version)


@contact_only
@require_http_methods(["GET", "POST"])
def announcement(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """By POST, `do` is confirm, accept or object; an address that was copied leads to the page with the form."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    held = told.find(announcement, tenant=by.tenant)
    named = held.version.agreement, held.version.version
    do = request.POST.get("do")
    if request.method != "POST" or do not in ("confirm", "accept", "object"):
        return redirect("promises:changes", *named)
    form = ObjectionForm(request.POST) if do == "object" else None
    if form is not None and not form.is_valid():
        return _page(request, *named, form=form)
    try:
        if form is not None:
            object_to(held.id, form.cleaned_data["reason"], by=by, at=at)
            success(request, _("Your objection has been filed. You get a decision, by mail and on this page."))
        elif do == "accept":
            accept(held.id, by=by, at=at)
            success(request, _("You agreed to version %(version)s.") % {"version": held.version.version})
        else:
            confirm(held.id, by=by, at=at)
            success(request, _("Thank you. It is on record that you received this."))
    except Refusal as refusal:
        return _page(request, *named, form=form, refusal=refusal)
    return redirect("promises:changes", *named)


def _page(
    request: HttpRequest,
    agreement: str,
    version: str,
    *,
    form: ObjectionForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    by, now, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    chosen = told.reached(by.tenant, agreement, version)
    before = chosen.announcement.replaces if chosen.announcement else None
    if chosen.binding is not None:
        earlier = [one for one in reading.bindings(by.tenant) if one.starts_at < chosen.binding.starts_at]
        before = earlier[0].version if earlier else before
    if before is None:
        raise permissions.NotFound()
    shown = {
        "binding": chosen.binding,
        "version": chosen.version,
        "before": before,
        "found": compared(before.sha256, chosen.version.sha256, lang, for_staff=False),
        "zone": compiled(chosen.version.sha256).agreement.timezone,
        "now": now,
        "refusal": refusal,
        "form": form or ObjectionForm(),
        **_announced(request, chosen, lang),
    }
    status = refusal.status if refusal else 422 if form is not None and form.errors else 200
    return render(request, "promises/changes.html", shown, status=status)


def _announced(request: HttpRequest, chosen: told.Reached, lang: str) -> Mapping[str, Any]:
    """What the page says of the announcement, and which acts it offers this reader."""
    by, now, held = request.actor, clock.now(), chosen.announcement  # type: ignore[attr-defined]
    if held is None:
        return {"held": None}
    standing = told.standing_of(held)
    pending = held.pending(now)
    accepts = permissions.may(by, "promises.version.accept", tenant=by.tenant)
    objects = permissions.may(by, "promises.objection.file", tenant=by.tenant)
    articles = {one.id: one for chapter in readable(held.replaces.sha256, lang).chapters for one in chapter.articles}
    return {
        "held": held,
        "standing": standing,
        "pending": pending,
        "waits": [wait for wait, _promise in standing.ruling.waits],
        "may_confirm": pending and accepts and held.delivered_at is None,
        "may_accept": pending and accepts and standing.takes_acceptance and standing.open_objection is None,
        "may_object": objects and standing.may_object(now, by.roles),
        "right": articles.get(standing.right.promise) if standing.right else None,
        "leave": [articles[name] for name in standing.ways_out if name in articles],
    }
