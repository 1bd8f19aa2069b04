"""Naming the incident that a ticket comes from, and answering all tickets of one at once."""

from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.contrib.messages import success, warning
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.access.forms import refused
from waarborg.access.guard import contact_only, staff_only
from waarborg.availability.models import Incident
from waarborg.availability.permissions import SEE
from waarborg.availability.queries import incidents
from waarborg.console.incident_panels import said
from waarborg.console.queries.known_incidents import INCIDENT
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.wording import tongue
from waarborg.support.actions.causes import LONGEST, answer_all, link_cause, unlink_cause
from waarborg.support.queries import causes
from waarborg.support.queries.tickets import find

READS = "support.ticket.read"


class AnswerAllForm(forms.Form):
    """What every reporter reads, begun with the newest message of the incident."""

    text_nl = forms.CharField(
        label=gettext_lazy("Answer in Dutch"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )
    text_en = forms.CharField(
        label=gettext_lazy("Answer in English"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("For customers that read English. Left empty, they read the Dutch."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    resolves = forms.BooleanField(
        label=gettext_lazy("This is the solution: the tickets are resolved with it"), required=False
    )

    def __init__(self, *args: Any, resolved: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not resolved:
            del self.fields["resolves"]

    def texts(self) -> dict[str, str]:
        tidy = {lang: self.cleaned_data[f"text_{lang}"].replace("\r\n", "\n").strip() for lang in ("nl", "en")}
        return {lang: text for lang, text in tidy.items() if text}


@contact_only
@require_POST
def portal_cause(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The customer says that his ticket comes from what goes on."""
    by: Any = request.actor  # type: ignore[attr-defined]
    found = find(by, ticket)
    link_cause(found, _named(request), by=by, at=clock.now())
    success(request, _("We keep you informed on this ticket."))
    return redirect("support:ticket", ticket=found.id)


def _named(request: HttpRequest) -> Ref:
    """Raises NotFound."""
    ref = causes.typed(request.POST.get("cause", ""))
    if ref is None:
        raise NotFound()
    return ref


@staff_only
@require_http_methods(["GET", "POST"])
def ticket_incident(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Which incident a ticket comes from: what goes on and what was before, to choose from; `off` takes one away."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.link")
    permissions.require(by, SEE)
    found = find(by, ticket)
    if request.method == "POST":
        act = unlink_cause if "off" in request.POST else link_cause
        act(found, _named(request), by=by, at=clock.now())
        return redirect("support:desk-ticket", ticket=found.id)
    lang = tongue(get_language())
    rows = incidents.page(after=cursor_of(request.GET.get("after", "")), limit=incidents.PAGE + 1)
    page = page_of(rows, incidents.PAGE, lambda one: (one.begins_at, one.id))
    context = {
        "page_title": _("Which incident does this come from?"),
        "ticket": found,
        "lines": [said(one, lang) for one in page.rows],
        "named": {ref.id for ref in causes.causes_of(found.id)},
        "more": page.more,
        "crumbs": [
            {"label": found.shown_number, "url": reverse("support:desk-ticket", args=[found.id])},
            {"label": _("Incident")},
        ],
    }
    return render(request, "console/choose_incident.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def incident_tickets(request: HttpRequest, incident: UUID) -> HttpResponse:
    """The tickets that come from an incident; by POST all that go on are answered."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE)
    permissions.require(by, READS)
    held = incidents.find(incident)
    newest = next(iter(held.updates.all()), None)
    may = permissions.may(by, "support.ticket.answer")
    begin = {"text_nl": newest.text_nl, "text_en": newest.text_en, "resolves": not held.runs} if newest else {}
    form = AnswerAllForm(request.POST or None, initial=begin, resolved=not held.runs)
    status = 200
    if request.method == "POST":
        permissions.require(by, "support.ticket.answer")
        status = 422
        if form.is_valid():
            try:
                return _answered(request, held, form)
            except Refusal as refusal:
                status = refused(form, refusal)
    return render(request, "console/incident_tickets.html", _context(held, form if may else None, by), status=status)


def _answered(request: HttpRequest, held: Incident, form: AnswerAllForm) -> HttpResponse:
    purpose: Any = "resolution" if form.cleaned_data.get("resolves") else "message"
    # Sent again, an answer of these words reaches only whom it did not reach yet.
    once = uuid5(held.id, purpose)
    by: Any = request.actor  # type: ignore[attr-defined]
    sent, missed = answer_all(held.ref, form.texts(), purpose, once=once, by=by, at=clock.now())
    count = len(sent)
    success(request, ngettext("Sent on %(n)s ticket.", "Sent on %(n)s tickets.", count) % {"n": count})
    if missed:
        numbers = ", ".join(one.shown_number for one, _refusal in missed)
        warning(request, _("Not sent on %(numbers)s.") % {"numbers": numbers})
    return redirect("incident-tickets", incident=held.id)


def _context(held: Incident, form: AnswerAllForm | None, by: Any) -> dict[str, Any]:
    lang = tongue(get_language())
    tickets = causes.tickets_of(Ref(INCIDENT, held.id), by)
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in tickets}).values_list("id", "name"))
    live = sum(1 for one in tickets if one.is_live)
    return {
        "page_title": _("Tickets of this incident"),
        "told": said(held, lang),
        "lines": [(one, names.get(one.tenant_id, "")) for one in tickets],
        "live": live,
        "form": form if live else None,
        "crumbs": [
            {"label": _("Status"), "url": reverse("availability:desk")},
            {"label": held.title(lang), "url": reverse("availability:desk-incident", args=[held.id])},
            {"label": _("Tickets")},
        ],
    }
