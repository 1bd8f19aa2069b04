"""Messages to several customers that wait a moment: looking at one, taking it back, and those that were not sent."""

from uuid import UUID

from django import forms
from django.contrib.messages import success, warning
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.support.actions.bulk.hold import NEEDED
from waarborg.support.actions.bulk.not_sent import into_composer, send_anyway, throw_away
from waarborg.support.actions.bulk.take_back import AlreadyGoing, take_back
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.held import own, tickets_of
from waarborg.support.rules.bulk.held import BACK, GOING
from waarborg.support.views.acts import posted_from
from waarborg.support.views.bulk import taken_back
from waarborg.support.views.desk import back_to, refused_on_page


class DecideForm(forms.Form):
    """What to do with a message that was not sent; `revision` is what stood on the page."""

    held = forms.UUIDField()
    revision = forms.IntegerField()
    act = forms.ChoiceField(choices=[(one, one) for one in ("send", "write", "drop")])


@staff_only
@require_GET
def show_sending(request: HttpRequest, sending: UUID) -> HttpResponse:
    """One's own: while it waits; taken back, to write on; and afterwards where it was not sent."""
    by, at = request.actor, clock.now()
    permissions.require(by, NEEDED)
    found = own(sending, by)
    if found.state == BACK:
        return taken_back(request, found, at=at)
    lines = [(one.ticket, why) for one, why in tickets_of(found, by) if why or found.state != GOING]
    context = {"sending": found, "lines": lines, "held": found.state != GOING, "zone": zone_of()}
    return render(request, "support/sending.html", context)


@staff_only
@require_POST
def take_back_sending(request: HttpRequest, sending: UUID) -> HttpResponse:
    """Back to the form with its text; or to the queue, where it was too late."""
    lang = wording.tongue(get_language())
    try:
        take_back(sending, by=request.actor, at=clock.now())
    except AlreadyGoing as refused:
        warning(request, f"{refused.say(lang)} {refused.way_out(lang)}")
        return redirect("support:queue")
    return redirect("support:sending", sending=sending)


@staff_only
@posted_from("support:desk-ticket")
def decide_not_sent(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, NEEDED)
    found, form = reading.find(by, ticket), DecideForm(request.POST)
    if not form.is_valid():
        raise permissions.NotFound()
    filled = form.cleaned_data
    try:
        if filled["act"] == "write":
            where = into_composer(found, filled["held"], by=by, at=at)
            return redirect(f"{reverse('support:desk-ticket', kwargs={'ticket': where.id})}?draft=1#composer")
        if filled["act"] == "drop":
            throw_away(found, filled["held"], by=by, at=at)
            success(request, _("Thrown away; the customer does not get it."))
            return back_to(ticket)
        sent = send_anyway(found, filled["held"], by=by, at=at, revision=filled["revision"])
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return refused_on_page(request, found, refusal)
    success(request, _("Sent; the customer can read it now."))
    return back_to(ticket, f"m-{sent.id}")
