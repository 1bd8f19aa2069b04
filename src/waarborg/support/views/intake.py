"""Taking a report by telephone or e-mail: first whose, then what. Both steps are pages, so they work without script."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.customers.queries import customers, organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.assign import assign
from waarborg.support.actions.report import report
from waarborg.support.actions.urgent.for_caller import mark_for_caller
from waarborg.support.forms import DeskReportForm
from waarborg.support.forms.asked import asked
from waarborg.support.models import Ticket
from waarborg.support.queries.about import about_choices
from waarborg.support.queries.chats import hours_of
from waarborg.support.queries.people import askers
from waarborg.support.queries.urgent import offers
from waarborg.support.views.uploads import store_all
from waarborg.support.views.urgent import said_of, shown_offers
from waarborg.support.views.veiled import tell_if_masked

SHOWN = 20


@staff_only
@require_GET
def choose_customer(request: HttpRequest) -> HttpResponse:
    """Whose report it is: the first customers by name, or those that match what was typed."""
    permissions.require(request.actor, "support.ticket.open")
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    found = customers(search=text, limit=SHOWN + 1)
    return render(
        request,
        "support/intake_customer.html",
        {"customers": found[:SHOWN], "more": len(found) > SHOWN, "shown": SHOWN, "text": text},
    )


@staff_only
@require_http_methods(["GET", "POST"])
def take_report(request: HttpRequest, customer: UUID) -> HttpResponse:
    """The intake, on behalf of one of the customer's authorised contacts."""
    by, at, lang = request.actor, clock.now(), get_language()
    permissions.require(by, "support.ticket.open")
    whose = organisation(customer)
    if whose.kind != "customer":
        raise permissions.NotFound()
    people = askers(whose.id, at=at)
    form = DeskReportForm(
        request.POST or None,
        request.FILES or None,
        people=people,
        zone=promises.desk_calendar().zone,
        kinds=promises.scheme_choices(whose.id, "kind", at=at),
        priorities=promises.scheme_choices(whose.id, "priority", at=at),
        about=about_choices(whose.id, at=at, lang=lang),
        urgent=_urgent(whose, lang),
        lang=lang,
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            ticket = _take(request, form, whose)
        except Refusal as refused:
            refusal = refused
        else:
            if ticket is not None:
                tell_if_masked(request, form.cleaned_data["subject"], form.cleaned_data["what"])
                success(request, _("The report is in; the clocks run."))
                return redirect("support:desk-ticket", ticket=ticket.id)
    return render(
        request,
        "support/intake.html",
        {
            "form": form,
            "organisation": whose,
            "people": people,
            "refusal": refusal,
            "asked": asked(wording.tongue(lang)),
            "phone_hours": hours_of(whose.id, now=at, calendar="phone"),
        },
        status=refusal.status if refusal else 422 if form.errors else 200,
    )


def _urgent(whose: Organisation, lang: str) -> list[tuple[str, str]]:
    shown = shown_offers(offers(whose.id, at=clock.now()), wording.tongue(lang))
    return [(one["category"], f"{one['words']}: {one['said']}") for one in shown]


def _take(request: HttpRequest, form: DeskReportForm, whose: Organisation) -> Ticket | None:
    """The ticket; None when a file was refused, which the form then says. Raises the refusals of the action."""
    by, at, filled = request.actor, clock.now(), form.cleaned_data
    stored = store_all(form, filled["files"], tenant=whose.id, by=by, at=at, lang=get_language())
    if stored is None:
        return None
    ticket = report(
        whose.id,
        form.report(),
        by=by,
        at=at,
        channel=filled["channel"],
        reporter=form.from_whom,
        files=stored,
        once=filled["once"],
        received=filled["received"],
        reason=filled["reason"],
    )
    if filled["mine"] and ticket.assignee_id is None:
        assign(ticket, by=by, at=at, to=(by.person, by.name))
    if filled.get("urgent"):
        # Who takes the report while the telephone is in his hand is in contact already.
        speaking = filled["channel"] == "phone" and filled["received"] is None
        case = mark_for_caller(
            ticket, filled["urgent"], by=by, at=at, caller=filled["reporter"], speaking=speaking,
            said_at=filled["received"], reason=filled["reason"],
        )  # fmt: skip
        success(request, said_of(case))
    return ticket
