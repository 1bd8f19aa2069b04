"""What a demonstration would have sent. How real mail fares stands with the rest of administration."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox import queries
from waarborg.plumbing.permissions import NotFound
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
