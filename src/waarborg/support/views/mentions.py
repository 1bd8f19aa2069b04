"""The notes in which one was mentioned, the unread first to the eye, and whether a mail comes with them."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock, permissions
from waarborg.support.actions.mention import choose_mail, read
from waarborg.support.permissions import KEEP_SESSIONS
from waarborg.support.queries import mentions as reading
from waarborg.support.queries.evaluations import waiting_for


@staff_only
@require_http_methods(["GET", "POST"])
def mentions(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.note")
    if request.method == "POST":
        if "mail" in request.POST:
            choose_mail(by=by, at=at, mail=request.POST["mail"] == "on")
            success(request, _("Your choice is kept."))
        elif "all" in request.POST:
            read(by=by, at=at)
        else:
            read(by=by, at=at, mention=_uuid(request.POST.get("read", "")))
        return redirect("support:mentions")
    lines, cursor = reading.inbox(by.person, before=request.GET.get("before", ""))
    context = {
        "lines": lines,
        "cursor": cursor,
        "unread": any(line.mention.read_at is None for line in lines),
        "mail": reading.wants_mail(by.person),
        "evaluations": waiting_for(by.person, at=at) if permissions.may(by, KEEP_SESSIONS) else [],
    }
    return render(request, "support/mentions.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise permissions.NotFound() from None
