"""How an operation of the interface declares itself: its scope, what it answers, and its name in the description."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Schema

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.rest.conditions import Renderer
from waarborg.plumbing.rest.scopes import Needs
from waarborg.plumbing.web.wording import tongue

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 500},
    "description": "The ETag of what was read: another one now refuses the change with 412.",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "description": "The same key with the same request within a day gets the first answer and does nothing twice.",
}


def reads(scope: str, name: str, answer: Any) -> dict[str, Any]:
    """Keywords for a router's `get`; `answer` is a schema, or a media type that is answered as it stands."""
    return _operation(scope, name, {200: answer}, [])


def writes(scope: str, name: str, answer: type[Schema], *, made: bool, conditional: bool = True) -> dict[str, Any]:
    """Keywords for `post` (made: 201 with its Location) or `patch`."""
    parameters = [IDEMPOTENCY_KEY, *([IF_MATCH] if conditional else [])]
    return _operation(scope, name, {201 if made else 200: answer}, parameters)


def removes(scope: str, name: str) -> dict[str, Any]:
    """Keywords for `delete`, which answers 204."""
    return _operation(scope, name, {204: None}, [IDEMPOTENCY_KEY])


def _operation(scope: str, name: str, answers: dict[int, Any], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    extra: dict[str, Any] = {"security": [{"token": [scope]}]}
    if parameters:
        extra["parameters"] = [dict(one) for one in parameters]
    schemas = {status: answer for status, answer in answers.items() if not isinstance(answer, str)}
    for status, answer in answers.items():
        if isinstance(answer, str):
            schemas[status] = None
            extra["responses"] = {status: {"content": {answer: {"schema": {"type": "string"}}}}}
    return {"auth": Needs(scope), "operation_id": name, "url_name": name, "response": schemas, "openapi_extra": extra}


def made(request: HttpRequest, told: Schema, location: str) -> HttpResponse:
    """201, with where it stands now."""
    body = Renderer().render(request, told.model_dump(), response_status=201)
    return HttpResponse(
        body, status=201, content_type="application/json; charset=utf-8", headers={"Location": location}
    )


def by_of(request: HttpRequest) -> Actor:
    """Who comes: behind the scope of an operation there is always somebody."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


def spoken() -> str:
    """The language of the answer, nl or en."""
    return tongue(translation.get_language())
