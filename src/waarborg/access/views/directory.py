"""SCIM 2.0 for the directory of one organisation (RFC 7644): its users, and what this service can do.

A directory comes in with an API token of its organisation (bearer.py) that has the scope directory:write. Whatever the
token, the people are those of the organisation of who made it.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.actions import directory as actions
from waarborg.access.permissions import MANAGE_DIRECTORY
from waarborg.access.queries import directory as queries
from waarborg.access.rules import scim as rules
from waarborg.access.rules.scim import Told, Unacceptable
from waarborg.access.views.directory_words import RESOURCE_TYPE, SCHEMA, service
from waarborg.customers.actions.people import EmailTaken
from waarborg.customers.models import Person
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import clock, problems
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.rest.conditions import ChangedMeanwhile, tags_of
from waarborg.plumbing.rest.scopes import Needs
from waarborg.plumbing.web.wording import tongue

PREFIX = "/api/scim/v2/"
JSON = "application/scim+json"
SCOPE = "directory:write"
_needs = Needs(SCOPE)


class NotTaken(BadInput):
    code = "access.directory.not-taken"
    status = 400
    nl = "Dit is niet te verwerken: {what} ({kind})."
    en = "This cannot be taken: {what} ({kind})."


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """RFC 7644, 3.12. What cannot be read is 400 there, where we say 422."""
    kind = refusal.params.get("kind", "") if isinstance(refusal, NotTaken) else ""
    if isinstance(refusal, EmailTaken | actions.UserNameTaken):
        kind = "uniqueness"
    elif isinstance(refusal, BadInput) and not kind:
        kind = "invalidValue"
    status = 400 if isinstance(refusal, BadInput) and refusal.status == 422 else refusal.status
    lang = tongue(translation.get_language())
    detail = refusal.in_full(lang)
    told = {"schemas": [rules.ERROR], "status": str(status), "detail": detail}
    return _json(told | ({"scimType": kind} if kind else {}), status=status)


problems.dialect(PREFIX, refused)


def _json(told: Any, *, status: int = 200, **headers: str) -> HttpResponse:
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(content, status=status, content_type=JSON, headers=sent)


def _read(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except ValueError:
        raise Unacceptable("invalidSyntax", "JSON") from None


def _operation(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who comes, with which scope; and what cannot be taken said as a refusal, with nothing of it done."""

    def asked(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        _needs(request)
        require(request.actor, MANAGE_DIRECTORY, tenant=request.actor.tenant)
        try:
            with transaction.atomic():
                return view(request, *given, **named)
        except Unacceptable as fault:
            raise NotTaken(kind=fault.kind, what=fault.what) from None

    return csrf_exempt(asked)


def _address() -> str:
    return f"{settings.PUBLIC_URL}{PREFIX}Users"


def _told(person: Person) -> dict[str, Any]:
    return queries.told(person, queries.names_of([person]).get(person.id), address=_address())


def _user(request: HttpRequest, person: UUID, *, status: int = 200) -> HttpResponse:
    user = _told(queries.found(person, tenant=request.actor.tenant, at=clock.now()))
    version = user["meta"]["version"]
    headers = {"ETag": version, **({"Location": user["meta"]["location"]} if status == 201 else {})}
    only, without = request.GET.get("attributes", ""), request.GET.get("excludedAttributes", "")
    return _json(queries.shown(user, only=only, without=without), status=status, **headers)


@_operation
@require_http_methods(["GET", "POST"])
def users(request: HttpRequest) -> HttpResponse:
    """Listed and looked up (3.4.2), or one more (3.3)."""
    if request.method == "GET":
        return _listed(request)
    told = rules.resource(_read(request))
    made = actions.provision(organisation(request.actor.tenant), told, by=request.actor, at=clock.now())
    return _user(request, made.id, status=201)


def _number(request: HttpRequest, name: str, other: int) -> int:
    text = request.GET.get(name, "")
    try:
        return int(text) if text else other
    except ValueError:
        raise Unacceptable("invalidValue", name) from None


def _listed(request: HttpRequest) -> HttpResponse:
    tenant = request.actor.tenant
    rows = queries.seen(tenant, at=clock.now())
    wanted = rules.filtered(request.GET.get("filter", ""))
    if wanted is not None:
        rows = queries.looked_up(rows, tenant, *wanted)
    # 3.4.2.4: what is less than 1 is 1, and a negative count none.
    start = max(_number(request, "startIndex", 1), 1)
    count = min(max(_number(request, "count", 100), 0), rules.MOST_LISTED)
    people = list(rows[min(start, 10**9) - 1 : min(start, 10**9) - 1 + count])
    names = queries.names_of(people)
    only, without = request.GET.get("attributes", ""), request.GET.get("excludedAttributes", "")
    listed = [queries.told(one, names.get(one.id), address=_address()) for one in people]
    return _json(
        {
            "schemas": [rules.LIST],
            "totalResults": rows.count(),
            "startIndex": start,
            "itemsPerPage": len(people),
            "Resources": [queries.shown(one, only=only, without=without) for one in listed],
        }
    )


def _held(request: HttpRequest, person: UUID) -> Person:
    """Locked, and as it was when the directory last read it. Raises NotFound, ChangedMeanwhile."""
    tenant, at = request.actor.tenant, clock.now()
    Person.objects.select_for_update().filter(id=person, tenant_id=tenant).first()
    found = queries.found(person, tenant=tenant, at=at)
    wanted = request.headers.get("If-Match", "").strip()
    if wanted not in ("", "*") and _told(found)["meta"]["version"] not in tags_of(wanted):
        raise ChangedMeanwhile()
    return found


@_operation
@require_http_methods(["GET", "PUT", "PATCH", "DELETE"])
def user(request: HttpRequest, person: UUID) -> HttpResponse:
    """One of them: read (3.4.1), put in place of (3.5.1), changed (3.5.2), removed (3.6)."""
    if request.method == "GET":
        return _user(request, person)
    held = _held(request, person)
    if request.method == "DELETE":
        actions.remove(held, by=request.actor, at=clock.now())
        return HttpResponse(status=204)
    body = _read(request)
    told = _whole(body) if request.method == "PUT" else rules.patched(body)
    actions.alter(organisation(request.actor.tenant), held, told, by=request.actor, at=clock.now())
    return _user(request, person)


def _whole(body: Any) -> Told:
    """What a PUT leaves out is not there any more, where it may be absent."""
    told = rules.resource(body)
    return told if told.external_id is not None else replace(told, external_id="")


@_operation
@require_GET
def service_provider(request: HttpRequest) -> HttpResponse:
    """RFC 7643, section 5."""
    return _json(service(settings.PUBLIC_URL + PREFIX, most=rules.MOST_LISTED))


@_operation
@require_GET
def resource_types(request: HttpRequest, name: str = "") -> HttpResponse:
    """RFC 7643, section 6."""
    return _of(RESOURCE_TYPE, name, "ResourceTypes")


@_operation
@require_GET
def schemas(request: HttpRequest, name: str = "") -> HttpResponse:
    """RFC 7643, section 7: what is kept, and nothing of the core schema that is not."""
    return _of(SCHEMA, name, "Schemas")


def _of(one: dict[str, Any], name: str, kind: str) -> HttpResponse:
    """Raises NotFound."""
    location = f"{settings.PUBLIC_URL}{PREFIX}{kind}/{one['id']}"
    told = one | {"meta": {"resourceType": kind.removesuffix("s"), "location": location}}
    if not name:
        listed = {"schemas": [rules.LIST], "totalResults": 1, "startIndex": 1, "itemsPerPage": 1, "Resources": [told]}
        return _json(listed)
    if name != one["id"]:
        raise NotFound()
    return _json(told)
