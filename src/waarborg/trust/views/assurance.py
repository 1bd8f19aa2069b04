"""What is done for security outside the software: kept at the desk, read by everybody."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.web.wording import tongue
from waarborg.trust.actions.record_assurance import (
    end_measure,
    record_audit,
    record_control,
    record_document,
    record_measure,
    record_test,
)
from waarborg.trust.forms import AssuranceForm, ThemeForm
from waarborg.trust.permissions import ASSURE, SEE_ASSURANCE
from waarborg.trust.queries import assurances as reading
from waarborg.trust.rules.themes import THEMES

ACTS = {
    "audit": record_audit,
    "measure": record_measure,
    "control": record_control,
    "penetration-test": record_test,
    "document": record_document,
}


@staff_only
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """By POST `do` is a kind of record, or end (of the one whose number `measure` holds)."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, SEE_ASSURANCE)
    at, do = clock.now(), request.POST.get("do", "")
    forms = {name: _form(name, request.POST if do == name else None) for name in ACTS}
    status = 200
    if do == "end":
        end_measure(_uuid(request.POST.get("measure", "")), by=by, at=at)
        success(request, _("The measure has ended."))
        return HttpResponseRedirect(request.path)
    if do in ACTS:
        status = 422
        if forms[do].is_valid():
            try:
                ACTS[do](**forms[do].cleaned_data, by=by, at=at)
            except Refusal as refusal:
                refuse(forms[do], refusal, tongue(get_language()))
                status = refusal.status
            else:
                success(request, _("Recorded, and kept in the journal."))
                return HttpResponseRedirect(request.path)
    context = {
        "stand": reading.stand(at=at),
        "audits": reading.held_audits(),
        "measures": reading.measures(at=at),
        "kinds": reading.kept(at=at),
        "forms": forms,
        "may_record": may(by, ASSURE),
        "lang": tongue(get_language()),
    }
    return render(request, "trust/desk_assurance.html", context, status=status)


@require_GET
def public(request: HttpRequest) -> HttpResponse:
    """For everybody: physical measures by the word of who takes them; customers also read which audits were held."""
    context = {
        "audits": reading.held_audits(),
        "measures": reading.measures(at=clock.now()),
        "kinds": reading.kept(at=clock.now()),
        "lang": tongue(get_language()),
    }
    return render(request, "trust/assurance.html", context)


def _form(name: str, sent: Any) -> AssuranceForm:
    if name in THEMES:
        return ThemeForm(sent, kind=name, lang=tongue(get_language()), auto_id=f"{name}-%s")
    return AssuranceForm(sent, auto_id=f"{name}-%s")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound() from None
