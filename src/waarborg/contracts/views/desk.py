"""Contracts and notice of one customer, for staff."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.give_notice import give_notice, withdraw_notice
from waarborg.contracts.actions.keep_contract import keep_contract
from waarborg.contracts.forms import ContractForm, ProviderNoticeForm
from waarborg.contracts.queries import notices
from waarborg.contracts.views.portal import reasons
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.promises.queries import versions


@staff_only
@require_http_methods(["GET", "POST"])
def contract(request: HttpRequest, customer: UUID) -> HttpResponse:
    """By POST, `do` is record, end or withdraw."""
    by, at = request.actor, clock.now()
    permissions.require(by, rights.SEE)
    shown = organisation(customer)
    if shown.kind != "customer":
        raise permissions.NotFound()
    access_log.read(by=by, tenant=shown.id, what=shown.ref, why="contract", at=at)
    do = request.POST.get("do")
    published = [str(one.version) for one in versions.published(at)]
    recording = ContractForm(request.POST if do == "record" else None, versions=published)
    ending = ProviderNoticeForm(request.POST if do == "end" else None)
    refusal = None
    if do == "withdraw" or (do == "record" and recording.is_valid()) or (do == "end" and ending.is_valid()):
        try:
            success(request, _act(str(do), shown.id, recording, ending, by=by, at=at))
        except Refusal as found:
            refusal = found
        else:
            return redirect("contracts:contract", customer=shown.id)
    return _page(request, shown, recording, ending, refusal, by=by, at=at)


def _act(do: str, tenant: UUID, recording: ContractForm, ending: ProviderNoticeForm, *, by: Actor, at: datetime) -> str:
    """What was done, in words."""
    if do == "record":
        given = recording.cleaned_data
        agreement, _space, version = given["version"].rpartition(" ")
        keep_contract(
            tenant,
            versions.find(agreement, version),
            reference=given["reference"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            amendments=recording.references(),
            by=by,
            at=at,
        )
        return _("The contract has been recorded; the customer is bound by it.")
    if do == "end":
        give_notice(tenant, by=by, at=at, why=ending.cleaned_data["why"])
        return _("Notice has been given. The customer's owners and administrators get a mail.")
    held = notices.running(tenant)
    if held is None:
        raise permissions.NotFound()
    withdraw_notice(held.id, by=by, at=at)
    return _("The notice has been withdrawn: the agreement goes on.")


def _page(
    request: HttpRequest,
    shown: Any,
    recording: ContractForm,
    ending: ProviderNoticeForm,
    refusal: Refusal | None,
    *,
    by: Actor,
    at: datetime,
) -> HttpResponse:
    held = notices.running(shown.id)
    found = None if held else notices.prospect(shown.id, by=by, at=at)
    context: dict[str, Any] = {
        "shown": shown,
        "contracts": notices.contracts_of(shown.id),
        "held": held,
        "found": found,
        "form": recording,
        "ending": ending,
        "refusal": refusal,
        "may_record": permissions.may(by, rights.RECORD),
        "may_end": permissions.may(by, rights.GIVE_NOTICE),
        "crumbs": [
            {"label": _("Customers"), "url": reverse("access:customers")},
            {"label": shown.name, "url": reverse("access:customer", args=[shown.id])},
            {"label": _("Contract")},
        ],
    }
    if found is not None:
        context |= reasons(found)
    wrong = any(one.is_bound and one.errors for one in (recording, ending))
    return render(
        request, "contracts/contract.html", context, status=refusal.status if refusal else 422 if wrong else 200
    )
