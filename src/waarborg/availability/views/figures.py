"""The availability of a month: for the desk by component and customer, for a customer his own; how it is counted."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import contact_only, staff_only
from waarborg.availability.actions.findings import exclude_downtime, put_right
from waarborg.availability.forms import FindingForm
from waarborg.availability.models import Finding
from waarborg.availability.permissions import EXCLUDE, READ, SEE
from waarborg.availability.queries.burning import key_of, warned_in
from waarborg.availability.queries.incidents import component_items
from waarborg.availability.queries.month_figures import (
    Figure,
    of_components,
    of_customer,
    of_visitors,
    terms_for_visitors,
)
from waarborg.availability.rules.findings import CORRECTION, call_cause, call_state
from waarborg.availability.rules.methods import UptimeMethod
from waarborg.availability.rules.terms import terms_of
from waarborg.availability.views.accounts import asked_month, method_page, months, shown
from waarborg.availability.views.public import bar, for_visitors
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.reader import lang, zone
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.figures import versions_used
from waarborg.promises.queries.standing import compiled, standing
from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.registry import known


@staff_only
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Every component of ours in a month, by each promise about it; with `customer`, what that one bought. Twelve
    queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE)
    month = asked_month(request.GET.get("month", ""), at, zone())
    asked = request.GET.get("customer", "").strip()[:80]
    customer = Organisation.objects.filter(kind="customer", slug=asked).first() if asked else None
    if customer is not None:
        found = of_customer(customer.tenant_id, month, at=at)
    else:
        found = of_components(month, at=at, versions=versions_used(at=at))
    warned = warned_in(month)
    context = {
        "page_title": _("Availability"),
        "rows": [
            shown(one, lang(), method_url=_method("desk", one), warned=warned.get(key_of(one), ())) for one in found
        ],
        "months": months(month, at, zone(), lang()),
        "asked": asked,
        "customer": customer,
        "unknown": bool(asked) and customer is None,
        "may_find": permissions.may(by, EXCLUDE),
    }
    return render(request, "availability/desk_figures.html", context)


@contact_only
@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """What a customer bought, in a month: the figure, its verdict, what it rests on. Twelve queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, READ, tenant=by.tenant)
    bound = standing(by.tenant)
    month = asked_month(request.GET.get("month", ""), at, zone())
    version = bound.at(at) if bound is not None else None
    found, warned = of_customer(by.tenant, month, at=at), warned_in(month)
    context = {
        "page_title": _("Availability"),
        "rows": [
            shown(
                one,
                lang(),
                method_url=_method("portal", one),
                sentence=_said(version, one),
                warned=warned.get(key_of(one), ()),
            )
            for one in found
        ],
        "months": months(month, at, zone(), lang()),
    }
    return render(request, "availability/portal_figures.html", context)


@require_safe
@for_visitors
def public(request: HttpRequest) -> HttpResponse:
    """What visitors may see of a month, without what is promised of it. Twelve queries."""
    at = clock.now()
    month = asked_month(request.GET.get("month", ""), at, zone())
    context = {
        "page_title": _("Availability"),
        "rows": [shown(one, lang(), method_url=_public_method(one)) for one in of_visitors(month, at=at)],
        "months": months(month, at, zone(), lang()),
        "menu": bar("public-figures"),
        "crumbs": [{"label": _("Status"), "url": reverse("availability:public")}, {"label": _("Availability")}],
    }
    return render(request, "availability/public_figures.html", context)


def _public_method(one: Figure) -> str:
    return f"{reverse('availability:public-method')}?component={one.node.key}"


@require_safe
@for_visitors
def public_method(request: HttpRequest) -> HttpResponse:
    """How the figure of a component that visitors may see is counted."""
    asked = request.GET.get("component", "")[:120]
    terms = terms_for_visitors(at=clock.now())
    method = next((one.method for node, one, _version in terms if node.key == asked), UptimeMethod())
    lines = method_page(method.say(lang()), method.uses, "availability:public-figures", _("Availability"))
    context = {**lines, "base": "public.html", "menu": bar("public-figures")}
    return render(request, "availability/method.html", context)


def _said(version: Compiled | None, one: Figure) -> str:
    """The promise in its own words."""
    name = one.terms.promise
    if version is None or name not in version.agreement.promises:
        return ""
    return fill(version.promise(name), version.agreement, known(), lang())


def _method(face: str, one: Figure) -> str:
    address = reverse(f"availability:{face}-method")
    if not one.terms.promise:
        return address
    version = f"&version={one.version}" if face == "desk" else ""
    return f"{address}?promise={one.terms.promise}{version}"


@staff_only
@require_safe
def desk_method(request: HttpRequest) -> HttpResponse:
    """How a figure is counted: by the method that a promise names, else the plain one."""
    permissions.require(request.actor, SEE)
    asked = request.GET.get("version", "")[:64]
    known_one = AgreementVersion.objects.filter(sha256=asked).exists() if asked else False
    if asked and not known_one:
        raise NotFound()
    return _explained(request, compiled(asked) if asked else None, "availability:desk-figures", "desk.html")


@contact_only
@require_safe
def portal_method(request: HttpRequest) -> HttpResponse:
    by = request.actor
    permissions.require(by, READ, tenant=by.tenant)
    bound = standing(by.tenant)
    version = bound.at(clock.now()) if bound is not None else None
    return _explained(request, version, "availability:portal-figures", "portal.html")


def _explained(request: HttpRequest, version: Compiled | None, back: str, base: str) -> HttpResponse:
    name, method = request.GET.get("promise", "")[:120], UptimeMethod()
    if version is not None and name in version.agreement.promises:
        terms = terms_of(version, name)
        method = terms.method if terms is not None else method
    context = {**method_page(method.say(lang()), method.uses, back, _("Availability")), "base": base}
    return render(request, "availability/method.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def findings(request: HttpRequest, component: UUID) -> HttpResponse:
    """What was found out about a component; and putting right what was measured, or leaving downtime out."""
    by, at = request.actor, clock.now()
    permissions.require(by, EXCLUDE)
    item = component_items([component])[component]
    form = FindingForm(request.POST if request.method == "POST" else None, zone=zone(), lang=lang())
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            _keep(component, form, by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("It counts from now on; months that were stated are stated again tonight."))
            return redirect("availability:findings", component)
    rows = Finding.objects.filter(component=item).order_by("-at", "-id")[:50]
    context: dict[str, Any] = {
        "page_title": item.say(lang()),
        "rows": [{"finding": one, "word": _word(one)} for one in rows],
        "form": form,
        "crumbs": [
            {"label": _("Availability"), "url": reverse("availability:desk-figures")},
            {"label": item.say(lang())},
        ],
    }
    return render(request, "availability/findings.html", context, status=status)


def _keep(component: UUID, form: FindingForm, *, by: Any, at: Any) -> None:
    said = form.cleaned_data
    kind, word = form.chosen
    between = (component, said["begins_at"], said["ends_at"], word)
    if kind == CORRECTION:
        put_right(*between, said["reason"], by=by, at=at)
    else:
        exclude_downtime(*between, said["evidence"], said["reason"], by=by, at=at)


def _word(one: Finding) -> str:
    return call_state(one.word, lang()) if one.kind == CORRECTION else call_cause(one.word, lang())
