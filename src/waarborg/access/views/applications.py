"""Applications that people sign in to by us: registered, changed and ended at the desk."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from waarborg.access import forms, sessions
from waarborg.access.actions import applications as actions
from waarborg.access.actions import passwords
from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.access.models import Account
from waarborg.access.oauth import OAuthClient
from waarborg.access.permissions import MANAGE_APPLICATIONS
from waarborg.access.queries import oauth as queries
from waarborg.access.queries.as_login import as_login
from waarborg.access.views.application_form import ApplicationForm
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import require
from waarborg.plumbing.web.wording import tongue


def _needs_password(request: HttpRequest) -> bool:
    """Who sits down at somebody's open browser sends nobody's sign-in elsewhere."""
    account: Account = request.user  # type: ignore[assignment]
    return account.has_usable_password() and not sessions.just_signed_in(request.session)


def _confirm(request: HttpRequest, form: Any) -> None:
    """Raises NotRecognised, TooMany."""
    if "current" in form.fields:
        account: Account = request.user  # type: ignore[assignment]
        with as_login():
            passwords.confirm(account, form.cleaned_data["current"])


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _addresses(form: Any) -> dict[str, Any]:
    lists = {name: form.cleaned_data[name].splitlines() for name in ("redirect_uris", "logout_uris")}
    return {**lists, "backchannel_uri": form.cleaned_data["backchannel_uri"]}


@staff_only
@sensitive_post_parameters("current")
def applications(request: HttpRequest) -> HttpResponse:
    """All of them, and registering one."""
    actor: Any = request.actor
    require(actor, MANAGE_APPLICATIONS)
    form = ApplicationForm(
        request.POST if request.method == "POST" else None, fresh=True, needed=_needs_password(request)
    )
    status, shown = 200, {}
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                _confirm(request, form)
                made, secret = actions.register(
                    name=form.cleaned_data["name"],
                    public=form.cleaned_data["kind"] == "installed",
                    by=actor,
                    at=clock.now(),
                    **_addresses(form),
                )
                status, shown = 200, {"made": made, "secret": secret}
            except Refusal as refusal:
                refuse(form, refusal, tongue(translation.get_language()))
                status = refusal.status
    context = {
        "page_title": _("Applications"),
        "rows": queries.clients(),
        "issuer": settings.PUBLIC_URL,
        "form": None if shown else form,
        **shown,
    }
    return _page(request, "access/applications.html", context, status)


@staff_only
@sensitive_post_parameters("current")
def application(request: HttpRequest, application: UUID) -> HttpResponse:
    """One of them, and changing it."""
    actor: Any = request.actor
    require(actor, MANAGE_APPLICATIONS)
    client = queries.find(application)
    filled = {
        "name": client.name,
        "redirect_uris": "\n".join(client.redirect_uris),
        "logout_uris": "\n".join(client.logout_uris),
        "backchannel_uri": client.backchannel_uri,
    }
    form = ApplicationForm(
        request.POST if request.method == "POST" else None,
        fresh=False,
        needed=_needs_password(request),
        initial=filled,
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                _confirm(request, form)
                actions.change(client, name=form.cleaned_data["name"], by=actor, at=clock.now(), **_addresses(form))
                success(request, _("Changed; it holds from the next sign-in."))
                return HttpResponseRedirect(reverse("access:application", args=[client.id]))
            except Refusal as refusal:
                refuse(form, refusal, tongue(translation.get_language()))
                status = refusal.status
    return _one(request, client, form=form, status=status)


def _one(
    request: HttpRequest,
    client: OAuthClient,
    *,
    form: Any,
    confirm: Any = None,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    return _page(
        request,
        "access/application.html",
        {
            "page_title": client.name,
            "client": client,
            "form": form,
            "confirm": confirm or forms.Confirm(needed=_needs_password(request), prefix="now"),
            "secret": secret,
        },
        status,
    )


@staff_only
@require_POST
@sensitive_post_parameters()
def new_secret(request: HttpRequest, application: UUID) -> HttpResponse:
    """Another secret, shown once."""
    actor: Any = request.actor
    require(actor, MANAGE_APPLICATIONS)
    client = queries.find(application)
    form = forms.Confirm(request.POST, needed=_needs_password(request), prefix="now")
    status, secret = 422, ""
    if form.is_valid():
        try:
            _confirm(request, form)
            status, secret = 200, actions.renew_secret(client, by=actor, at=clock.now())
        except Refusal as refusal:
            refuse(form, refusal, tongue(translation.get_language()))
            status = refusal.status
    return _one(request, client, form=None, confirm=form, secret=secret, status=status)


@staff_only
@require_POST
@sensitive_post_parameters()
def ended(request: HttpRequest, application: UUID) -> HttpResponse:
    """Nobody signs in to it any more."""
    client = queries.find(application)
    actions.end(client, by=request.actor, at=clock.now())
    success(request, _("Nobody signs in to %(name)s any more.") % {"name": client.name})
    return HttpResponseRedirect(reverse("access:applications"))


@staff_only
@require_POST
def replace_key(request: HttpRequest) -> HttpResponse:
    """Another key for ID tokens, at once."""
    actions.replace_signing_key(by=request.actor, at=clock.now())
    success(request, _("ID tokens are signed with a new key from now on; applications fetch it by themselves."))
    return HttpResponseRedirect(reverse("access:applications"))
