"""Who of a customer may ask us, kept by itself, and what it says of itself (PX-87, PX-88, CL-91)."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import contact_only
from waarborg.access.roles import LABELS
from waarborg.customers.actions import change_organisation
from waarborg.customers.models import Person
from waarborg.customers.permissions import EDIT_ORGANISATION, READ_ORGANISATION, SEE_ORGANISATIONS
from waarborg.customers.queries import organisation
from waarborg.customers.queries import person as find_person
from waarborg.customers.rules.roles import ADMINISTRATOR, BREACH_CONTACT, CONTACT_LEVELS, OWNER, USER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.support.actions.contacts import keep_contact, may_keep_contacts, require_may_keep
from waarborg.support.forms.contacts import ContactForm, OrganisationForm
from waarborg.support.queries.people import askers, asking_roles, held_roles


def turned_away(request: HttpRequest) -> HttpResponse:
    """For who may not ask: who does, and who can add them."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    held = held_roles(by.tenant, at=at)
    people = list(Person.objects.filter(id__in=held, active=True).order_by("name", "id"))
    roles = asking_roles(by.tenant, at=at)
    add = [one.name for one in people if held[one.id] & {OWNER, ADMINISTRATOR}]
    context = {"askers": [one.name for one in people if held[one.id] & roles], "adders": add}
    return render(request, "support/may_not_ask.html", context, status=403)


@contact_only
@require_http_methods(["GET", "POST"])
def contacts(request: HttpRequest) -> HttpResponse:
    """Who may ask, in which line; added and withdrawn by who may keep them."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, SEE_ORGANISATIONS, tenant=by.tenant)
    held = held_roles(by.tenant, at=at)
    people = list(Person.objects.filter(tenant_id=by.tenant, id__in=held, active=True).order_by("name", "id"))
    may_keep = may_keep_contacts(by, at=at)
    form = ContactForm(request.POST if "role" in request.POST else None, people=people)
    refusal = None
    if request.method == "POST":
        try:
            said = _keep(request, form)
        except Refusal as refused:
            if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
                raise
            refusal = refused
        else:
            if said:
                success(request, said)
                return redirect("support:contacts")
    roles = asking_roles(by.tenant, at=at)
    shown = roles | {*CONTACT_LEVELS, BREACH_CONTACT}
    context = {
        "rows": [_row(one, held[one.id], roles) for one in people if held[one.id] & shown],
        "form": form,
        "may_keep": may_keep,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/contacts.html", context, status=status)


def _keep(request: HttpRequest, form: ContactForm) -> str:
    """Add (the form) or withdraw (`withdraw` is person and role); what was done, empty where the form is not right."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    require_may_keep(by, at=at)
    if "withdraw" in request.POST:
        identifier, _colon, role = request.POST["withdraw"].partition(":")
        person, is_one = _person(identifier, by.tenant), False
    elif form.is_valid():
        person, role, is_one = _person(str(form.cleaned_data["person"]), by.tenant), form.cleaned_data["role"], True
    else:
        return ""
    keep_contact(person, role, is_one=is_one, by=by, at=at)
    named = {"name": person.name, "role": _(LABELS[role])}
    return (_("%(name)s: %(role)s from now on.") if is_one else _("%(name)s: no longer %(role)s.")) % named


def _person(identifier: str, tenant: UUID) -> Person:
    try:
        return find_person(UUID(identifier), tenant=tenant)
    except ValueError:
        raise permissions.NotFound() from None


def _row(person: Person, held: frozenset[str], roles: frozenset[str]) -> dict[str, Any]:
    other = [one for one in (OWNER, ADMINISTRATOR, USER) if one in held]
    kept = [one for one in (*CONTACT_LEVELS, BREACH_CONTACT) if one in held]
    return {
        "person": person,
        "others": ", ".join(_(LABELS[one]) for one in other),
        "kept": [{"value": f"{person.id}:{one}", "label": _(LABELS[one])} for one in kept],
        "may_ask": bool(held & roles),
    }


@contact_only
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """What the organisation says of itself: in short for everybody there, all of it for who answers for it (PX-88)."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, SEE_ORGANISATIONS, tenant=by.tenant)
    found = organisation(by.tenant)
    may_edit = permissions.may(by, EDIT_ORGANISATION, tenant=by.tenant)
    reads_all = permissions.may(by, READ_ORGANISATION, tenant=by.tenant)
    if request.method == "POST":
        permissions.require(by, EDIT_ORGANISATION, tenant=by.tenant)
    fields = ("name", "phone", "size", "language")
    form = OrganisationForm(
        request.POST if request.method == "POST" else None, initial={one: getattr(found, one) for one in fields}
    )
    status = 200
    if form.is_bound and form.is_valid():
        try:
            change_organisation(found, by=by, at=at, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal, wording.tongue(get_language()))
            status = refusal.status
        else:
            success(request, _("The details have been changed."))
            return redirect("support:organisation")
    elif form.errors:
        status = 422
    context = {
        "organisation": found,
        "form": form if may_edit else None,
        "reads_all": reads_all,
        "people": len(held_roles(by.tenant, at=at)) if reads_all else None,
        "askers": [one.name for one in askers(by.tenant, at=at)],
    }
    return render(request, "support/organisation.html", context, status=status)
