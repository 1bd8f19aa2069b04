"""The house style: its page for staff, and its two files for everybody."""

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.notices.actions.change_look import change_look, change_sender
from waarborg.notices.forms import LookForm, SenderForm
from waarborg.notices.permissions import LOOK
from waarborg.notices.queries.look import look_row, sender_row
from waarborg.notices.rules.look import style_sheet
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web import menus


@staff_only
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Two forms; `what` says which was sent."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, LOOK)
    held, sender = look_row(), sender_row()
    what, data = request.POST.get("what", ""), request.POST if request.method == "POST" else None
    looks = LookForm(
        data if what == "look" else None,
        request.FILES if what == "look" else None,
        initial={"name": held.name, "colour": held.colour} if held else {},
    )
    mails = SenderForm(
        data if what == "sender" else None,
        initial={name: getattr(sender, name) for name in SenderForm.base_fields} if sender else {},
    )
    form = looks if what == "look" else mails
    status = 200
    if data is not None and form.is_valid():
        try:
            if what == "look":
                file = looks.cleaned_data["logo"]
                change_look(
                    looks.cleaned_data["name"], looks.cleaned_data["colour"], logo=file.read() if file else None,
                    without_logo=looks.cleaned_data["without_logo"], by=by, at=at,
                )  # fmt: skip
            else:
                change_sender(**mails.cleaned_data, by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("Kept. Every page shows it within a minute."))
            return redirect("notices:look")
    elif data is not None:
        status = 422
    context = {
        "looks": looks,
        "mails": mails,
        "held": held,
        "settings_from": settings.MAIL_FROM,
        "parts": menus.parts(request, "administration"),
        "parts_label": _("Administration"),
        "page_title": _("House style and sender"),
    }
    return render(request, "notices/look.html", context, status=status)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """The colour as a style sheet of our own: pages carry no styles themselves."""
    held = look_row()
    if held is None or not held.colour:
        raise NotFound()
    return _kept(request, held.version, style_sheet(held.colour).encode(), "text/css; charset=utf-8")


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    held = look_row()
    if held is None or not held.logo_type:
        raise NotFound()
    return _kept(request, held.version, bytes(held.logo), held.logo_type)


def _kept(request: HttpRequest, version: str, body: bytes, media_type: str) -> HttpResponse:
    """A browser keeps it under the address of its version; another address is answered and not kept."""
    right = request.GET.get("v") == version
    caching = "public, max-age=31536000, immutable" if right else "no-store"
    return HttpResponse(body, content_type=media_type, headers={"Cache-Control": caching})
