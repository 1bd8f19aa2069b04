"""What staff set beside a ticket: its labels, its team, whether they follow it. Forms of the ticket's page."""

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from waarborg.access.guard import staff_only
from waarborg.customers.queries import person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.support.actions.assign import assign_team
from waarborg.support.actions.follow import follow, unfollow
from waarborg.support.actions.tag import tag, untag
from waarborg.support.forms import TeamChoiceForm
from waarborg.support.models import Team
from waarborg.support.queries import tickets as reading
from waarborg.support.views.acts import posted_from
from waarborg.support.views.desk import back_to, refused_on_page

__all__ = ["follow_ticket", "give_to_team", "tag_ticket"]


@staff_only
@posted_from("support:desk-ticket")
def tag_ticket(request: HttpRequest, ticket: object) -> HttpResponse:
    """`word` puts one on; `off` takes one off."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    found = reading.find(by, ticket)  # type: ignore[arg-type]
    try:
        if "off" in request.POST:
            untag(found, request.POST["off"], by=by, at=at)
        else:
            tag(found, request.POST.get("word", ""), by=by, at=at)
    except Refusal as refusal:
        return refused_on_page(request, found, refusal)
    return back_to(found.id, "labels")


@staff_only
@posted_from("support:desk-ticket")
def give_to_team(request: HttpRequest, ticket: object) -> HttpResponse:
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    found = reading.find(by, ticket)  # type: ignore[arg-type]
    permissions.require(by, "support.ticket.assign")
    teams = {one.id: one for one in Team.objects.filter(active=True)}
    form = TeamChoiceForm(request.POST, teams=[(one.id, one.name) for one in teams.values()])
    if not form.is_valid():
        raise permissions.NotFound()
    chosen = form.cleaned_data["team"]
    try:
        assign_team(found, by=by, at=at, team=teams[chosen] if chosen else None)
    except Refusal as refusal:
        return refused_on_page(request, found, refusal)
    success(request, _("Given to %(name)s.") % {"name": teams[chosen].name} if chosen else _("With no team now."))
    return redirect("support:desk-ticket", ticket=found.id)


@staff_only
@posted_from("support:desk-ticket")
def follow_ticket(request: HttpRequest, ticket: object) -> HttpResponse:
    """`off` ends it."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    found = reading.find(by, ticket)  # type: ignore[arg-type]
    act = unfollow if "off" in request.POST else follow
    act(found, person(by.person), by=by, at=at)
    return back_to(found.id, "followers")
