"""Two pages: what a demonstration would have sent, and for staff the letters that could not be delivered."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import queries
from waarborg.plumbing.outbox.permissions import READ
from waarborg.plumbing.outbox.send_again import send_again
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.tenancy import Role


@never_cache
@require_safe
def demo_mail(request: HttpRequest, mail: UUID | None = None) -> HttpResponse:
    """Everybody may look: the people in a demonstration are invented, and its mail is how one signs in."""
    if not settings.DEMO:
        raise NotFound()
    with tenancy.enter(Role.DESK):
        listed = queries.latest()
        opened = queries.find(mail) if mail else None
    return render(
        request,
        "outbox/demo_mail.html",
        {"mails": listed, "opened": opened, "page_title": _("Mail of the demonstration")},
    )


@never_cache
@require_safe
def dead_letters(request: HttpRequest) -> HttpResponse:
    """What could not be delivered and how much waits; for staff who look after it."""
    _staff(request)
    found = {"mails": queries.dead(), "waiting": queries.waiting(), "page_title": _("Undelivered mail")}
    return render(request, "outbox/dead_letters.html", found | {"sends": bool(settings.MAIL_SERVER)})


@require_POST
def again(request: HttpRequest, mail: UUID) -> HttpResponse:
    by = _staff(request)
    send_again(queries.find(mail), by=by, at=clock.now())
    messages.success(request, _("The message will be sent again."))
    return HttpResponseRedirect(reverse("outbox:dead-letters"))


def _staff(request: HttpRequest) -> Actor:
    by: Actor | None = getattr(request, "actor", None)
    if by is None or not by.is_staff:
        raise NotFound()
    require(by, READ)
    return by
