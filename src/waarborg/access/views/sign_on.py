"""Signing in by one's organisation: to its provider and back. What comes back is judged in actions/sign_on.py.

Everything here works outside any transaction: providers are asked while none is open.
"""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from waarborg.access import forms, sessions
from waarborg.access.actions import attempts, invite, one_time, openid, saml
from waarborg.access.actions import sign_on as judging
from waarborg.access.actions.provider_refusals import Claims, ProviderAway, ProviderUnclear
from waarborg.access.guard import account_only
from waarborg.access.middleware import actor_of
from waarborg.access.models import Account, SingleSignOn
from waarborg.access.permissions import SET_SIGN_ON
from waarborg.access.queries.sign_on import by_email, its_second_step_counts, sign_on_of
from waarborg.access.rules import throttling
from waarborg.access.views.answers import page, refused, visitor_address, way_on
from waarborg.access.views.link_gone import tells_why
from waarborg.access.views.sign_in import let_in
from waarborg.customers.queries import standing
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.tenancy import Role

# In the session: what a provider was asked, and who waits for a confirmation by mail.
ASKED, UNCONFIRMED = "sign_on_asked", "sign_on_unconfirmed"
LASTS_SECONDS, CONFIRM_SECONDS = 600, 1800


class NoProvider(BadInput):
    """For every address whose domain signs in by no provider: it says nothing of who has an account."""

    code = "access.sign-on.none"
    nl = "Voor dit adres kennen wij geen inlogdienst van een organisatie."
    en = "We know no sign-in service of an organisation for this address."
    nl_way_out = "Log in met uw wachtwoord of een passkey."
    en_way_out = "Sign in with your password or a passkey."


class NotBegunHere(Refusal):
    code = "access.sign-on.not-begun-here"
    status = 422
    nl = "Dit inloggen is niet in deze browser begonnen, of het duurde te lang."
    en = "This sign-in was not begun in this browser, or it took too long."
    nl_way_out = "Begin hier opnieuw, en maak het af in dezelfde browser."
    en_way_out = "Start again here, and finish in the same browser."


def ours(name: str, **given: Any) -> str:
    """An address of ours as a provider knows it: by our own name, whatever the request called us."""
    return settings.PUBLIC_URL + reverse(name, kwargs=given)


def sign_on_page(request: HttpRequest) -> HttpResponse:
    """Ask for an e-mail address, and show the way to its organisation's provider; who is half-way in goes straight."""
    membership = getattr(request, "membership", None)
    if request.user.is_authenticated and membership is not None:
        found = sign_on_of(membership.tenant)
        if found is None or not found.active:
            return HttpResponseRedirect("/")
        return go(request, found, expected=request.user.email, purpose="sign-in")  # type: ignore[union-attr]
    form = forms.Forgotten(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "page_title": _("Sign in by your organisation")}
    if request.method != "POST" or not form.is_valid():
        return page(request, "access/sign_on.html", context, status=422 if form.is_bound else 200)
    try:
        attempts.count("sign-on", visitor_address(request), throttling.SIGN_ON_ADDRESS)
        email = form.cleaned_data["email"].strip().lower()
        found = by_email(email)
        if found is None:
            raise NoProvider(path="email")
        return go(request, found, expected=email, purpose="sign-in")
    except Refusal as refusal:
        return refused(request, "access/sign_on.html", context, form, refusal)


def go(request: HttpRequest, found: SingleSignOn, *, expected: str, purpose: str, **more: str) -> HttpResponse:
    """A page with the way to the provider: a form may not lead elsewhere (the content policy), a link may.

    Raises ProviderAway, ProviderUnclear, TooMany.
    """
    attempts.count("sign-on-provider", str(found.pk), throttling.SIGN_ON_PROVIDER)
    if attempts.is_spent("sign-on-away", str(found.pk), throttling.SIGN_ON_AWAY):
        raise ProviderAway(why="waiting")
    try:
        if found.kind == "oidc":
            address, kept = openid.begin(
                found, redirect=ours("access:sign-on-back", sign_on=found.tenant_id), hint=expected
            )
        else:
            address, kept = saml.begin(found, **_at(found))
    except ProviderAway:
        attempts.spend("sign-on-away", str(found.pk), throttling.SIGN_ON_AWAY)
        raise
    asked = {"sign_on": str(found.pk), "kept": kept, "expected": expected, "purpose": purpose, "next": way_on(request)}
    request.session[ASKED] = {**asked, **more, "at": clock.real().timestamp()}
    host = address.split("/")[2]
    context = {"page_title": _("Sign in by your organisation"), "address": address, "host": host, "name": found.name}
    return page(request, "access/sign_on_go.html", context)


def _at(found: SingleSignOn) -> dict[str, str]:
    return {
        "audience": ours("access:sign-on-metadata", sign_on=found.tenant_id),
        "redirect": ours("access:sign-on-posted", sign_on=found.tenant_id),
    }


def _found(sign_on: UUID, kind: str) -> SingleSignOn:
    """By its organisation: so the owner knows our addresses before the provider's own have been filled in."""
    found: SingleSignOn | None = SingleSignOn.objects.filter(tenant_id=sign_on, kind=kind).first()
    if found is None:
        raise NotFound()
    return found


def _asked(request: HttpRequest, found: SingleSignOn) -> dict[str, Any]:
    """What this browser asked of this provider, once. Raises NotBegunHere."""
    asked = request.session.pop(ASKED, None) or {}
    fresh = 0 <= clock.real().timestamp() - asked.get("at", 0) < LASTS_SECONDS
    if asked.get("sign_on") != str(found.pk) or not fresh:
        raise NotBegunHere()
    return asked


@require_GET
def back(request: HttpRequest, sign_on: UUID) -> HttpResponse:
    """OpenID Connect: the provider sends the browser back with a code."""
    found = _found(sign_on, "oidc")
    asked = _asked(request, found)
    attempts.count("sign-on-provider", str(found.pk), throttling.SIGN_ON_PROVIDER)
    redirect = ours("access:sign-on-back", sign_on=found.tenant_id)
    try:
        claims = openid.complete(found, redirect=redirect, kept=asked["kept"], came=request.GET.dict())
    except ProviderAway:
        attempts.spend("sign-on-away", str(found.pk), throttling.SIGN_ON_AWAY)
        raise
    return _judged(request, found, claims, asked)


@csrf_exempt
@require_POST
def posted(request: HttpRequest, sign_on: UUID) -> HttpResponse:
    """SAML: the provider lets the browser post its answer, without our cookie, as it comes from another site.

    What is signed and right is put aside under a cookie of its own; the next address, which gets our cookie, compares
    it with what was asked.
    """
    found = _found(sign_on, "saml")
    attempts.count("sign-on", visitor_address(request), throttling.SIGN_ON_ADDRESS)
    claims, answers = saml.read(found, **_at(found), posted=request.POST.get("SAMLResponse", ""))
    aside = sessions.SessionStore()
    aside.update({"subject": claims.subject, "email": claims.email, "answers": answers, "sign_on": str(found.pk)})
    aside.set_expiry(120)
    aside.save()
    address = reverse("access:sign-on-finish", kwargs={"sign_on": found.tenant_id})
    response = HttpResponseRedirect(address)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(ASIDE, str(aside.session_key), 120, path=address, secure=secure, httponly=True, samesite="Lax")
    return response


ASIDE = "waarborg_sign_on"


@require_GET
def finish(request: HttpRequest, sign_on: UUID) -> HttpResponse:
    """SAML: what was put aside, compared with what this browser asked."""
    found = _found(sign_on, "saml")
    aside = sessions.SessionStore(request.COOKIES.get(ASIDE, "")[:40])
    held = dict(aside.items()) if aside.get("sign_on") == str(found.pk) else {}
    if held:
        aside.delete()
    asked = _asked(request, found)
    if not held or held["answers"] != asked["kept"]["request"]:
        raise ProviderUnclear(why="request")
    return _judged(request, found, Claims(held["subject"], held["email"]), asked)


@require_GET
def metadata(request: HttpRequest, sign_on: UUID) -> HttpResponse:
    """Our own description, for whoever sets up the provider: nothing in it is secret."""
    found = _found(sign_on, "saml")
    return HttpResponse(saml.description(found, **_at(found)), content_type="application/samlmetadata+xml")


def _judged(request: HttpRequest, found: SingleSignOn, claims: Claims, asked: dict[str, Any]) -> HttpResponse:
    if asked["purpose"] == "try":
        return _tried(request, found, claims)
    if not found.active:
        raise NotFound()
    if asked["purpose"] == "invitation":
        held = one_time.look_up(asked["token"], "invitation")
        account = judging.accept(held, sign_on=found, claims=claims, invited=invite.invited(held), at=clock.now())
        return _enter(request, found, account, "/")
    known = judging.known(found, claims, expected=asked["expected"])
    if known is not None:
        return _enter(request, found, known, asked["next"])
    whose = judging.first_time(found, claims, at=clock.now())
    request.session[UNCONFIRMED] = {
        "sign_on": str(found.pk),
        "subject": claims.subject,
        "account": whose,
        "at": clock.real().timestamp(),
    }
    return page(request, "access/sign_on_confirm.html", {"page_title": _("Look in your mail"), "email": claims.email})


def _enter(request: HttpRequest, found: SingleSignOn, account: Account, leads_to: str) -> HttpResponse:
    """In, for this organisation only; whoever was signed in here before is out."""
    if request.user.is_authenticated:
        request.session.flush()
    if its_second_step_counts(found, account):
        record_authentication(request, account, "mfa", type="sign-on")
    return let_in(request, account, leads_to=leads_to, sign_on=found)


@tells_why("identity")
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail, in the browser that began: the button binds the identity, and signs in."""
    attempts.count("link", visitor_address(request), throttling.LINK_ADDRESS)
    held = one_time.look_up(token, "identity")
    waiting = request.session.get(UNCONFIRMED) or {}
    fresh = 0 <= clock.real().timestamp() - waiting.get("at", 0) < CONFIRM_SECONDS
    if not fresh or waiting.get("account") != str(held.account_id):
        raise NotBegunHere()
    found = SingleSignOn.objects.filter(pk=waiting["sign_on"], active=True).first()
    if found is None or found.tenant_id != held.tenant_id:
        raise NotFound()
    if request.method != "POST":
        context = {"page_title": _("Is this you?"), "email": held.account and held.account.email, "name": found.name}
        return page(request, "access/sign_on_yes.html", context)
    account = judging.confirm(held, sign_on=found, subject=waiting["subject"])
    del request.session[UNCONFIRMED]
    return _enter(request, found, account, "/")


@account_only
@require_POST
def try_out(request: HttpRequest) -> HttpResponse:
    """The owner tries the provider, from a session of their own: with that it comes into force."""
    found, _by = _own(request)
    return go(request, found, expected=request.user.email, purpose="try")  # type: ignore[union-attr]


def _own(request: HttpRequest) -> tuple[SingleSignOn, Any]:
    """The provider that whoever is signed in here may put into force. Raises NotFound, NotAllowed."""
    membership = getattr(request, "membership", None)
    if membership is None or request.session.get(sessions.THROUGH):
        raise NotFound()
    role = Role.DESK if membership.is_staff else Role.CUSTOMER
    with tenancy.enter(role, membership.tenant):
        person = standing(tenant=membership.tenant, person=membership.person, at=clock.now())
    found = sign_on_of(membership.tenant)
    if person is None or found is None:
        raise NotFound()
    by = actor_of(membership, person)
    require(by, SET_SIGN_ON, tenant=membership.tenant)
    return found, by


def _tried(request: HttpRequest, found: SingleSignOn, claims: Claims) -> HttpResponse:
    own, by = _own(request)
    if own.pk != found.pk:
        raise NotFound()
    account: Account = request.user  # type: ignore[assignment]
    judging.put_in_force(found, account=account, claims=claims, by=by, at=clock.now())
    success(request, _("It works: your people can sign in by it from now on."))
    return HttpResponseRedirect(reverse("access:desk-security" if by.is_staff else "access:security"))


@require_POST
@tells_why("invitation")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation by signing in at the organisation's provider."""
    attempts.count("link", visitor_address(request), throttling.LINK_ADDRESS)
    held = one_time.look_up(token, "invitation")
    found = by_email(held.email)
    if found is None or found.tenant_id != held.tenant_id:
        raise NotFound()
    return go(request, found, expected=held.email, purpose="invitation", token=token)
