"""The lists that the desk keeps for itself: its teams and its labels."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.support.actions.tag import keep_tag
from waarborg.support.actions.teams import keep_team
from waarborg.support.forms import TagForm, TeamForm
from waarborg.support.models import Tag, Team
from waarborg.support.queries import teams as reading
from waarborg.support.queries.people import colleagues


@staff_only
@require_GET
def tags(request: HttpRequest) -> HttpResponse:
    """Every label, with how many live tickets bear it."""
    permissions.require(request.actor, "support.ticket.tag")
    may_change = permissions.may(request.actor, "support.tag.manage")
    return render(request, "support/tags.html", {"tags": list(reading.tags()), "may_change": may_change})


@staff_only
@require_http_methods(["GET", "POST"])
def tag(request: HttpRequest, tag: UUID) -> HttpResponse:
    """Another word for a label, or put it away."""
    by = request.actor
    permissions.require(by, "support.tag.manage")
    found = Tag.objects.filter(id=tag).first()
    if found is None:
        raise permissions.NotFound()
    form = TagForm(request.POST or None, initial={"word": found.word, "active": found.active})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            keep_tag(found.id, by=by, at=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("The label is kept."))
            return redirect("support:tags")
    crumbs = _crumbs("tags", _("Labels"), found.word)
    context = {"form": form, "refusal": refusal, "act_heading": found.word, "crumbs": crumbs}
    return render(request, "support/list_form.html", context, status=_status(refusal, form))


@staff_only
@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    permissions.require(request.actor, "support.ticket.assign")
    may_change = permissions.may(request.actor, "support.team.manage")
    return render(request, "support/teams.html", {"teams": reading.teams(), "may_change": may_change})


@staff_only
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, team: UUID | None = None) -> HttpResponse:
    """Set up a team, or change one."""
    by, at = request.actor, clock.now()
    permissions.require(by, "support.team.manage")
    found = Team.objects.filter(id=team).first() if team else None
    if team and found is None:
        raise permissions.NotFound()
    begin = {"name": found.name, "active": found.active, "members": reading.members(found.id)} if found else {}
    form = TeamForm(request.POST or None, people=colleagues(at=at), initial=begin)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            keep_team(team, by=by, at=at, **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("The team is kept."))
            return redirect("support:teams")
    heading = found.name if found else _("New team")
    crumbs = _crumbs("teams", _("Teams"), heading)
    context = {"form": form, "refusal": refusal, "act_heading": heading, "crumbs": crumbs}
    return render(request, "support/list_form.html", context, status=_status(refusal, form))


def _crumbs(page: str, label: str, here: str) -> list[dict[str, str]]:
    return [{"label": label, "url": reverse(f"support:{page}")}, {"label": here}]


def _status(refusal: Refusal | None, form: TagForm | TeamForm) -> int:
    return refusal.status if refusal else 422 if form.errors else 200
