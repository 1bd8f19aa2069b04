"""Setting a ticket aside, and its kind: pages of their own, which say before the click what it does to each clock."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.promises import queries as promises
from waarborg.support.actions.set_aside import plan, take_on, wait_for
from waarborg.support.actions.set_kind import set_kind
from waarborg.support.forms import AsideForm, KindForm
from waarborg.support.models import Ticket
from waarborg.support.queries import tickets as reading
from waarborg.support.rules import states
from waarborg.support.views.acts import posted_from
from waarborg.support.views.desk import back_to, refused_on_page
from waarborg.support.views.effects import effects_of

EVENTS = {"third-party": "support.ticket.third-party-awaited", "planned": "support.ticket.planned"}


@staff_only
@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Wait for somebody else, or for a day."""
    by, at = request.actor, clock.now()
    permissions.require(by, "support.ticket.set-aside")
    found = reading.find(by, ticket)
    begin = {"until": found.state, "whom": found.waits_for, "day": found.planned_for}
    form = AsideForm(request.POST or None, initial=begin if found.state in states.ASIDE else {"until": "third-party"})

    def act(filled: dict[str, Any]) -> object:
        if filled["until"] == "third-party":
            return wait_for(found, filled["whom"], by=by, at=at, why=filled["why"])
        zone = promises.desk_calendar().zone
        # No day is one that is over: the same words say what is wrong.
        return plan(found, filled["day"] or at.date(), by=by, at=at, why=filled["why"], zone=zone)

    first = [] if found.picked_up_at else ["support.ticket.picked-up"]
    acts = {until: [*first, event] for until, event in EVENTS.items()}
    said = {"third-party": _("Somebody else"), "planned": _("A day that we choose")}
    seen = effects_of(found, acts, now=at, lang=get_language())
    rest = {"effects": [{"what": said[until], "lines": seen[until]} for until in EVENTS]}
    return _asked(request, found, form, act, _("Let it wait"), _("It is set aside."), rest)


@staff_only
@posted_from("support:desk-ticket")
def go_on(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Go on with what was set aside."""
    found = reading.find(request.actor, ticket)
    try:
        take_on(found, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused_on_page(request, found, refusal)
    success(request, _("Open again."))
    return back_to(found.id)


@staff_only
@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Another kind: clocks that hang on it begin or cease."""
    by, at, lang = request.actor, clock.now(), get_language()
    permissions.require(by, "support.ticket.set-kind")
    found = reading.find(by, ticket)
    words = promises.scheme_choices(found.tenant_id, "kind", at=at) or states.KINDS
    kinds = [(word, texts[lang]) for word, texts in words.items()]
    form = KindForm(request.POST or None, kinds=kinds, initial={"kind": found.kind})
    act = lambda filled: set_kind(found, filled["kind"], by=by, at=at, why=filled["why"])  # noqa: E731
    return _asked(request, found, form, act, _("Kind"), _("The kind is set; the clocks are computed anew."), {})


def _asked(
    request: HttpRequest,
    ticket: Ticket,
    form: AsideForm | KindForm,
    act: Callable[[dict[str, Any]], object],
    heading: str,
    done: str,
    rest: dict[str, Any],
) -> HttpResponse:
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, done)
            return redirect("support:desk-ticket", ticket=ticket.id)
    context = {
        "ticket": ticket,
        "form": form,
        "act_heading": heading,
        "refusal": refusal,
        "crumbs": [
            {"label": ticket.shown_number, "url": reverse("support:desk-ticket", args=[ticket.id])},
            {"label": heading},
        ],
        **rest,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/asked.html", context, status=status)
