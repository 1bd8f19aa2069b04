"""Entity tags: an answer names its content, so that nothing is sent twice and no change is made on an old reading."""

import hashlib
import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import Schema
from ninja.renderers import JSONRenderer

from waarborg.kernel.errors import Refusal

_TAG = re.compile(r'(W/)?"([^"]*)"')


class ChangedMeanwhile(Refusal):
    """The tag of `If-Match` is not that of what stands there now (RFC 9110, 13.1.1)."""

    code = "plumbing.api.changed"
    status = 412
    nl = "Dit is gewijzigd nadat u het las; er is niets veranderd."
    en = "This was changed after you read it; nothing was done."
    nl_way_out = "Lees het opnieuw en stuur de wijziging met de nieuwe ETag."
    en_way_out = "Read it again and send the change with the new ETag."


class Renderer(JSONRenderer):
    """JSON as it is sent: the same content is the same bytes, so that a tag can be computed without sending."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":"), "allow_nan": False}

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return json.dumps(data, cls=self.encoder_class, **self.json_dumps_params).encode()


def tag(content: bytes) -> str:
    """A strong entity tag (RFC 9110, 8.8.3)."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def tags_of(wanted: str) -> set[str]:
    """The strong tags that a header names."""
    return {f'"{name}"' for weak, name in _TAG.findall(wanted) if not weak}


def require_unchanged(request: HttpRequest, current: Schema) -> None:
    """For a change of what reads as `current` now, its row locked. Raises ChangedMeanwhile, never without If-Match."""
    wanted = request.headers.get("If-Match")
    if wanted is None or wanted.strip() == "*":
        return
    now = tag(Renderer().render(request, current.model_dump(), response_status=200))
    if now not in tags_of(wanted):
        raise ChangedMeanwhile()


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Name what was read; 304 where the reader has it already (weak comparison, RFC 9110, 13.1.2)."""
    if request.method != "GET" or response.status_code != 200 or response.streaming:
        return response
    response.headers.setdefault("ETag", tag(response.content))
    now = response.headers["ETag"]
    response.headers.setdefault("Cache-Control", "private, no-cache")
    known = request.headers.get("If-None-Match", "")
    if known.strip() != "*" and now not in {f'"{name}"' for _weak, name in _TAG.findall(known)}:
        return response
    same = HttpResponseNotModified()
    for name, value in response.headers.items():
        if name not in ("Content-Type", "Content-Length", "Content-Disposition"):
            same.headers[name] = value
    del same.headers["Content-Type"]
    return same
