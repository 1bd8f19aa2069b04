"""The emergency lock: the button in the portal, the page where its owner opens it again, and the desk's part."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import logout
from django.contrib.messages import info, success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waarborg.access import sessions
from waarborg.access.actions.lock_account import lock_account, release_as_owner, release_as_staff
from waarborg.access.actions.second_factor import verify
from waarborg.access.guard import account_only, contact_only, staff_only
from waarborg.access.lock_forms import ReleaseForm, SureForm, WithoutOwnerForm
from waarborg.access.middleware import actor_of
from waarborg.access.models import Account
from waarborg.access.permissions import LOCK_ACCOUNT, RELEASE_ACCOUNT
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.locks import lock_of, locks_of
from waarborg.access.queries.memberships import member, memberships_of
from waarborg.access.views.answers import page, refused, step_context
from waarborg.access.views.passkeys import ceremony
from waarborg.customers.queries import Standing, organisation, standing
from waarborg.customers.rules.roles import OWNER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, tenancy
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.wording import tongue


@contact_only
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """What to do when somebody else may be in; the lock asks once whether one is sure."""
    by = request.actor  # type: ignore[attr-defined]
    require(by, LOCK_ACCOUNT, tenant=by.tenant)
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        lock_account(by.tenant, by=by, at=clock.now())
        with as_login():
            logout(request)
        info(request, _("The account is locked. Everybody is signed out, you too; nobody signs in."))
        return HttpResponseRedirect(reverse("account_login"))
    context = {"page_title": _("Emergency"), "form": form, "is_owner": OWNER in by.roles}
    return page(request, "access/emergency.html", context, status=422 if form.errors else 200)


def _places(account: Account) -> list[dict[str, Any]]:
    """The locked organisations of this account, with who it is there."""
    members = {one.tenant_id: one for one in memberships_of(account)}
    found = []
    for tenant, lock in locks_of(members).items():
        with tenancy.enter(Role.CUSTOMER, tenant):
            person: Standing | None = standing(tenant=tenant, person=members[tenant].person_id, at=clock.now())
        if person is not None:
            found.append({"membership": members[tenant], "lock": lock, "person": person})
    return found


@sensitive_post_parameters("code")
@account_only
@require_http_methods(["GET", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    """For who belongs to an organisation that locked its account. Its owner says here, with a fresh code or a passkey,
    that it may open again; others read who can."""
    account: Account = request.user  # type: ignore[assignment]
    places = _places(account)
    form = ReleaseForm(request.POST if request.method == "POST" else None, by_passkey="answer" in request.POST)
    context = {
        "page_title": _("The account is locked"),
        "places": [{**one, "is_owner": OWNER in one["person"].roles} for one in places],
        "form": form,
        # A passkey that was refused says nothing of a code.
        "code_form": form if "code" in form.fields else ReleaseForm(),
        **step_context(request, account),
    }
    if request.method != "POST" or not form.is_valid():
        return page(request, "access/locked.html", context, status=422 if form.errors else 200)
    chosen = next((one for one in places if one["person"].tenant == form.cleaned_data["tenant"]), None)
    if chosen is None:
        raise NotFound()
    try:
        is_open = _release(request, account, chosen, form.cleaned_data.get("code"))
    except Refusal as refusal:
        return refused(request, "access/locked.html", context, form, refusal)
    said = _("The account is open again.") if is_open else _("Your part is done. It opens when we have said so too.")
    success(request, said)
    return HttpResponseRedirect(reverse("access:organisations" if is_open else "access:account-locked"))


def _release(request: HttpRequest, account: Account, chosen: dict[str, Any], code: str | None) -> bool:
    """By a code, or without one by the passkey that answered. Nobody but an owner spends one here, and none that came
    in by the organisation's own provider: who holds that holds everything there."""
    if OWNER not in chosen["person"].roles or request.session.get(sessions.THROUGH):
        raise NotFound()
    if code is None:
        ceremony(request, account, "release")
    else:
        verify(account, code, at=clock.now())
    whose = member(chosen["membership"].id, account=account.pk)
    if whose is None:
        raise NotFound()
    with tenancy.enter(Role.CUSTOMER, whose.tenant):
        return release_as_owner(whose.tenant, by=actor_of(whose, chosen["person"]), at=clock.now())


@staff_only
@require_http_methods(["GET", "POST"])
def of_customer(request: HttpRequest, customer: UUID) -> HttpResponse:
    """How a customer's lock stands, our part of opening it, and the owner's where that one is gone."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    require(by, RELEASE_ACCOUNT)
    found = organisation(customer)
    if found.kind != "customer":
        raise NotFound()
    access_log.read(by=by, tenant=found.id, what=found.ref, why=gettext_noop("emergency lock"), at=at)
    what = request.POST.get("what", "")
    form = WithoutOwnerForm(request.POST if what == "without-owner" else None)
    refusal = None
    if request.method == "POST" and (what == "staff" or (what == "without-owner" and form.is_valid())):
        try:
            is_open = release_as_staff(
                found.id, by=by, at=at, for_owner=what != "staff", why=form.cleaned_data["why"] if form.is_bound else ""
            )
        except Refusal as refused_now:
            refusal = refused_now
        else:
            success(request, _("The account is open again.") if is_open else _("Your part is done."))
            return HttpResponseRedirect(request.path)
    context = {
        "page_title": _("Emergency lock of %(name)s") % {"name": found.name},
        "found": found,
        "lock": lock_of(found.id),
        "form": form,
        "refusal": refusal,
        "said": refusal.say(tongue(get_language())) if refusal else "",
    }
    status = refusal.status if refusal else 422 if isinstance(form, forms.Form) and form.errors else 200
    return page(request, "access/customer_lock.html", context, status=status)
