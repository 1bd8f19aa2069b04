"""The interface for programs, version 1: the routers of the domains, one way of refusing, one description."""

import functools
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from waarborg.access.api import router as customers
from waarborg.catalogue.api import router as catalogue
from waarborg.continuity.api import router as backups
from waarborg.customers.api import router as imports
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.notices.api import router as notices
from waarborg.plumbing import problems
from waarborg.plumbing.rest.conditions import Renderer
from waarborg.plumbing.rest.input import of_schema
from waarborg.plumbing.webhooks.api import router as webhooks
from waarborg.promises.api import router as agreements
from waarborg.releases.api import router as releases
from waarborg.support.api import router as tickets
from waarborg.support.api_articles import router as articles
from waarborg.trust.api import router as reports

SUMMARY = """Tickets, articles, customers, people, agreements, notices and evidence reports, for programs. Each request
carries an API token (`Authorization: Bearer …`), which acts as the person who made it, within its scopes. Refusals are
problem documents (RFC 9457) with a stable `code`, in Dutch or English (`Accept-Language`)."""


class Unreadable(BadInput):
    code = "project.api.unreadable"
    status = 400
    nl = "De inhoud van dit verzoek is geen JSON."
    en = "The content of this request is no JSON."


api = NinjaAPI(
    title="Waarborg",
    version="1",
    description=SUMMARY,
    urls_namespace="api-1",
    docs_url=None,
    openapi_url=None,
    renderer=Renderer(),
)
for router in (
    tickets,
    customers,
    imports,
    agreements,
    reports,
    webhooks,
    catalogue,
    notices,
    articles,
    releases,
    backups,
):
    api.add_router("", router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problems.render(request, refusal)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.render(request, of_schema(error))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.render(request, Unreadable())


PROBLEM = {
    "title": "Problem",
    "type": "object",
    "description": "A refusal (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence in the language of the answer."},
        "code": {"type": "string", "description": "Stable, for programs."},
        "way_out": {"type": "string", "description": "What can be done instead."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "detail"],
                "properties": {
                    "at": {
                        "type": "string",
                        "description": "A JSON pointer into the body, or a parameter's name.",
                    },
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
REFUSED = {
    "description": "Refused; nothing was changed.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


@functools.cache
def description() -> dict[str, Any]:
    """The OpenAPI 3.1 document, in plain JSON values."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    for operations in found["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = REFUSED
    found["components"]["schemas"]["Problem"] = PROBLEM
    found["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "wbt_…"}}
    found["servers"] = [{"url": "/"}]
    return found


@functools.cache
def written() -> bytes:
    """The document as a file: served, and kept in docs/openapi.json."""
    return json.dumps(description(), indent=2, ensure_ascii=False).encode() + b"\n"


def openapi(request: HttpRequest) -> HttpResponse:
    """The description; there is nothing secret in it."""
    return HttpResponse(written(), content_type="application/json", headers={"Cache-Control": "public, max-age=300"})
