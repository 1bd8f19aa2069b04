"""From a ticket to development: a developer, a wish that is passed on, an objection that was written as a wish."""

from uuid import UUID

from django.contrib.messages import success, warning
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from waarborg.access.guard import contact_only, staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.support.actions.development.involve import involve_developer
from waarborg.support.actions.development.issues import link_issue, unlink_issue
from waarborg.support.actions.development.pass_on import object_instead, pass_on
from waarborg.support.queries import tickets as reading


@staff_only
@require_POST
def involve(request: HttpRequest, ticket: UUID) -> HttpResponse:
    found = reading.find(request.actor, ticket)
    try:
        involve_developer(found, request.POST.get("developer", ""), by=request.actor, at=clock.now())
    except Refusal as refused:
        _say(request, refused)
    else:
        success(request, _("Kept: a developer looks into it."))
    return redirect("support:desk-ticket", ticket=found.id)


@staff_only
@require_POST
def issues(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """One more issue beside the ticket, or (`off`) one less."""
    found = reading.find(request.actor, ticket)
    try:
        if off := request.POST.get("off", ""):
            unlink_issue(found, off, by=request.actor, at=clock.now())
        else:
            link_issue(found, request.POST.get("issue", ""), by=request.actor, at=clock.now())
    except Refusal as refused:
        _say(request, refused)
    return redirect("support:desk-ticket", ticket=found.id)


@staff_only
@require_POST
def pass_wish_on(request: HttpRequest, ticket: UUID) -> HttpResponse:
    found = reading.find(request.actor, ticket)
    try:
        pass_on(found, by=request.actor, at=clock.now())
    except Refusal as refused:
        _say(request, refused)
    else:
        success(request, _("The wish is with development; the customer reads that, without a date."))
    return redirect("support:desk-ticket", ticket=found.id)


@contact_only
@require_POST
def objection(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The reader's wish is filed as an objection to a version that was announced."""
    found = reading.find(request.actor, ticket)
    try:
        announcement = UUID(request.POST.get("announcement", ""))
    except ValueError:
        raise permissions.NotFound() from None
    try:
        object_instead(found, announcement, by=request.actor, at=clock.now())
    except Refusal as refused:
        _say(request, refused)
    else:
        success(request, _("It is an objection now; you hear what is decided within the term of your agreement."))
    return redirect("support:ticket", ticket=found.id)


def _say(request: HttpRequest, refused: Refusal) -> None:
    """On the ticket; what is not for this reader stays hidden."""
    if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
        raise refused
    lang = wording.tongue(get_language())
    warning(request, refused.in_full(lang))
