"""Writing and correcting notices."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.notices import forms
from waarborg.notices.actions.publish import NotPublished, correct
from waarborg.notices.actions.write import NotDraft, write
from waarborg.notices.models import Notice
from waarborg.notices.permissions import PUBLISH, WRITE
from waarborg.notices.queries import notices as reading
from waarborg.notices.rules import audiences
from waarborg.notices.rules.ready import READY
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang, zone


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An empty form, or one that begins with a template (`?template=`) or a text that came with us (`?ready=`)."""
    permissions.require(request.actor, WRITE)  # type: ignore[attr-defined]
    initial: dict[str, Any] = {"reach": audiences.ALL}
    chosen = request.GET.get("template", "")
    begin = reading.templates()
    found = next((one for one in begin if str(one.id) == chosen), None)
    ready = READY.get(request.GET.get("ready", ""))
    if found or ready:
        initial |= forms.of_template(found or ready)  # type: ignore[arg-type]
    more = {"templates": begin, "chosen": found, "ready": READY.values(), "begun": ready}
    return _write(request, None, initial, more | {"page_title": _("New notice")})


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, notice: UUID) -> HttpResponse:
    """A draft, or a planned one, which becomes a draft again."""
    permissions.require(request.actor, WRITE)  # type: ignore[attr-defined]
    held = reading.find(notice)
    if held.state not in (Notice.State.DRAFT, Notice.State.PLANNED):
        raise NotDraft()
    return _write(request, held, forms.of_notice(held), {"held": held, "page_title": _("Change the draft")})


def _write(request: HttpRequest, held: Notice | None, initial: dict[str, Any], more: dict[str, Any]) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    form = forms.NoticeForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        audiences_known=audiences.registered(),
        zone=zone(),
        lang=lang(),
    )
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            done = write(
                held.id if held else None, form.words(), form.meant(), revision=form.cleaned_data["revision"],
                by=by, at=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The draft has been kept; only your colleagues see it."))
            return redirect("notices:desk-notice", notice=done.id)
    known = [one for one in audiences.registered() if one.choices]
    context = {"form": form, "known": known, "crumbs": _crumbs(held, more["page_title"]), **more}
    return render(request, "notices/write.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Other words for a published notice."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, PUBLISH)
    held = reading.find(notice)
    if not held.is_live:
        raise NotPublished()
    form = forms.CorrectForm(request.POST if request.method == "POST" else None, initial=forms.of_notice(held))
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("revision", "tell_again")}
        try:
            correct(held.id, form.words(), **given, by=by, at=clock.now())
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The notice has been corrected."))
            return redirect("notices:desk-notice", notice=held.id)
    title = _("Correct the notice")
    context = {"form": form, "held": held, "page_title": title, "crumbs": _crumbs(held, title)}
    return render(request, "notices/write.html", context, status=status)


def _crumbs(held: Notice | None, title: str) -> list[dict[str, str]]:
    trail = [{"label": _("Notices"), "url": reverse("notices:desk-notices")}]
    if held is not None:
        trail.append({"label": held.title(lang()), "url": reverse("notices:desk-notice", args=[held.id])})
    return [*trail, {"label": title}]
