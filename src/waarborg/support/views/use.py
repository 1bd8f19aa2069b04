"""The use of support: each customer against the average, its own page with the calculation, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import contact_only, staff_only
from waarborg.contracts.permissions import ISSUE_QUOTE
from waarborg.contracts.queries.quotes import quotes_of
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.support.actions.use.follow_up import follow_up
from waarborg.support.actions.use.time import write_time
from waarborg.support.forms.use import FollowUpForm, TimeForm
from waarborg.support.models import HandlingTime, UseSignal
from waarborg.support.permissions import FOLLOW_USE, SEE_USE, WRITE_TIME
from waarborg.support.queries import tickets as reading
from waarborg.support.queries import use as using
from waarborg.support.queries.sessions import standing_of
from waarborg.support.rules.use.compare import Compared

ORDER = {"over": 0, "near": 1, "inside": 2, "unknown": 3}
SHOWN = 200


def _lang() -> str:
    return wording.tongue(get_language())


@staff_only
@require_GET
def desk_use(request: HttpRequest) -> HttpResponse:
    """Signals that wait, and every customer whose agreement speaks of fair use: who uses most first."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, FOLLOW_USE)
    found = list(using.fair_use(clock.now()).values())
    found.sort(key=lambda pair: (ORDER[pair[0].state], -(pair[0].ratio or 0), pair[1].name))
    raised = using.signals()
    context = {
        "lines": found[:SHOWN],
        "signals": raised,
        "names": using.names_of(one.tenant_id for one in raised),
        "lang": _lang(),
    }
    return render(request, "support/use/desk.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def customer_use(request: HttpRequest, customer: UUID) -> HttpResponse:
    """One customer, as it sees it itself; and what came of a signal."""
    by, now, lang = request.actor, clock.now(), _lang()  # type: ignore[attr-defined]
    permissions.require(by, FOLLOW_USE)
    found = Organisation.objects.filter(id=customer, kind="customer").first()
    if found is None:
        raise permissions.NotFound()
    waiting = UseSignal.objects.filter(tenant_id=customer, followed_at__isnull=True).order_by("raised_at").first()
    asked = request.POST.get("signal", "")
    form, refusal = None, None
    if waiting is not None:
        mine = request.method == "POST" and asked == str(waiting.id)
        coming = standing_of(customer, now=now, lang=lang)
        form = FollowUpForm(request.POST if mine else None, kind=waiting.kind, lang=lang, enrolments=coming)
        if mine and form.is_valid():
            try:
                follow_up(waiting, by=by, at=now, **form.cleaned_data)
            except Refusal as refused:
                refusal = refused
            else:
                success(request, _("It is noted; the customer reads it too."))
                return redirect("support:customer-use", customer=customer)
    if request.method == "GET":
        access_log.read(by=by, tenant=customer, what=found.ref, why=gettext_noop("use of support"), at=now)
    compared = using.fair_use(now).get(customer)
    context = _of(customer, compared[0] if compared else None) | {
        "customer": found, "waiting": waiting, "form": form, "refusal": refusal,
        "may_issue": permissions.may(by, ISSUE_QUOTE),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form is not None and form.errors else 200
    return render(request, "support/use/customer.html", context, status=status)


def _of(customer: UUID, compared: Compared | None) -> dict[str, Any]:
    raised = using.signals(customer, limit=24)
    # The last talk that was to lead to a proposal, and what was proposed since.
    talked = next((one for one in raised if one.choice == "proposal"), None)
    return {
        "compared": compared,
        "rows": using.lines_of(customer, clock.now()),
        "signals": raised,
        "talked": talked,
        "quotes": quotes_of(customer, talked.id) if talked else [],
        "lang": _lang(),
    }


@contact_only
@require_GET
def portal_use(request: HttpRequest) -> HttpResponse:
    """Your use of support: the same figure and the same lines as staff see, before it matters (CL-04, CL-09)."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE_USE, tenant=by.tenant)
    # The average is of all customers, whom this reader does not see; of it only the outcome goes to the page.
    with tenancy.enter(Role.DESK):
        compared = using.fair_use(clock.now()).get(by.tenant)
    return render(request, "support/use/portal.html", _of(by.tenant, compared[0] if compared else None))


@staff_only
@require_http_methods(["GET", "POST"])
def ticket_time(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """How long a ticket took: line by line, and one more."""
    by, now, lang = request.actor, clock.now(), _lang()  # type: ignore[attr-defined]
    permissions.require(by, WRITE_TIME)
    found, refusal = reading.find(by, ticket), None
    form = TimeForm(request.POST or None, lang=lang)
    if request.method == "POST" and form.is_valid():
        try:
            write_time(found, by=by, at=now, **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("Written down; the customer can see it."))
            return redirect("support:ticket-time", ticket=ticket)
    rows = HandlingTime.objects.filter(tenant_id=found.tenant_id, ticket=found).order_by("at", "id")
    status = refusal.status if refusal else 422 if form.errors else 200
    context = {"ticket": found, "rows": list(rows), "form": form, "refusal": refusal, "lang": lang}
    return render(request, "support/use/time.html", context, status=status)
