"""The pages of the provider of sign-ins: the authorisation endpoint, signing in again, and ending the session.

Whoever comes to an application without a session signs in here first, by every rule of our own door: the middleware of
the scope has looked at the second step, the organisation's own provider and its networks before anything here runs.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from waarborg.access import sessions
from waarborg.access.actions.authorise import CameIn
from waarborg.access.actions.authorise import authorise as make_code
from waarborg.access.actions.oauth_keys import read
from waarborg.access.middleware import away
from waarborg.access.oauth import OAuthClient, OAuthGrant
from waarborg.access.queries.oauth import client_of
from waarborg.access.queries.second_factor import passed_in_this_session
from waarborg.access.rules import oauth as rules
from waarborg.access.rules.oauth import Asked, Wrong
from waarborg.access.views.answers import page, way_on
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock


class NoApplication(Refusal):
    """Nobody is sent to an address that is not registered, not even with an error (RFC 6749, 4.1.2.1)."""

    code = "access.application.unknown"
    status = 400
    nl = "Deze toepassing, of het adres waar zij antwoord wil, is hier niet bekend."
    en = "This application, or the address at which it wants its answer, is not known here."
    nl_way_out = "Ga terug naar de toepassing; blijft dit zo, meld het dan aan wie haar beheert."
    en_way_out = "Go back to the application; if this stays, tell whoever runs it."


class _Elsewhere(HttpResponse):
    """A redirect that may lead to an installed application's own scheme."""

    def __init__(self, address: str) -> None:
        super().__init__(status=302, headers={"Location": address})


def to_application(request: HttpRequest, address: str) -> HttpResponse:
    """By redirect; by a page where a form of ours led here: browsers hold its policy against what follows."""
    came = urlsplit(request.headers.get("Referer", ""))
    by_form = request.headers.get("Sec-Fetch-Site", "") == "same-origin" or came.netloc == request.get_host()
    response = (
        page(request, "access/oauth_go.html", {"page_title": _("You go on"), "address": address, "next": ""})
        if by_form
        else _Elsewhere(address)
    )
    response.headers["Cache-Control"] = "no-store"
    # The code stands in the address: nobody is told it as where somebody came from.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _client(params: QueryDict) -> tuple[OAuthClient, str]:
    """The application and the address of its answer, exactly as registered. Raises NoApplication."""
    try:
        client_id, redirect_uri = rules.once(_lists(params), "client_id"), rules.once(_lists(params), "redirect_uri")
    except Wrong:
        raise NoApplication() from None
    client = client_of(client_id) if client_id else None
    if client is None or redirect_uri not in client.redirect_uris:
        raise NoApplication()
    return client, redirect_uri


def _lists(params: QueryDict) -> dict[str, list[str]]:
    return {name: params.getlist(name) for name in params}


def _answer(request: HttpRequest, redirect_uri: str, **told: str) -> HttpResponse:
    """With the state that came, and who answers (RFC 9207)."""
    states = request.GET.getlist("state")
    state = states[0] if len(states) == 1 else ""
    answer = {**told, "state": state, "iss": settings.PUBLIC_URL}
    return to_application(request, rules.answer_address(redirect_uri, answer))


@csrf_exempt
def authorize(request: HttpRequest) -> HttpResponse:
    """RFC 6749, 4.1.1, by GET; what comes by POST (Core 1.0, 3.1.2.1) is asked again by GET."""
    if request.method == "POST":
        return HttpResponseRedirect(f"{request.path}?{request.POST.urlencode()}")
    client, redirect_uri = _client(request.GET)
    try:
        asked = rules.asked(_lists(request.GET))
    except Wrong as wrong:
        return _answer(request, redirect_uri, error=wrong.error, error_description=wrong.why)
    member = request.membership
    if request.actor is None or member is None:
        if "none" in asked.prompt:
            return _answer(request, redirect_uri, error="login_required")
        return away(request, reverse("account_login"))
    if _must_sign_in_again(request, asked):
        if "none" in asked.prompt:
            return _answer(request, redirect_uri, error="login_required")
        return page(request, "access/sign_in_again.html", {**_again(request, client), "next": ""})
    return _answer(
        request,
        redirect_uri,
        code=make_code(client, asked, redirect_uri=redirect_uri, member=member, by=_came_in(request)),
    )


def _must_sign_in_again(request: HttpRequest, asked: Asked) -> bool:
    if asked.prompt & {"login", "select_account"}:
        return True
    age = clock.real().timestamp() - request.session.get(sessions.STARTED, 0)
    return asked.max_age is not None and age > asked.max_age


def _again(request: HttpRequest, client: OAuthClient) -> dict[str, Any]:
    """The same request without what asked for this: a fresh sign-in answers it, and its time stands in the token."""
    asked = request.GET.copy()
    asked.pop("prompt", None)
    back = f"{request.path}?{asked.urlencode()}"
    return {"page_title": _("Sign in again"), "name": client.name, "back": back}


def _came_in(request: HttpRequest) -> CameIn:
    return CameIn(
        session_key=request.session.session_key or "",
        auth_time=int(request.session.get(sessions.STARTED, 0)),
        stepped=passed_in_this_session(request),
        through=bool(request.session.get(sessions.THROUGH)),
    )


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Out, and in again on the way to where they were going."""
    back = way_on(request)
    logout(request)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def _leaving(params: QueryDict) -> tuple[str, str]:
    """Where somebody goes after signing out, and the grant that the hint is of; empty where there is none.

    RP-Initiated Logout 1.0, sections 2 and 3: only to an address that the application registered for this.
    """
    hint = read(params.get("id_token_hint", ""), issuer=settings.PUBLIC_URL) or {}
    named = params.get("client_id") or hint.get("aud", "")
    if hint and named != hint["aud"]:
        return "", ""
    client, uri = client_of(str(named)) if named else None, params.get("post_logout_redirect_uri", "")
    if client is None or uri not in client.logout_uris:
        return "", str(hint.get("sid", ""))
    return rules.answer_address(uri, {"state": params.get("state", "")}), str(hint.get("sid", ""))


@csrf_exempt
def end_session(request: HttpRequest) -> HttpResponse:
    """At once where the application shows an ID token of this very session; else the person is asked."""
    if request.method == "POST":
        return HttpResponseRedirect(f"{request.path}?{request.POST.urlencode()}")
    address, sid = _leaving(request.GET)
    if request.user.is_authenticated:
        mine = OAuthGrant.objects.filter(session_key=request.session.session_key).values_list("pk", flat=True)
        if sid not in {str(one) for one in mine}:
            context = {"page_title": _("Sign out"), "query": request.GET.urlencode(), "next": ""}
            return page(request, "access/end_session.html", context)
        logout(request)
    return to_application(request, address) if address else HttpResponseRedirect(reverse("account_login"))


@require_POST
def end_session_now(request: HttpRequest) -> HttpResponse:
    """The person said yes."""
    address, _sid = _leaving(request.GET)
    logout(request)
    return to_application(request, address) if address else HttpResponseRedirect(reverse("account_login"))
