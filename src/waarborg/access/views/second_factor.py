"""Setting up the second step: a secret to scan, a first code, recovery codes."""

import base64
import contextlib
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from waarborg.access import encryption, forms, sessions
from waarborg.access.actions import passwords, second_factor
from waarborg.access.guard import ThroughProvider, account_only, own_door_only
from waarborg.access.models import Account
from waarborg.access.queries import second_factor as queries
from waarborg.access.queries.memberships import memberships_of
from waarborg.access.queries.passkeys import has_second_step
from waarborg.access.views.answers import page, party_of, refused, step_context, way_on
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock

# In the session while it is not confirmed, sealed like everywhere else.
PENDING = "second_factor_pending"


@account_only
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Where the second step stands: set it up, take it now when this session has not, or manage it."""
    account: Account = request.user  # type: ignore[assignment]
    _not_for_others(request, account)
    if has_second_step(account) and not queries.passed_in_this_session(request):
        return _take(request, account)
    if queries.authenticator(account) is None:
        return _set_up(request, account)
    context = {
        "page_title": _("Second step"),
        "compulsory": second_factor.is_compulsory(account),
        "form": forms.Confirm(needed=account.has_usable_password()),
        "back_url": reverse("access:account"),
    }
    return page(request, "access/second_factor.html", context)


def _not_for_others(request: HttpRequest, account: Account) -> None:
    """From a provider's session only where the account opens nothing but that organisation. Raises ThroughProvider."""
    if request.session.get(sessions.THROUGH) and len(memberships_of(account)) > 1:
        raise ThroughProvider()


def _set_up(request: HttpRequest, account: Account) -> HttpResponse:
    needed = account.has_usable_password() and not sessions.just_signed_in(request.session)
    form = forms.SetUpSecondStep(request.POST if request.method == "POST" else None, needed=needed)
    secret = _pending(request)
    context: dict[str, Any] = {
        "form": form,
        "page_title": _("Set up the second step"),
        "compulsory": second_factor.is_compulsory(account),
        "passkeys_possible": party_of(request) is not None,
        "picture": _picture(account, secret),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "back_url": reverse("access:account"),
    }
    if request.method != "POST":
        return page(request, "access/second_factor_set_up.html", context)
    if not form.is_valid():
        return page(request, "access/second_factor_set_up.html", context, status=422)
    try:
        if needed:
            passwords.confirm(account, form.cleaned_data["current"])
        made = second_factor.set_up(
            account,
            secret=secret,
            code=form.cleaned_data["code"],
            this_session=request.session.session_key,
            at=clock.now(),
        )
    except Refusal as refusal:
        return refused(request, "access/second_factor_set_up.html", context, form, refusal)
    del request.session[PENDING]
    request.session.cycle_key()
    record_authentication(request, account, "mfa", id=made.pk, type="totp")
    return HttpResponseRedirect(reverse("access:recovery-codes"))


def _pending(request: HttpRequest) -> str:
    """The secret that this session is about to confirm; another one where its key was replaced meanwhile."""
    if PENDING in request.session:
        with contextlib.suppress(encryption.CannotDecrypt):
            return encryption.decrypt(request.session[PENDING])
    secret = second_factor.new_secret()
    request.session[PENDING] = encryption.encrypt(secret)
    return secret


def _picture(account: Account, secret: str) -> str:
    """The QR code as a data address: the content policy allows no inline style, and a picture needs none."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _take(request: HttpRequest, account: Account) -> HttpResponse:
    form = forms.SecondStep(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "page_title": _("Second step"), **step_context(request, account)}
    if request.method != "POST":
        return page(request, "access/second_step.html", context)
    if not form.is_valid():
        return page(request, "access/second_step.html", context, status=422)
    try:
        used = second_factor.verify(account, form.cleaned_data["code"], at=clock.now())
    except Refusal as refusal:
        return refused(request, "access/second_step.html", context, form, refusal)
    post_authentication(request, used)
    request.session.cycle_key()
    return HttpResponseRedirect(way_on(request))


@account_only
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes, shown once."""
    account: Account = request.user  # type: ignore[assignment]
    if not queries.passed_in_this_session(request):
        return HttpResponseRedirect(reverse("access:second-factor"))
    _not_for_others(request, account)
    context = {
        "page_title": _("Recovery codes"),
        "codes": second_factor.recovery_codes_to_show(account),
        "back_url": reverse("access:account"),
    }
    return page(request, "access/recovery_codes.html", context)


@require_POST
@sensitive_post_parameters("current")
@account_only
@own_door_only
def change(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes (`renew`) or switch the second step off (`remove`), after the password."""
    account: Account = request.user  # type: ignore[assignment]
    if not queries.passed_in_this_session(request):
        return HttpResponseRedirect(reverse("access:second-factor"))
    form = forms.Confirm(request.POST, needed=account.has_usable_password())
    context = {
        "page_title": _("Second step"),
        "compulsory": second_factor.is_compulsory(account),
        "back_url": reverse("access:account"),
    }
    if not form.is_valid():
        return page(request, "access/second_factor.html", {**context, "form": form}, status=422)
    try:
        passwords.confirm(account, form.cleaned_data.get("current", ""))
        if request.POST.get("what") == "remove":
            second_factor.take_away(account, at=clock.now())
            success(request, _("The second step has been switched off."))
            return HttpResponseRedirect(reverse("access:account"))
        second_factor.renew_recovery_codes(account, at=clock.now())
    except Refusal as refusal:
        return refused(request, "access/second_factor.html", context, form, refusal)
    return HttpResponseRedirect(reverse("access:recovery-codes"))
