"""Whether we may name a customer's supplier to another: the owner says so in the portal, staff ask and name (CL-33)."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import contact_only, staff_only
from waarborg.console.reference_forms import AskForm, ConsentForm, DiscloseForm
from waarborg.customers import permissions as rights
from waarborg.customers import queries as customers
from waarborg.customers.actions import references as acts
from waarborg.customers.models import ReferenceConsent
from waarborg.customers.rules import references as rules
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.web.wording import tongue


@contact_only
@require_http_methods(["GET", "POST"])
def portal(request: HttpRequest) -> HttpResponse:
    """What was asked, what was agreed to, and agreeing of one's own accord. By POST `do` is consent, decline or
    withdraw; `reference` names the question or the consent, and is empty for one of one's own accord."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, rights.SEE_REFERENCES, tenant=by.tenant)
    do, at, lang = request.POST.get("do", ""), clock.now(), tongue(get_language())
    form, status = ConsentForm(request.POST if do == "consent" else None, lang=lang), 200
    if request.method == "POST":
        about = _named(request.POST.get("reference", ""), by.tenant)
        if do == "consent":
            if form.is_valid():
                try:
                    acts.give_consent(about, by=by, at=at, **form.cleaned_data)
                except Refusal as refusal:
                    refuse(form, refusal, lang)
                    status = refusal.status
                else:
                    success(request, _("Thank you: we may name this supplier, and nothing else."))
                    return redirect("references")
            else:
                status = 422
        elif about is not None and do in ("decline", "withdraw"):
            (acts.decline_consent if do == "decline" else acts.withdraw_consent)(about, by=by, at=at)
            success(request, _("Your answer is kept. We name nobody."))
            return redirect("references")
        else:
            raise NotFound()
    context = {
        "lines": _lines(by.tenant, lang, at.date()),
        "form": form,
        "about": request.POST.get("reference", ""),
        "may_consent": may(by, rights.CONSENT, tenant=by.tenant),
    }
    return render(request, "console/references.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def of_customer(request: HttpRequest, customer: UUID) -> HttpResponse:
    """What this customer agreed to, asking it, and naming it to somebody of another customer."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, rights.SEE_REFERENCES)
    found, at, lang = customers.organisation(customer), clock.now(), tongue(get_language())
    if found.kind != "customer":
        raise NotFound()
    do = request.POST.get("do", "")
    ask, name = AskForm(request.POST if do == "ask" else None), DiscloseForm(request.POST if do == "name" else None)
    form, status = {"ask": ask, "name": name}.get(do), 200
    if request.method == "POST":
        if form is not None and form.is_valid():
            try:
                success(request, _act(do, form, request.POST.get("reference", ""), found.id, by, at))
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
            else:
                return redirect("desk-references", customer=found.id)
        else:
            status = 422
    crumbs = [
        {"label": _("Customers"), "url": reverse("access:customers")},
        {"label": found.name, "url": reverse("access:customer", args=[found.id])},
        {"label": _("References")},
    ]
    context = {
        "shown": found,
        "crumbs": crumbs,
        "lines": _lines(found.id, lang, at.date()),
        "ask": ask,
        "name": name,
        "about": request.POST.get("reference", ""),
        "may_act": may(by, rights.DISCLOSE),
    }
    return render(request, "console/desk_references.html", context, status=status)


def _act(do: str, form: Any, named: str, customer: UUID, by: Any, at: Any) -> str:
    if do == "ask":
        acts.ask_consent(customer, by=by, at=at, **form.cleaned_data)
        return _("The owners of this customer are asked by mail.")
    about, person = _named(named, customer), acts.who_asked(form.cleaned_data["email"])
    if about is None:
        raise NotFound()
    acts.disclose(about, person, by=by, at=at)
    return _("The supplier is named to %(name)s; of this customer nothing was said.") % {"name": person.name}


def _named(text: str, tenant: UUID) -> ReferenceConsent | None:
    """Raises NotFound for one that is not there or another customer's; None where none is named."""
    if not text:
        return None
    try:
        found = ReferenceConsent.objects.filter(tenant_id=tenant, id=UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound()
    return found


def _lines(tenant: UUID, lang: str, today: Any) -> list[dict[str, Any]]:
    """The newest first, each with whether it may be named today. One query."""
    rows = ReferenceConsent.objects.filter(tenant_id=tenant).order_by("-id")[:200]
    return [
        {
            "one": one,
            "whom": rules.words(one.whom, lang),
            "stands": rules.stands(one.state, one.whom, one.until, one.told, today),
        }
        for one in rows
    ]
