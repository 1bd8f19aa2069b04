"""What the pages of the door share: the visitor's address, where to go next, a form that was refused."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from waarborg.access.forms import refuse
from waarborg.access.models import Account
from waarborg.access.queries import second_factor
from waarborg.access.queries.passkeys import passkeys_of
from waarborg.access.queries.visitor import visitor_address as visitor_address
from waarborg.access.rules.relying_party import RelyingParty, relying_party
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.web.wording import tongue


def party_of(request: HttpRequest) -> RelyingParty | None:
    """Whose passkeys a page may ask for; None where there can be none."""
    return relying_party(settings.PUBLIC_URL, request.get_host())


def step_context(request: HttpRequest, account: Account) -> dict[str, Any]:
    """Which ways to take the second step this account has: `passkeys`, and `codes` of an app or on paper."""
    return {
        "passkeys": party_of(request) is not None and passkeys_of(account).exists(),
        "codes": second_factor.authenticator(account) is not None or second_factor.recovery_codes(account) is not None,
    }


def way_on(request: HttpRequest, default: str = "/") -> str:
    """Where the visitor was going, when that is on this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else default


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the door, never kept by a browser or a proxy."""
    response = render(request, template, {"next": way_on(request, ""), **context}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(
    request: HttpRequest, template: str, context: dict[str, Any], form: forms.Form, refusal: Refusal
) -> HttpResponse:
    """The same page with the refusal in the form; nothing that was filled in is lost, but passwords."""
    refuse(form, refusal, tongue(translation.get_language()))
    response = page(request, template, {**context, "form": form}, status=refusal.status)
    if isinstance(refusal.params.get("retry_after"), int):
        response.headers["Retry-After"] = str(refusal.params["retry_after"])
    return response
