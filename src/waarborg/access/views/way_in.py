"""Letting somebody in who can reach neither password nor mailbox: asking, at the door; deciding, in the portal."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waarborg.access.actions import way_in as asking
from waarborg.access.actions.second_factor import verify
from waarborg.access.fresh_step_form import FreshStepForm
from waarborg.access.guard import contact_only, own_door_only
from waarborg.access.models import Account
from waarborg.access.permissions import DECIDE_WAY_IN
from waarborg.access.queries.as_login import as_login
from waarborg.access.views.answers import page, refused, step_context, visitor_address
from waarborg.access.views.passkeys import ceremony
from waarborg.access.way_in import WayInRequest
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import NotFound, require


class AskForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address that you sign in with, also if you cannot read its mail now."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-control"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """At the door: the same answer for an address that is known and one that is not."""
    form = AskForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "page_title": say("Let in by a colleague")}
    if request.method != "POST":
        return page(request, "access/way_in_ask.html", context)
    if not form.is_valid():
        return page(request, "access/way_in_ask.html", context, status=422)
    try:
        asking.ask_oneself(form.cleaned_data["email"], address=visitor_address(request))
    except Refusal as refusal:
        return refused(request, "access/way_in_ask.html", context, form, refusal)
    return page(request, "access/way_in_ask.html", {**context, "asked": True})


@sensitive_post_parameters("code")
@contact_only
@own_door_only
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, way_in: UUID) -> HttpResponse:
    """Yes takes a code or a passkey that answers now, and shows what to read out, once; no takes neither."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    account: Account = request.user  # type: ignore[assignment]
    require(by, DECIDE_WAY_IN, tenant=by.tenant)
    found = WayInRequest.objects.filter(tenant_id=by.tenant, id=way_in).first()
    if found is None:
        raise NotFound()
    approves = request.method == "POST" and request.POST.get("what") != "refuse"
    form = FreshStepForm(request.POST if approves else None, by_passkey="answer" in request.POST)
    context: dict[str, Any] = {
        "page_title": say("Let a colleague in"),
        "found": found,
        "waits": found.waits(at),
        "own": found.person_id == by.person,
        "form": form,
        "code_form": form if "code" in form.fields else FreshStepForm(),
    }
    with as_login():
        context |= step_context(request, account)
    if request.method == "POST" and not approves:
        asking.refuse(way_in, by=by, at=at)
        success(request, say("Kept: not let in. They and your colleagues have a mail."))
        return HttpResponseRedirect(reverse("access:way-in", args=[way_in]))
    if not approves or not form.is_valid():
        return page(request, "access/way_in.html", context, status=422 if form.errors else 200)
    try:
        with as_login():
            if "code" in form.fields:
                verify(account, form.cleaned_data["code"], at=at)
            else:
                ceremony(request, account, "release")
        context["spoken"] = asking.approve(way_in, by=by, at=at)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return refused(request, "access/way_in.html", context, form, refusal)
    return page(request, "access/way_in.html", context)
