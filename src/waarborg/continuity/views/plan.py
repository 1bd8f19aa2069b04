"""The desk's page of one plan: its back-ups, restores that were tried, and what is written down about it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.continuity.actions.keep_plan import end_plan, renew_address
from waarborg.continuity.actions.record_test import record_test
from waarborg.continuity.actions.report_run import report_run
from waarborg.continuity.forms import RunForm, TestForm
from waarborg.continuity.models import Plan, Run
from waarborg.continuity.permissions import PLAN, REPORT, SEE, TEST
from waarborg.continuity.queries import plans as reading
from waarborg.continuity.rules import runs
from waarborg.continuity.views.desk import address_of, crumbs
from waarborg.continuity.views.showing import run_shown, shown, test_shown
from waarborg.customers.queries import names_of
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.sheets.answer import as_file
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang, zone


@staff_only
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, plan: UUID) -> HttpResponse:
    """One plan, fifty back-ups at a time, of one outcome by `outcome`; by POST `do` is run, test, address or end. Five
    queries."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, REPORT if request.method == "POST" else SEE)
    held = reading.find(plan)
    do = request.POST.get("do", "")
    filled = {name: request.POST if do == name else None for name in ("run", "test")}
    found: dict[str, Any] = {
        "run": RunForm(filled["run"], lang=lang(), zone=zone()),
        "test": TestForm(filled["test"], lang=lang(), zone=zone()),
        "end": forms.Form(request.POST if do == "end" else None),
        "address": forms.Form(request.POST if do == "address" else None),
    }
    status, token = 200, ""
    if do in found:
        form, status = found[do], 422
        if form.is_valid():
            try:
                token = _carry_out(do, held, form, by)
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                if not token:
                    success(request, _("It has been written down."))
                    return redirect("continuity:plan", plan=held.id)
                status = 200
    return render(request, "continuity/desk_plan.html", _context(request, held, found, token, by), status=status)


def _context(request: HttpRequest, held: Plan, found: dict[str, Any], token: str, by: Any) -> dict[str, Any]:
    outcome = request.GET.get("outcome", "")
    rows = reading.page(held.id, outcome=outcome, after=cursor_of(request.GET.get("after", "")))
    listed = page_of(rows, reading.PAGE, lambda one: (one.completed_at, one.id))
    customer = names_of([held.customer_id]).get(held.customer_id, "") if held.customer_id else ""
    return {
        "page_title": held.key,
        "crumbs": crumbs(held.key),
        "shown": {**shown(held, lang(), clock.now()), "customer": customer},
        "lines": [run_shown(one, lang()) for one in listed.rows],
        "more": listed.more,
        "outcome": outcome if outcome in runs.OUTCOMES else "",
        "outcomes": [(one, runs.call(one, lang())) for one in runs.OUTCOMES],
        "tests": [test_shown(one, lang()) for one in reading.tests(held.id)],
        "forms": found,
        "address": address_of(token),
        "may_plan": permissions.may(by, PLAN),
        "may_report": permissions.may(by, REPORT),
        "may_test": permissions.may(by, TEST),
    }


def _carry_out(do: str, held: Plan, form: Any, by: Any) -> str:
    """The token of another address, else nothing. Raises as the actions."""
    at = clock.now()
    if do == "run":
        report_run(held.id, form.reported(), by_hand=True, by=by, at=at)
    elif do == "test":
        record_test(held.id, form.tried(), by=by, at=at)
    elif do == "end":
        end_plan(held.id, by=by, at=at)
    else:
        return renew_address(held.id, by=by, at=at)
    return ""


@staff_only
@require_safe
def file(request: HttpRequest, plan: UUID) -> HttpResponse:
    """All its back-ups as a table, of one outcome by `outcome`; instants in UTC (ISO 8601), sizes in bytes."""
    permissions.require(request.actor, SEE)  # type: ignore[attr-defined]
    held = reading.find(plan)
    head = [
        *(_("Content of"), _("Began"), _("Complete at"), _("Outcome"), _("Why"), _("Size in bytes"), _("SHA-256")),
        *(_("Place"), _("Reference"), _("Reported"), _("Written down by")),
    ]
    rows = _rows(reading.all_of(held.id, request.GET.get("outcome", "")), lang())
    name = _("back-ups of %(plan)s") % {"plan": held.key}
    made: HttpResponse = as_file(request.GET.get("as", "csv"), name, head, rows, zone=zone())
    return made


def _rows(found: Iterator[Run], language: str) -> Iterator[list[Any]]:
    for one in found:
        told = run_shown(one, language)
        yield [
            *(one.as_of.isoformat(), one.began_at.isoformat(), one.completed_at.isoformat()),
            *(told["outcome"], told["why"], one.size, one.sha256, one.place, one.reference),
            *(one.reported_at.isoformat(), one.reporter),
        ]
