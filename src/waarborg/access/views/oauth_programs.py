"""What applications ask the provider of sign-ins themselves, without a browser: tokens, claims, keys, where all is.

These addresses work as the login role, know no cookie, and say what is wrong in the protocol's own words (RFC 6749,
5.2; RFC 6750, 3).
"""

import base64
import binascii
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waarborg.access.actions import authorise, oauth_keys
from waarborg.access.actions.attempts import spend
from waarborg.access.oauth import OAuthClient
from waarborg.access.queries import oauth as queries
from waarborg.access.rules import oauth as rules
from waarborg.access.rules.oauth import Wrong
from waarborg.access.rules.throttling import OAUTH_CLIENT, OAUTH_REQUESTS
from waarborg.access.views.answers import visitor_address
from waarborg.plumbing import clock

Params = dict[str, list[str]]


class _TooMany(Exception):
    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


def _open(response: HttpResponse, *, seconds: int) -> HttpResponse:
    """Public, for programs in any page as well."""
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_GET
def discovery(request: HttpRequest) -> HttpResponse:
    """OpenID Connect Discovery 1.0, section 3; RFC 8414."""

    def at(name: str) -> str:
        return settings.PUBLIC_URL + reverse(f"access:{name}")

    ways = ["client_secret_basic", "client_secret_post", "none"]
    told = {
        "issuer": settings.PUBLIC_URL,
        "authorization_endpoint": at("oauth-authorize"),
        "token_endpoint": at("oauth-token"),
        "userinfo_endpoint": at("oauth-userinfo"),
        "jwks_uri": at("oauth-keys"),
        "revocation_endpoint": at("oauth-revoke"),
        "end_session_endpoint": at("end-session"),
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "scopes_supported": list(rules.SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [oauth_keys.ALGORITHM],
        "token_endpoint_auth_methods_supported": ways,
        "revocation_endpoint_auth_methods_supported": ways,
        "prompt_values_supported": ["none", "login", "select_account"],
        "claims_supported": [
            "iss", "aud", "exp", "iat", "auth_time", "nonce", "sid", "amr", "sub", "organisation", "organisation_name",
            "roles", "locale", "name", "email",
        ],
        "ui_locales_supported": ["nl", "en"],
        "authorization_response_iss_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "claims_parameter_supported": False,
    }  # fmt: skip
    return _open(JsonResponse(told), seconds=300)


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """RFC 7517: the public halves, those that sign later among them."""
    return _open(JsonResponse({"keys": [one.public for one in oauth_keys.published()]}), seconds=300)


def _answering(request: HttpRequest, work: Callable[[OAuthClient, Params], Any]) -> HttpResponse:
    """The application known, its work done, and what is wrong said as RFC 6749, 5.2 wants it."""
    try:
        params = {name: request.POST.getlist(name) for name in request.POST}
        client = _client(request, params)
        spent = spend("oauth-client", client.client_id, OAUTH_REQUESTS)
        if spent.over:
            raise _TooMany(spent.seconds)
        response: HttpResponse = JsonResponse(work(client, params))
    except Wrong as wrong:
        status = 401 if wrong.error == "invalid_client" else 400
        response = JsonResponse({"error": wrong.error, "error_description": wrong.why}, status=status)
        if status == 401 and request.headers.get("Authorization"):
            response.headers["WWW-Authenticate"] = "Basic"
    except _TooMany as many:
        response = JsonResponse({"error": "temporarily_unavailable"}, status=429)
        response.headers["Retry-After"] = str(many.seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def _client(request: HttpRequest, params: Params) -> OAuthClient:
    """Which application asks, as it shows itself in one way and no more (RFC 6749, 2.3). Raises Wrong, _TooMany."""
    client_id, secret = rules.once(params, "client_id"), rules.once(params, "client_secret")
    kind, _space, coded = request.headers.get("Authorization", "").partition(" ")
    if kind:
        if kind.lower() != "basic" or secret:
            raise Wrong("invalid_request" if secret else "invalid_client", "one way to show who asks, and no other")
        named, secret = _basic(coded)
        if client_id not in ("", named):
            raise Wrong("invalid_request", "two applications in one request")
        client_id = named
    found = queries.client_of(client_id) if client_id else None
    right = found is not None and (queries.knows(found, secret) if found.secret_hash else not secret)
    if found is None or not right:
        spent = spend("oauth-refused", visitor_address(request), OAUTH_CLIENT)
        if spent.over:
            raise _TooMany(spent.seconds)
        raise Wrong("invalid_client", "unknown application, or another secret")
    return found


def _basic(coded: str) -> tuple[str, str]:
    """RFC 6749, 2.3.1: both halves are form-encoded before they are put together."""
    try:
        name, _colon, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Wrong("invalid_client", "unreadable Authorization") from None
    return unquote_plus(name), unquote_plus(secret)


@csrf_exempt
@require_POST
@sensitive_post_parameters()
def token(request: HttpRequest) -> HttpResponse:
    """A code or a refresh token against tokens (RFC 6749, 4.1.3 and 6)."""

    def work(client: OAuthClient, params: Params) -> Any:
        grant, at = rules.once(params, "grant_type"), clock.now()
        if grant == "authorization_code":
            code, redirect_uri, verifier = (
                rules.once(params, name) for name in ("code", "redirect_uri", "code_verifier")
            )
            if not code or not verifier:
                raise Wrong("invalid_request", "code and code_verifier are required")
            return authorise.redeem(client, code=code, redirect_uri=redirect_uri, verifier=verifier, at=at)
        if grant == "refresh_token":
            held = rules.once(params, "refresh_token")
            if not held:
                raise Wrong("invalid_request", "refresh_token is required")
            return authorise.refresh(client, token=held, scope=rules.once(params, "scope"), at=at)
        raise Wrong("unsupported_grant_type" if grant else "invalid_request", "authorization_code or refresh_token")

    return _answering(request, work)


@csrf_exempt
@require_POST
@sensitive_post_parameters()
def revoke(request: HttpRequest) -> HttpResponse:
    """RFC 7009."""

    def work(client: OAuthClient, params: Params) -> Any:
        held = rules.once(params, "token")
        if not held:
            raise Wrong("invalid_request", "token is required")
        authorise.end_token(client, token=held)
        return {}

    return _answering(request, work)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    """OpenID Connect Core 1.0, section 5.3. The token is looked at each time: who is out learns nothing any more."""
    kind, _space, held = request.headers.get("Authorization", "").partition(" ")
    found = queries.access(held.strip()) if kind.lower() == "bearer" and held.strip() else None
    if found is None:
        response: HttpResponse = JsonResponse({"error": "invalid_token"} if held else {}, status=401)
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"' if held else "Bearer"
    else:
        grant, who = found
        response = JsonResponse(queries.claims(grant.scope, who))
    response.headers["Cache-Control"] = "no-store"
    return response
