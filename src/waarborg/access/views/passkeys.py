"""Passkeys: the page where one is added, named and removed, and signing in with one."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from waarborg.access import forms, sessions
from waarborg.access.actions import attempts, passkeys, passwords
from waarborg.access.actions.passkeys import NotRecognised
from waarborg.access.guard import ThroughProvider, account_only, own_door_only
from waarborg.access.models import Account, Passkey
from waarborg.access.queries import second_factor
from waarborg.access.queries.passkeys import passkeys_of
from waarborg.access.rules import throttling
from waarborg.access.rules.relying_party import RelyingParty
from waarborg.access.views.answers import page, party_of, refused, step_context, visitor_address, way_on
from waarborg.access.views.sign_in import let_in
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import NotFound

CEREMONY = "passkey_ceremony"
LASTS_SECONDS = 300


class SignInAgain(Refusal):
    code = "access.passkey.sign-in-again"
    nl = "Dit kan alleen vlak na het inloggen."
    en = "This can only be done right after signing in."
    nl_way_out = "Log uit en weer in, en probeer het dan opnieuw."
    en_way_out = "Sign out and in again, and then try once more."


def _party(request: HttpRequest) -> RelyingParty:
    found = party_of(request)
    if found is None:
        raise NotFound()
    return found


@require_POST
def options(request: HttpRequest) -> JsonResponse:
    """What the browser is to ask its device for: `add`, `sign-in`, `step`, or `release` of an emergency lock. The
    challenge stays in this session, and serves that one kind."""
    party, kind = _party(request), request.POST.get("kind", "")
    attempts.count("passkey", visitor_address(request), throttling.PASSKEY_ADDRESS)
    if kind == "add" and request.session.get(sessions.THROUGH):
        raise ThroughProvider()
    if kind == "add" and request.user.is_authenticated:
        asked, state = passkeys.offer_to_add(request.user, party=party)  # type: ignore[arg-type]
    elif kind == "sign-in" and not request.user.is_authenticated:
        asked, state = passkeys.offer_to_use(None, party=party)
    elif kind == "release" and request.user.is_authenticated:
        asked, state = passkeys.offer_to_use(request.user, party=party)  # type: ignore[arg-type]
    elif kind == "step" and (account := _half_way(request)) is not None:
        asked, state = passkeys.offer_to_use(account, party=party)
    else:
        raise NotFound()
    request.session[CEREMONY] = {"kind": kind, "state": state, "at": clock.real().timestamp()}
    return JsonResponse(asked["publicKey"], headers={"Cache-Control": "no-store"})


def _half_way(request: HttpRequest) -> Account | None:
    """Whose second step is asked: of a session that has not taken it, or of a sign-in under way."""
    if request.user.is_authenticated:
        return request.user  # type: ignore[return-value]
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return stage.login.user if stage else None  # type: ignore[no-any-return]


def _state(request: HttpRequest, kind: str) -> Any:
    """The challenge of this session, gone before anything is looked at. Raises NotRecognised."""
    held = request.session.pop(CEREMONY, None) or {}
    if held.get("kind") != kind or not 0 <= clock.real().timestamp() - held["at"] < LASTS_SECONDS:
        raise NotRecognised()
    return held["state"]


def _answer(request: HttpRequest) -> dict[str, Any]:
    """What the device answered, as the browser wrote it down. Raises NotRecognised."""
    written = request.POST.get("answer", "")
    try:
        found = json.loads(written) if len(written) <= 20_000 else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NotRecognised()
    return found


def ceremony(request: HttpRequest, account: Account, kind: str) -> Passkey:
    """The passkey of `account` that has just answered the challenge of this kind in this session.

    Raises NotRecognised, Copied, NotFound where there are no passkeys.
    """
    party, state = _party(request), _state(request, kind)
    return passkeys.use(_answer(request), state=state, account=account, party=party, at=clock.now())


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: it is held, and its device has verified its user."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(way_on(request))
    context: dict[str, Any] = {"page_title": _("Sign in"), "passkeys": True}
    try:
        party, state = _party(request), _state(request, "sign-in")
        used = passkeys.use(_answer(request), state=state, account=None, party=party, at=clock.now())
    except (NotRecognised, passkeys.Copied) as refusal:
        return refused(request, "access/sign_in.html", context, forms.SignIn({}), refusal)
    _taken(request, used)
    return let_in(request, used.account, leads_to=way_on(request))


def _taken(request: HttpRequest, used: Passkey) -> None:
    record_authentication(request, used.account, "mfa", type="webauthn", passwordless=True)


@require_POST
def step(request: HttpRequest) -> HttpResponse:
    """The second step by a passkey: after the password, or in a session that has not taken it yet."""
    account = _half_way(request)
    if account is None:
        return HttpResponseRedirect(reverse("account_login"))
    context: dict[str, Any] = {"page_title": _("Second step"), **step_context(request, account)}
    try:
        used = ceremony(request, account, "step")
    except (NotRecognised, passkeys.Copied) as refusal:
        return refused(request, "access/second_step.html", context, forms.SecondStep({}), refusal)
    _taken(request, used)
    if request.user.is_authenticated:
        request.session.cycle_key()
        return HttpResponseRedirect(way_on(request))
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    response: HttpResponse = stage.exit()
    return response


@sensitive_post_parameters("current")
@account_only
@own_door_only
def passkeys_page(request: HttpRequest) -> HttpResponse:
    """The passkeys of this account. `what` in a form says what is asked: add, rename or remove."""
    account: Account = request.user  # type: ignore[assignment]
    needed = account.has_usable_password() and not sessions.just_signed_in(request.session)
    what = request.POST.get("what", "")
    form = forms.AddPasskey(request.POST if what == "add" else None, needed=needed)
    context: dict[str, Any] = {
        "page_title": _("Passkeys"),
        "form": form,
        "passkeys": list(passkeys_of(account)),
        "possible": party_of(request) is not None,
        "needed": needed,
        "back_url": reverse("access:account"),
    }
    if request.method != "POST":
        return page(request, "access/passkeys.html", context)
    if what not in CHANGES:
        return HttpResponse(status=400)
    if what == "add" and not form.is_valid():
        return page(request, "access/passkeys.html", context, status=422)
    try:
        if what != "rename":
            _sure(request, account, needed=needed)
        return CHANGES[what](request, account)
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        blank = form if form.is_bound else forms.AddPasskey({"name": "-"}, needed=False)
        return refused(request, "access/passkeys.html", context, blank, refusal)


def _sure(request: HttpRequest, account: Account, *, needed: bool) -> None:
    """That it is the owner, not whoever sits down at an open browser. Raises WrongPassword, TooMany, SignInAgain."""
    if needed:
        passwords.confirm(account, request.POST.get("current", ""))
    elif not sessions.just_signed_in(request.session):
        raise SignInAgain()


def _add(request: HttpRequest, account: Account) -> HttpResponse:
    state, name = _state(request, "add"), request.POST.get("name", "")
    made = passkeys.add(account, name=name, answer=_answer(request), state=state, party=_party(request), at=clock.now())
    record_authentication(request, account, "mfa", type="webauthn", passwordless=True)
    success(request, _("%(name)s has been added.") % {"name": made.name})
    codes = second_factor.recovery_codes(account)
    fresh = codes is not None and not codes.data.get("viewed_at")
    return HttpResponseRedirect(reverse("access:recovery-codes" if fresh else "access:passkeys"))


def _rename(request: HttpRequest, account: Account) -> HttpResponse:
    form = forms.PasskeyName(request.POST)
    if form.is_valid():
        passkeys.rename(account, _which(request), name=form.cleaned_data["name"])
        success(request, _("The name has been changed."))
    return HttpResponseRedirect(reverse("access:passkeys"))


def _remove(request: HttpRequest, account: Account) -> HttpResponse:
    passkeys.remove(account, _which(request), at=clock.now())
    success(request, _("The passkey has been removed."))
    return HttpResponseRedirect(reverse("access:passkeys"))


def _which(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("passkey", ""))
    except ValueError:
        raise NotFound() from None


CHANGES: dict[str, Callable[[HttpRequest, Account], HttpResponse]] = {
    "add": _add,
    "rename": _rename,
    "remove": _remove,
}
