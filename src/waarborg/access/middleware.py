"""Three middlewares: what may be believed of proxies; who is signed in, and whether still; the scope of the rest."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.messages import info
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.access import sessions
from waarborg.access.queries.memberships import Member, default_policy, member, member_from
from waarborg.access.queries.oauth import silent_refusal
from waarborg.access.queries.second_factor import passed_in_this_session
from waarborg.access.queries.tokens import Held
from waarborg.access.queries.visitor import believed_scheme, visitor_address
from waarborg.access.rules.lifetime import HEADERS, is_deliberate, over
from waarborg.customers.queries import Standing, standing
from waarborg.customers.rules.roles import CUSTOMER_ROLES, INDISPENSABLE, PROVIDER_ROLES
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, problems, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import Role

Handler = Callable[[HttpRequest], HttpResponse]
# Activity is written at most this often: a write on every request would be dear, and half a minute changes nothing.
SAMPLE_SECONDS = 30


# What a browser says of who made a request, as the environment names it: to look through all that it says was dearer.
_TELLING = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in HEADERS}


def behind_proxies(get_response: Handler) -> Handler:
    """Before whatever asks by which scheme a visitor came: what strangers write in X-Forwarded-Proto is taken away.

    Of several values the one that our own outermost proxy saw is left. X-Forwarded-Host and Forwarded are read nowhere.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "HTTP_X_FORWARDED_PROTO" in request.META:
            request.META["HTTP_X_FORWARDED_PROTO"] = believed_scheme(request)
            if not request.META["HTTP_X_FORWARDED_PROTO"]:
                del request.META["HTTP_X_FORWARDED_PROTO"]
        return get_response(request)

    return middleware


def signed_in(get_response: Handler) -> Handler:
    """Sets `request.membership` (a Member or None); ends a session that was idle, is old, or lost its ground."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.membership = None  # type: ignore[attr-defined]
        if not _is_operational(request) and request.user.is_authenticated:
            request.membership = _still_member(request)  # type: ignore[attr-defined]
            _speak(request, getattr(request.user, "language", settings.LANGUAGE_CODE))
        return get_response(request)

    return middleware


def _is_operational(request: HttpRequest) -> bool:
    """Addresses nobody signs in for: they cost no look at the session."""
    return request.path.startswith(tuple(path for path in settings.UNSCOPED_PATHS if path != "/accounts/"))


def _still_member(request: HttpRequest) -> Member | None:
    row = request.session.row  # type: ignore[attr-defined]
    chosen = request.session.get(sessions.MEMBERSHIP)
    found = _member(row, chosen, request.user.pk) if chosen else None
    through = request.session.get(sessions.THROUGH)
    if chosen and (found is None or (through and through["tenant"] != str(found.tenant))):
        _end(request, _("Your access to this organisation has ended."))
        return None
    if found is not None and found.locked:
        _end(request, _("Your organisation has locked its account. Nobody signs in until it is open again."))
        return None
    address = visitor_address(request)
    if found is not None and not found.lets_in(address):
        _end(request, _("Your organisation does not allow this network address: %(address)s.") % {"address": address})
        return None
    if row is None:
        return found
    now = clock.real()
    default = default_policy("contact")
    policy = found.policy if found else default
    why = over(policy, started=row.started_at, active=row.active_at, now=now)
    if why is not None:
        _end(
            request,
            _("You were signed out because nothing happened for a while.")
            if why == "idle"
            else _("You were signed out because you signed in a long time ago."),
        )
        return None
    headers = {name: request.META[key] for name, key in _TELLING.items() if key in request.META}
    deliberate = is_deliberate(method=request.method or "GET", path=request.path, headers=headers)
    # Who chose a shorter time means it to the second.
    sample = 1 if policy.idle < default.idle else SAMPLE_SECONDS
    if deliberate and (now - row.active_at).total_seconds() > sample:
        # Not by saving the session: a row that was ended meanwhile must not come back.
        type(row).objects.filter(pk=row.pk).update(active_at=now)
        row.active_at = now
    return found


def _member(row: Any, chosen: Any, account: Any) -> Member | None:
    """As it was read with the session, where that is the one chosen; else asked for now."""
    if row is not None and (str(row.membership_id), row.account_id) == (str(chosen), account) and hasattr(row, "held"):
        return member_from(row.held)
    return member(chosen, account=account)


def _end(request: HttpRequest, why: str) -> None:
    logout(request)
    info(request, why)


def scope(get_response: Handler) -> Handler:
    """Wraps the rest of the request in its tenancy scope; sets `request.actor` (Actor or None) and `request.person`.

    Staff work as the desk, contacts as their own organisation, visitors as the public. Addresses under UNSCOPED_PATHS
    have no scope. An answer of 500 or more rolls everything back.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = request.person = None  # type: ignore[attr-defined]
        if request.path.startswith(settings.UNSCOPED_PATHS):
            return get_response(request)
        membership: Member | None = request.membership  # type: ignore[attr-defined]
        try:
            if membership is None:
                if request.user.is_authenticated:
                    return away(request, reverse("access:organisations"))
                with tenancy.enter(Role.PUBLIC):
                    return _or_roll_back(get_response(request))
            if membership.policy.require_second_factor and not passed_in_this_session(request):
                return away(request, reverse("access:second-factor"))
            return _as_member(request, membership, get_response)
        except Refusal as refusal:
            # Raised by the scope's last acts (the journal's own refusals): everything has been rolled back.
            return problems.render(request, refusal)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        # Still inside the scope: what the refused action noted in the journal is committed.
        return problems.render(request, exception) if isinstance(exception, Refusal) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _as_member(request: HttpRequest, membership: Member, get_response: Handler) -> HttpResponse:
    role = Role.DESK if membership.is_staff else Role.CUSTOMER
    with tenancy.enter(role, membership.tenant, person=membership.person):
        person = standing(tenant=membership.tenant, person=membership.person, at=clock.now())
        if person is not None and (person.organisation_kind == "provider") == membership.is_staff:
            if membership.sign_on and not request.session.get(sessions.THROUGH):
                elsewhere = _by_its_own_door(request, person)
                if elsewhere is not None:
                    return elsewhere
            request.person = person  # type: ignore[attr-defined]
            request.actor = actor_of(membership, person)  # type: ignore[attr-defined]
            _speak(request, person.language)
            return _or_roll_back(get_response(request))
    _end(request, _("Your access to this organisation has ended."))
    return away(request, reverse("account_login"))


def _by_its_own_door(request: HttpRequest, person: Standing) -> HttpResponse | None:
    """Where people come in by their organisation's provider: elsewhere first, but for who must always come in, with a
    second step. There is always at least one of them (customers.rules.roles.INDISPENSABLE)."""
    if INDISPENSABLE[person.organisation_kind] not in person.roles:
        return away(request, reverse("access:sign-on"))
    return None if passed_in_this_session(request) else away(request, reverse("access:second-factor"))


def actor_of(membership: Member | Held, person: Standing) -> Actor:
    """Roles of the other side count for nothing, whatever stands in the table."""
    possible = PROVIDER_ROLES if membership.is_staff else CUSTOMER_ROLES
    return Actor(
        kind="staff" if membership.is_staff else "contact",
        tenant=membership.tenant,
        person=membership.person,
        name=person.name,
        roles=person.roles & frozenset(possible),
    )


def _or_roll_back(response: HttpResponse) -> HttpResponse:
    if response.status_code >= 500:
        transaction.set_rollback(True)
    return response


def _speak(request: HttpRequest, language: str) -> None:
    """The person's own language, unless this browser chose another."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]


def _page_around(request: HttpRequest) -> str:
    """The path of the page that this form, or this part of a page, was asked from, when it is one of ours."""
    came = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return came.path if came.netloc == request.get_host() else ""


def away(request: HttpRequest, address: str) -> HttpResponse:
    """Elsewhere first, then back here where that is possible: by redirect, by htmx's own header, or a plain 401.

    After a form, or a part of a page that was fetched, back to that page, where the browser has kept what was typed.
    """
    silent = silent_refusal(request)
    if silent is not None:
        return HttpResponse(status=302, headers={"Location": silent})
    whole = request.method in ("GET", "HEAD") and not request.headers.get("HX-Request")
    there = request.get_full_path() if whole else _page_around(request)
    back: dict[str, Any] = {"next": there} if there else {}
    target = f"{address}?{urlencode(back)}" if back and back["next"] != "/" else address
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    if problems.wants_json(request):
        return problems.render(request, problems.SignInFirst())
    return HttpResponseRedirect(target)
