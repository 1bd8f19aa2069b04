"""People and what they may do: the same pages in the portal (an organisation's own) and on the desk (a customer's)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waarborg.access import forms
from waarborg.access.actions.admit import admit
from waarborg.access.actions.give_staff_roles import give_staff_roles
from waarborg.access.actions.invite import invite
from waarborg.access.actions.rights_requests import change_rights
from waarborg.access.actions.shut_out import reset_second_factor, sign_out
from waarborg.access.forms import refuse
from waarborg.access.guard import contact_only, staff_only
from waarborg.access.permissions import SEE_PEOPLE
from waarborg.access.queries.doors import doors
from waarborg.access.roles import LABELS
from waarborg.customers import queries
from waarborg.customers.actions import change_person, person_left, record_confidentiality
from waarborg.customers.models import Organisation, Person
from waarborg.customers.permissions import CHANGE_PEOPLE
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.permissions import require
from waarborg.plumbing.web.wording import tongue


def rows_of(tenant: UUID) -> list[dict[str, Any]]:
    """What a table of an organisation's people shows: person, roles in words, and how they stand to signing in. Two
    queries."""
    listed = queries.people_with_roles(tenant, at=clock.now())
    known = doors((person.id for person in listed), of=tenant)
    return [
        {
            "person": person,
            "roles": [_(LABELS[one]) for one in person.held_roles if one in LABELS],
            "door": known[person.id],
        }
        for person in listed
    ]


@contact_only
def people(request: HttpRequest) -> HttpResponse:
    """The organisation's people, for those who administer them."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, SEE_PEOPLE, tenant=actor.tenant)
    context = {
        "page_title": _("People"),
        "rows": rows_of(actor.tenant),
        "add_url": reverse("access:person-add"),
        "person_url": "access:person",
    }
    return render(request, "access/people.html", context)


def _face(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    """Shell and ways back, by whose page it is."""
    if request.actor.kind == "staff":  # type: ignore[attr-defined]
        return {
            "shell": "desk.html",
            "shown": organisation,
            "list_url": reverse("access:customer", args=[organisation.id]),
            "person_url": "access:customer-person",
        }
    return {
        "shell": "portal.html",
        "shown": organisation,
        "list_url": reverse("access:people"),
        "person_url": "access:person",
    }


@contact_only
def add(request: HttpRequest) -> HttpResponse:
    """Add a person to one's own organisation."""
    return _add(request, request.actor.tenant)  # type: ignore[attr-defined]


@staff_only
def add_to_customer(request: HttpRequest, customer: UUID) -> HttpResponse:
    """Add a person to a customer."""
    return _add(request, customer)


def _add(request: HttpRequest, tenant: UUID) -> HttpResponse:
    """Add a person, with roles and an invitation."""
    actor = request.actor  # type: ignore[attr-defined]
    organisation = queries.organisation(tenant)
    require(actor, CHANGE_PEOPLE, tenant=organisation.id)
    form = forms.NewPersonForm(
        request.POST if request.method == "POST" else None,
        possible=organisation.roles,
        initial={"language": organisation.language},
    )
    if organisation.kind == "provider":
        # A colleague gets roles afterwards, with the work they are for, once the confidentiality clause is signed.
        del form.fields["roles"]
    context = {**_face(request, organisation), "form": form, "page_title": _("Add a person")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "access/person_add.html", context, status=422 if form.is_bound else 200)
    given = {"roles": (), **form.cleaned_data}
    try:
        person = admit(organisation, invited=given.pop("invite"), **given, by=actor, at=clock.now())
    except Refusal as refusal:
        refuse(form, refusal, tongue(translation.get_language()))
        return render(request, "access/person_add.html", context, status=refusal.status)
    success(request, _("%(name)s has been added.") % {"name": person.name})
    return HttpResponseRedirect(reverse(context["person_url"], args=[person.id]))


@contact_only
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person of one's own organisation."""
    return _person(request, queries.person(person, tenant=request.actor.tenant))  # type: ignore[attr-defined]


@staff_only
def customer_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person of a customer, or a colleague."""
    return _person(request, queries.person(person))


def _person(request: HttpRequest, found: Person) -> HttpResponse:
    """Details, roles, signing in, and leaving. `what` in a form says which of these it changes."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, CHANGE_PEOPLE, tenant=found.tenant_id)
    access_log.read(
        by=actor, tenant=found.tenant_id, what=found.ref, why=gettext_noop("details of a person"), at=clock.now()
    )
    organisation = queries.organisation(found.tenant_id)
    held = [one.role for one in queries.roles_of(found, at=clock.now())]
    what = request.POST.get("what", "")
    details = forms.PersonForm(
        request.POST if what == "details" else None,
        initial={"name": found.name, "email": found.email, "language": found.language},
    )
    ours = organisation.kind == "provider"
    chosen = (forms.StaffRolesForm if ours else forms.RolesForm)(
        request.POST if what == "roles" else None, possible=organisation.roles, initial={"roles": held}
    )
    signed = forms.ConfidentialityForm(
        request.POST if what == "confidentiality" else None, initial={"signed_on": found.confidentiality_signed_on}
    )
    status = 200
    form = {"details": details, "roles": chosen, "confidentiality": signed}.get(what)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            said = CHANGES[what](found, form.cleaned_data if form else {}, actor)
        except KeyError:
            return HttpResponse(status=400)
        except Refusal as refusal:
            if form is None:
                raise
            refuse(form, refusal, tongue(translation.get_language()))
            status = refusal.status
        else:
            success(request, said)
            return HttpResponseRedirect(request.path)
    elif form is not None:
        status = 422
    context = {
        **_face(request, organisation),
        "page_title": found.name,
        "person": found,
        "details": details,
        "roles": chosen,
        "signed": signed if ours else None,
        "door": doors([found.id])[found.id],
    }
    return render(request, "access/person.html", context, status=status)


def _details(person: Person, given: dict[str, Any], actor: Any) -> str:
    change_person(person, **given, by=actor, at=clock.now())
    return _("The details have been changed.")


def _roles(person: Person, given: dict[str, Any], actor: Any) -> str:
    if "why" in given:
        give_staff_roles(person, given["roles"], why=given["why"], by=actor, at=clock.now())
    else:
        change_rights(person, given["roles"], by=actor, at=clock.now())
    return _("The roles have been changed.")


def _confidentiality(person: Person, given: dict[str, Any], actor: Any) -> str:
    record_confidentiality(person, signed_on=given["signed_on"], by=actor, at=clock.now())
    return _("Recorded that %(name)s signed the confidentiality clause.") % {"name": person.name}


def _invite(person: Person, given: dict[str, Any], actor: Any) -> str:
    invite(person, by=actor, at=clock.now())
    return _("The invitation is on its way. It works for seven days.")


def _sign_out(person: Person, given: dict[str, Any], actor: Any) -> str:
    sign_out(person, by=actor, at=clock.now())
    return _("%(name)s has been signed out everywhere.") % {"name": person.name}


def _reset(person: Person, given: dict[str, Any], actor: Any) -> str:
    reset_second_factor(person, by=actor, at=clock.now())
    return _("The second step has been removed.")


def _left(person: Person, given: dict[str, Any], actor: Any) -> str:
    person_left(person, by=actor, at=clock.now())
    return _("%(name)s has no access any more.") % {"name": person.name}


CHANGES: dict[str, Callable[[Person, dict[str, Any], Any], str]] = {
    "details": _details,
    "roles": _roles,
    "confidentiality": _confidentiality,
    "invite": _invite,
    "sign-out": _sign_out,
    "reset-second-factor": _reset,
    "left": _left,
}
