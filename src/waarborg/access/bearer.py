"""The door of programs: a token instead of a session, the same scope behind it, and answers as programs want them.

A middleware. A cookie opens nothing here, so no page of another site can make a browser act.
"""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from waarborg.access.actions.attempts import Spent, spend
from waarborg.access.actions.tokens import note_use
from waarborg.access.middleware import actor_of
from waarborg.access.queries.networks import NotFromHere, shown
from waarborg.access.queries.tokens import Held, held
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.rules.networks import permits
from waarborg.access.rules.tokens import RATE
from waarborg.customers.queries import standing
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, problems, tenancy
from waarborg.plumbing.rest import idempotency
from waarborg.plumbing.rest.conditions import conditional
from waarborg.plumbing.tenancy import Role

Handler = Callable[[HttpRequest], HttpResponse]


class TokenNeeded(Refusal):
    code = "access.api-token.needed"
    status = 401
    nl = "Hier komt u binnen met een API-sleutel; inloggen met een browser telt hier niet."
    en = "You come in here with an API token; having signed in with a browser does not count."
    nl_way_out = "Stuur de sleutel mee als Authorization: Bearer …"
    en_way_out = "Send the token along as Authorization: Bearer …"


class TokenRefused(Refusal):
    """One answer for all that does not work: nobody learns which tokens there ever were."""

    code = "access.api-token.refused"
    status = 401
    nl = "Deze API-sleutel werkt niet: onbekend, verlopen of ingetrokken, of wie hem maakte heeft geen toegang meer."
    en = "This API token does not work: it is unknown, expired or revoked, or who made it has no access any more."
    nl_way_out = "Maak een nieuwe sleutel."
    en_way_out = "Make a new token."


class TooFast(Refusal):
    """Carries `retry_after`, in seconds, for the header of that name."""

    code = "access.api-token.too-fast"
    status = 429
    nl = "Deze API-sleutel deed meer dan {most} verzoeken in een minuut."
    en = "This API token made more than {most} requests in a minute."
    nl_way_out = "Wacht {retry_after} s; de velden RateLimit zeggen hoeveel er nog kan."
    en_way_out = "Wait {retry_after} s; the RateLimit fields say how many are left."


class TooLarge(Refusal):
    code = "access.api.too-large"
    status = 413
    nl = "Dit verzoek is te groot: hoogstens {most} bytes."
    en = "This request is too large: at most {most} bytes."


def bearer(get_response: Handler) -> Handler:
    """For addresses under /api/: who comes with the token, its scope, its rate, and the request under its key once.

    An answer of 500 or more rolls everything back; a refusal is answered as a problem document (RFC 9457).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(problems.PROGRAMS):
            return get_response(request)
        if request.method == "HEAD":
            # Answered as GET: the server leaves the content away (RFC 9110, 9.3.2).
            request.method = "GET"
        if request.path in settings.API_OPEN_PATHS:
            return conditional(request, get_response(request))
        spent: list[Spent] = []
        try:
            response = _answer(request, get_response, spent)
        except Refusal as refusal:
            response = problems.render(request, refusal)
        return _finished(request, response, spent)

    return middleware


def _answer(request: HttpRequest, get_response: Handler, spent: list[Spent]) -> HttpResponse:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise TokenNeeded()
    found = held(token.strip())
    if found is None:
        raise TokenRefused()
    spent.append(spend("api", str(found.id), RATE))
    if spent[0].over:
        raise TooFast(most=RATE.attempts, retry_after=spent[0].seconds)
    address = visitor_address(request)
    if not permits(found.allowed, found.denied, address):
        raise NotFromHere(address=shown(address))
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLarge(most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    note_use(found.id, found.used_at, now=clock.real())
    return _as_maker(request, found, get_response)


def _as_maker(request: HttpRequest, found: Held, get_response: Handler) -> HttpResponse:
    role, at = Role.DESK if found.is_staff else Role.CUSTOMER, clock.now()
    with tenancy.enter(role, found.tenant):
        person = standing(tenant=found.tenant, person=found.person, at=at)
        if person is None or (person.organisation_kind == "provider") != found.is_staff:
            raise TokenRefused()
        actor = replace(actor_of(found, person), token=found.id, scopes=found.scopes)
        request.person, request.actor = person, actor  # type: ignore[attr-defined]
        if "Accept-Language" not in request.headers:
            translation.activate(person.language)
        response = idempotency.once(request, lambda: get_response(request), by=actor, at=at)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response


def _finished(request: HttpRequest, response: HttpResponse, spent: list[Spent]) -> HttpResponse:
    if response.status_code == 405:
        allowed = response.headers.get("Allow", "")
        response = problems.render(request, problems.NotHere(method=request.method))
        response.headers["Allow"] = allowed
    response = conditional(request, response)
    response.headers.setdefault("Cache-Control", "no-store")
    patch_vary_headers(response, ["Authorization"])
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    # draft-ietf-httpapi-ratelimit-headers: the quota and its window, what is left of it and until when (seconds).
    for one in spent:
        window = int(RATE.window.total_seconds())
        response.headers["RateLimit-Policy"] = f'"token";q={RATE.attempts};w={window}'
        response.headers["RateLimit"] = f'"token";r={max(RATE.attempts - one.used, 0)};t={one.seconds}'
    return response
