"""An article from a ticket, in two clicks: look at what will be taken over, then make the draft."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.web.reader import lang
from waarborg.support.actions.articles.from_ticket import draft_from
from waarborg.support.permissions import ARTICLE_WRITE
from waarborg.support.queries import tickets
from waarborg.support.queries.article_material import material


@staff_only
@require_http_methods(["GET", "POST"])
def from_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """What the draft will say, and which names were left out; by POST the draft is made."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_WRITE)
    found = tickets.find(by, ticket)
    access_log.read(by=by, tenant=found.tenant_id, what=found.ref, why=found.shown_number, at=at)
    if request.method == "POST":
        held = draft_from(found, lang="en" if lang() == "en" else "nl", by=by, at=at)
        success(request, _("The draft has been made. Read it through before you publish it: is no client named in it?"))
        return redirect("support:edit-article", article=held.article_id)
    made = material(found)
    title = _("Article from %(number)s") % {"number": found.shown_number}
    context = {"ticket": found, "made": made, "page_title": title}
    return render(request, "support/articles/from_ticket.html", context)
