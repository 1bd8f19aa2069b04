"""The desk's pages of customers: the list, one customer with its people, a new one."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from waarborg.access import forms
from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.access.permissions import LIFT_NETWORKS, SEE_ADMINISTRATORS
from waarborg.access.views.people import rows_of
from waarborg.customers import permissions, queries
from waarborg.customers.actions import change_organisation, enrol_organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.forms import blank
from waarborg.plumbing.web.wording import date_words, local_date, tongue


@staff_only
@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """Customers by name, fifty a page; a page begins after the last row of the one before, however many there are."""
    require(request.actor, permissions.SEE_ORGANISATIONS)  # type: ignore[attr-defined]
    search = " ".join(request.GET.get("q", "").split())[:100]
    page = queries.customers(search=search, after=_after(request), limit=queries.PAGE + 1)
    later = page[: queries.PAGE][-1] if len(page) > queries.PAGE else None
    context = {
        "page_title": _("Customers"),
        "rows": _rows(page[: queries.PAGE]),
        "search": search,
        "later_url": f"?{urlencode({'q': search, 'after': later.id})}" if later else "",
        "is_first": "after" not in request.GET,
        "may_add": may(request.actor, permissions.ENROL),  # type: ignore[attr-defined]
    }
    return render(request, "access/customers.html", context)


def _rows(page: list[Any]) -> list[dict[str, str]]:
    """Ready text: filters and address look-ups in the template's loop would be most of the page's time."""
    nobody = UUID(int=0)
    address = reverse("access:customer", args=[nobody])
    lang, zone = translation.get_language(), zone_of()
    return [
        {
            "name": one.name,
            "url": address.replace(str(nobody), str(one.id)),
            "people": str(one.people),
            "size": "–" if one.size is None else str(one.size),
            "since": date_words(local_date(one.created, zone), lang, short=True, weekday=False),
        }
        for one in page
    ]


def _after(request: HttpRequest) -> tuple[str, UUID] | None:
    try:
        last = queries.organisation(UUID(request.GET["after"]))
    except (KeyError, ValueError, NotFound):
        return None
    return last.name, last.id


@staff_only
def customer(request: HttpRequest, customer: UUID) -> HttpResponse:
    """One customer: details, people, and whom to tell."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, permissions.SEE_ORGANISATIONS)
    found = queries.organisation(customer)
    access_log.read(by=actor, tenant=found.id, what=found.ref, why=gettext_noop("customer page"), at=clock.now())
    held = found.name, found.size, found.language
    form: Any = blank(_as_it_is, *held) if request.method != "POST" else _as_it_is(*held, data=request.POST)
    status = 422 if form.is_bound else 200
    if form.is_bound:
        require(actor, permissions.EDIT_ORGANISATION)
    if form.is_bound and form.is_valid():
        try:
            change_organisation(found, **form.cleaned_data, by=actor, at=clock.now())
        except Refusal as refusal:
            refuse(form, refusal, tongue(translation.get_language()))
            status = refusal.status
        else:
            success(request, _("The details have been changed."))
            return HttpResponseRedirect(request.path)
    context = {
        "page_title": found.name,
        "shown": found,
        "form": form,
        "rows": rows_of(found.id),
        "add_url": reverse("access:customer-person-add", args=[found.id]),
        "person_url": "access:customer-person",
        "may_lift": may(actor, LIFT_NETWORKS),
        "may_record": may(actor, permissions.USE_AUTHORITY) and found.kind == "customer",
        "may_see_administrators": may(actor, SEE_ADMINISTRATORS),
        "may_edit": may(actor, permissions.EDIT_ORGANISATION),
    }
    return render(request, "access/customer.html", context, status=status)


def _as_it_is(name: str, size: int | None, language: str, *, data: Any = None) -> forms.OrganisationForm:
    """The form of an organisation as it stands now, or with what was typed over it."""
    return forms.OrganisationForm(data, initial={"name": name, "size": size, "language": language})


@staff_only
def add(request: HttpRequest) -> HttpResponse:
    """Enrol a customer."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, permissions.ENROL)
    form = forms.OrganisationForm(request.POST if request.method == "POST" else None, initial={"language": "nl"})
    context = {"page_title": _("New customer"), "form": form}
    if not form.is_bound or not form.is_valid():
        return render(request, "access/customer_add.html", context, status=422 if form.is_bound else 200)
    try:
        made = enrol_organisation(**form.cleaned_data, by=actor, at=clock.now())
    except Refusal as refusal:
        refuse(form, refusal, tongue(translation.get_language()))
        return render(request, "access/customer_add.html", context, status=refusal.status)
    success(request, _("%(name)s has been enrolled. Add its owner next.") % {"name": made.name})
    return HttpResponseRedirect(reverse("access:customer-person-add", args=[made.id]))
