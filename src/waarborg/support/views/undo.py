"""Setting back what was just done with several tickets."""

from uuid import UUID

from django.contrib.messages import success, warning
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock
from waarborg.plumbing.web import wording
from waarborg.support.actions.bulk.undo import UndoIsOver, Undone, undo
from waarborg.support.rules.bulk import STAYS


@staff_only
@require_POST
def undo_bulk(request: HttpRequest, bulk: UUID) -> HttpResponse:
    """Back to the queue, with what was set back and what was not."""
    lang = wording.tongue(get_language())
    try:
        told = undo(bulk, by=request.actor, at=clock.now())
    except UndoIsOver as refused:
        warning(request, f"{refused.say(lang)} {refused.way_out(lang)}")
    else:
        _say(request, told, lang)
    return redirect("support:queue")


def _say(request: HttpRequest, told: Undone, lang: str) -> None:
    count = len(told.back)
    if count:
        said = ngettext("%(n)s ticket is as it was.", "%(n)s tickets are as they were.", count) % {"n": count}
        success(request, f"{said} {_('That somebody picked it up stays in the journal.')}")
    for number, why in told.stayed:
        said = _("%(number)s was not set back: %(why)s.") % {"number": number, "why": STAYS[why][lang]}
        warning(request, said)
