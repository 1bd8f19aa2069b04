"""Signing in and out, and the second step."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_login, perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from waarborg.access import forms, sessions
from waarborg.access.actions.second_factor import verify
from waarborg.access.actions.sign_in import sign_in as recognise
from waarborg.access.models import Account, SingleSignOn
from waarborg.access.queries.networks import NotFromHere, is_shut_out, shown
from waarborg.access.views.answers import page, party_of, refused, step_context, visitor_address, way_on
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The one door. It answers alike, and as slowly, whatever was wrong."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(way_on(request))
    form = forms.SignIn(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "form": form,
        "page_title": _("Sign in"),
        "passkeys": party_of(request) is not None,
    }
    if request.method != "POST":
        return page(request, "access/sign_in.html", context)
    if not form.is_valid():
        return page(request, "access/sign_in.html", context, status=422)
    try:
        account = recognise(request, **form.cleaned_data, address=visitor_address(request))
    except Refusal as refusal:
        return refused(request, "access/sign_in.html", context, form, refusal)
    request.session.pop(sessions.THROUGH, None)
    login = Login(user=account, email=account.email, redirect_url=way_on(request))
    return perform_password_login(request, {"email": account.email}, login)


def require_network(request: HttpRequest, account: Account) -> None:
    """Before anything is used up for it. Raises NotFromHere."""
    address = visitor_address(request)
    if is_shut_out(account, address):
        raise NotFromHere(address=shown(address))


def let_in(
    request: HttpRequest, account: Account, *, leads_to: str, sign_on: SingleSignOn | None = None
) -> HttpResponse:
    """Sign in whoever came by a link, a passkey or their provider, through the second step where there is one."""
    request.session.pop(sessions.THROUGH, None)
    if sign_on is not None:
        sessions.comes_through(request.session, account, tenant=sign_on.tenant_id, sign_on=sign_on.pk)
    return perform_login(request, Login(user=account, email=account.email, redirect_url=leads_to))


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def second_step(request: HttpRequest) -> HttpResponse:
    """The code after the password."""
    stage = request._login_stage  # type: ignore[attr-defined]
    form = forms.SecondStep(request.POST if request.method == "POST" else None)
    account: Account = stage.login.user
    context: dict[str, Any] = {"form": form, "page_title": _("Second step"), **step_context(request, account)}
    if request.method != "POST":
        return page(request, "access/second_step.html", context)
    if not form.is_valid():
        return page(request, "access/second_step.html", context, status=422)
    try:
        used = verify(account, form.cleaned_data["code"], at=clock.now())
    except Refusal as refusal:
        return refused(request, "access/second_step.html", context, form, refusal)
    post_authentication(request, used)
    response: HttpResponse = stage.exit()
    return response


def sign_out(request: HttpRequest) -> HttpResponse:
    """Signing out is a button: a link or a picture elsewhere cannot do it."""
    if request.method == "POST":
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("account_login"))
    return page(request, "access/sign_out.html", {"page_title": _("Sign out")})
