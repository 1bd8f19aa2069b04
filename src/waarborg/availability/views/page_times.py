"""What the vendor's own application loads and where it tells how long its pages took: public, and outside any scope.

Nobody is known here: no cookie is read or set, no address is kept, and nothing of a page but its word and its length.
"""

from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.actions.attempts import spend
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.rules.throttling import Limit
from waarborg.availability.actions.take_page_times import take_page_times
from waarborg.availability.queries.page_keys import key_at
from waarborg.availability.rules.page_times import read
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, problems, tenancy
from waarborg.plumbing.tenancy import Role

log = structlog.stdlib.get_logger(__name__)
SCRIPT: Final = Path(__file__).parent.parent / "static" / "availability" / "page-times.js"
CROSS: Final = {"Cross-Origin-Resource-Policy": "cross-origin"}
# An office goes out by one address, and each of its people opens a page every few seconds; a key stands in every page
# of an application. What goes beyond is dropped: the time of one page more says nothing new.
BY_ADDRESS: Final = Limit(attempts=600, window=timedelta(minutes=1))
BY_KEY: Final = Limit(attempts=6000, window=timedelta(minutes=1))
TRY_AGAIN_SECONDS: Final = 60


class TooManyTimes(Refusal):
    """Carries `retry_after`, in seconds, for the header of that name."""

    code = "availability.page-times.too-fast"
    status = 429
    nl = "Dit zijn er te veel in een minuut; deze tijden zijn niet geteld."
    en = "These are too many in a minute; these times were not counted."


class NotKept(Refusal):
    """Carries `retry_after`, in seconds, for the header of that name."""

    code = "availability.page-times.not-now"
    status = 503
    nl = "De tijden zijn nu niet te bewaren; er is niets van geteld."
    en = "The times cannot be kept now; nothing of them was counted."


@cache
def _script() -> tuple[bytes, str]:
    body = SCRIPT.read_bytes()
    return body, f'"{sha256(body).hexdigest()[:20]}"'


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The script for pages of others: the same for everybody, so caches may keep it an hour."""
    body, tag = _script()
    headers = {"Cache-Control": "public, max-age=3600", "ETag": tag, "Access-Control-Allow-Origin": "*", **CROSS}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers=headers)


@csrf_exempt
@require_http_methods(["POST", "OPTIONS"])
def take(request: HttpRequest) -> HttpResponse:
    """204 once they are counted. A refusal is told to pages of the origins of the key, and to no others."""
    if request.method == "OPTIONS":
        # Our script asks by a request that needs no leave; who asks for one may do no more than that.
        return _told(HttpResponse(status=204), request.headers.get("Origin", ""))
    try:
        _take(request)
    except Refusal as refusal:
        return _told(problems.as_json(refusal), request.headers.get("Origin", "") if refusal.status != 403 else "")
    return _told(HttpResponse(status=204), request.headers.get("Origin", ""))


def _take(request: HttpRequest) -> None:
    try:
        whose = spend("page-times", visitor_address(request), BY_ADDRESS)
        if whose.over:
            raise TooManyTimes(retry_after=whose.seconds)
        word, times = read(request.read())
        origin = request.headers.get("Origin", "")
        with tenancy.enter(Role.DESK):
            key = key_at(word, origin)
            # Of keys that work: made-up ones fill no table.
            with tenancy.without_role():
                spent = spend("page-times-key", word, BY_KEY)
            if spent.over:
                raise TooManyTimes(retry_after=spent.seconds)
            take_page_times(key, times, at=clock.now())
    except DatabaseError as error:
        log.warning("times of pages could not be kept", error=str(error))
        raise NotKept(retry_after=TRY_AGAIN_SECONDS) from error


def _told(answer: HttpResponse, origin: str) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Vary"] = "Origin"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if origin:
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Access-Control-Allow-Methods"] = "POST"
        answer.headers["Access-Control-Allow-Headers"] = "content-type"
    return answer
