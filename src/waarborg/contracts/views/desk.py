"""Contracts and notice of one customer, for staff."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.give_notice import confirm_notice, give_notice, take_notice, withdraw_notice
from waarborg.contracts.actions.keep_contract import keep_contract
from waarborg.contracts.forms import ContractForm, ProviderNoticeForm, TakenNoticeForm
from waarborg.contracts.queries import notices
from waarborg.contracts.views.portal import reasons
from waarborg.customers.queries import organisation, people_of, person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web.wording import tongue
from waarborg.promises.queries import versions


@staff_only
@require_http_methods(["GET", "POST"])
def contract(request: HttpRequest, customer: UUID) -> HttpResponse:
    """By POST, `do` is record, end, take, confirm or withdraw."""
    by, at = request.actor, clock.now()
    permissions.require(by, rights.SEE)
    shown = organisation(customer)
    if shown.kind != "customer":
        raise permissions.NotFound()
    access_log.read(by=by, tenant=shown.id, what=shown.ref, why=gettext_noop("contract"), at=at)
    do = request.POST.get("do")
    published = [str(one.version) for one in versions.published(at)]
    recording = ContractForm(request.POST if do == "record" else None, versions=published)
    ending = ProviderNoticeForm(request.POST if do == "end" else None)
    people = [(str(one.id), one.name) for one in people_of(shown.id, at=at) if one.active]
    taken = TakenNoticeForm(request.POST if do == "take" else None, people=people, lang=tongue(get_language()))
    forms: dict[str, Any] = {"record": recording, "end": ending, "take": taken}
    refusal = None
    if do in ("withdraw", "confirm") or (do in forms and forms[do].is_valid()):
        try:
            success(request, _act(str(do), shown.id, forms, by=by, at=at))
        except Refusal as found:
            refusal = found
        else:
            return redirect("contracts:contract", customer=shown.id)
    return _page(request, shown, forms, refusal, by=by, at=at)


def _act(do: str, tenant: UUID, forms: dict[str, Any], *, by: Actor, at: datetime) -> str:
    """What was done, in words."""
    given = forms[do].cleaned_data if do in forms else {}
    if do == "record":
        agreement, _space, version = given["version"].rpartition(" ")
        keep_contract(
            tenant,
            versions.find(agreement, version),
            reference=given["reference"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            amendments=forms[do].references(),
            by=by,
            at=at,
        )
        return _("The contract has been recorded; the customer is bound by it.")
    if do == "end":
        give_notice(tenant, by=by, at=at, why=given["why"])
        return _("Notice has been given. The customer's owners and administrators get a mail.")
    if do == "take":
        owner = person(UUID(given["owner"]), tenant=tenant)
        how = {key: given[key] for key in ("form", "address", "received", "why")}
        take_notice(owner, **how, by=by, at=at)
        return _("The notice has been written down. Confirm it to the customer.")
    held = notices.running(tenant)
    if held is None:
        raise permissions.NotFound()
    if do == "confirm":
        confirm_notice(held.id, by=by, at=at)
        return _("Confirmed: the customer's owners and administrators get a mail.")
    withdraw_notice(held.id, by=by, at=at)
    return _("The notice has been withdrawn: the agreement goes on.")


def _page(
    request: HttpRequest,
    shown: Any,
    forms: dict[str, Any],
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
        "form": forms["record"],
        "ending": forms["end"],
        "mailed": forms["take"],
        "may_confirm": permissions.may(by, rights.CONFIRM),
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
    wrong = any(one.is_bound and one.errors for one in forms.values())
    return render(
        request, "contracts/contract.html", context, status=refusal.status if refusal else 422 if wrong else 200
    )


@staff_only
@require_http_methods(["GET"])
def termination(request: HttpRequest, termination: UUID) -> HttpResponse:
    """From a notice, as a link in a list gives it, to the page of its customer."""
    permissions.require(request.actor, rights.SEE)
    return redirect("contracts:contract", customer=notices.customer_of(termination))
