"""The texts that staff insert: their list, and one of them."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.support.actions.snippets import keep_snippet
from waarborg.support.forms import SnippetForm
from waarborg.support.forms.snippets import ME
from waarborg.support.models import Snippet
from waarborg.support.queries.teams import team_choices
from waarborg.support.views.along import does


@staff_only
@require_GET
def snippets(request: HttpRequest) -> HttpResponse:
    permissions.require(request.actor, "support.snippet.keep")
    found = list(Snippet.objects.select_related("team").order_by("-active", "name"))
    lang = wording.tongue(get_language())
    return render(request, "support/snippets.html", {"snippets": [(one, does(one, lang)) for one in found]})


@staff_only
@require_http_methods(["GET", "POST"])
def snippet(request: HttpRequest, snippet: UUID | None = None) -> HttpResponse:
    """Write one, or change one."""
    by = request.actor
    permissions.require(by, "support.snippet.keep")
    found = Snippet.objects.filter(id=snippet).first() if snippet else None
    if snippet and found is None:
        raise permissions.NotFound()
    names = ("name", "nl", "en", "purpose", "tag", "priority", "for_whom", "why", "active")
    begin = {name: getattr(found, name) for name in names} if found else {}
    if found:
        begin["given"] = ME if found.to_me else str(found.team_id or "")
    lang = wording.tongue(get_language())
    form = SnippetForm(request.POST or None, lang=lang, initial=begin, teams=team_choices())
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            keep_snippet(snippet, by=by, at=clock.now(), **form.filled())
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("The text is kept."))
            return redirect("support:snippets")
    heading = found.name if found else _("New text")
    crumbs = [{"label": _("Texts"), "url": reverse("support:snippets")}, {"label": heading}]
    context = {"form": form, "refusal": refusal, "act_heading": heading, "crumbs": crumbs}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/list_form.html", context, status=status)
