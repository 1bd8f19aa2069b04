"""The door of the help button: requests of another origin, without cookies, and the pass by which somebody is known.

All of it lies outside any scope: each address enters the scope of who is named by a pass, which a token is exchanged
for once. A pass is sealed, holds half an hour and for one origin, and opens nothing but the button's own addresses.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from waarborg.access.actions.attempts import spend
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.rules.throttling import Limit
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import clock, problems, tenancy
from waarborg.plumbing.sealing import NoKeyFits, Seal
from waarborg.plumbing.tenancy import Role
from waarborg.support.models import Widget
from waarborg.support.queries.mail import Writer, standing_of
from waarborg.support.queries.widget import has_left, working
from waarborg.support.rules.widget import NotFromHere, NotNamed

PASS, LASTS = Seal(b"help button pass"), timedelta(minutes=30)
MINUTE = timedelta(minutes=1)
# Of one address: visitors, who name themselves by nothing. A whole office may come from behind one address, and chat:
# there each person has a limit, and the address a wide one.
RATE = Limit(attempts=60, window=MINUTE)
COMING, TALKING = Limit(attempts=300, window=MINUTE), Limit(attempts=1200, window=MINUTE)
MOST = 128 * 1024


class TooFast(Refusal):
    code = "support.widget.too-fast"
    status = 429
    nl = "Dit gaat te snel; wacht een minuut."
    en = "This is too fast; wait a minute."


class NotUsable(BadInput):
    code = "support.widget.input"
    nl = "Vul een onderwerp en een tekst in."
    en = "Fill in a subject and a text."


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the button: `said` is its body, `origin` where it stands, `began` when it came (seconds since the
    epoch, in real time)."""

    widget: Widget
    origin: str
    said: dict[str, Any]
    at: datetime
    files: MultiValueDict[str, UploadedFile]
    began: float


Answer = Callable[[Asked], dict[str, Any] | HttpResponseBase]


def asked(*, rate: Limit = RATE) -> Callable[[Answer], Callable[..., HttpResponseBase]]:
    """One origin's request, answered to that origin alone (Fetch, CORS protocol)."""

    def wrap(view: Answer) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @require_http_methods(["POST", "OPTIONS"])
        @wraps(view)
        def answer(request: HttpRequest, widget: UUID) -> HttpResponseBase:
            began = time.time()
            origin = request.headers.get("Origin", "")[:300]
            allowed = ""
            try:
                with tenancy.enter(Role.DESK):
                    held = working(widget)
                if origin not in held.origins:
                    raise NotFromHere()
                allowed = origin
                if request.method == "OPTIONS":
                    return _open(HttpResponse(status=204), allowed)
                hold_back(f"widget-{rate.attempts}", f"{widget} {visitor_address(request)}", rate)
                said, files = _body(request)
                told = view(Asked(held, origin, said, clock.now(), files, began))
            except Refusal as refusal:
                return _open(problems.as_json(refusal), allowed)
            return _open(told if isinstance(told, HttpResponseBase) else JsonResponse(told), allowed)

        return answer

    return wrap


def hold_back(what: str, whose: str, limit: Limit) -> None:
    """Count one of these, outside any scope. Raises TooFast beyond the limit."""
    spent = spend(what, whose, limit)
    if spent.over:
        raise TooFast(retry_after=spent.seconds)


def _open(response: HttpResponseBase, origin: str) -> HttpResponseBase:
    response.headers["Vary"] = "Origin"
    response.headers["Cache-Control"] = "no-store"
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Headers"] = "content-type"
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Max-Age"] = "600"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _body(request: HttpRequest) -> tuple[dict[str, Any], MultiValueDict[str, UploadedFile]]:
    """A JSON object; or a form with files. Raises NotUsable."""
    try:
        if request.content_type == "multipart/form-data":
            return request.POST.dict(), request.FILES
        raw = request.body
        found = json.loads(raw) if len(raw) <= MOST else None
    except (ValueError, RecursionError, RequestDataTooBig, TooManyFilesSent, MultiPartParserError):
        found = None
    if not isinstance(found, dict):
        raise NotUsable()
    return found, MultiValueDict()


def text_of(said: dict[str, Any], name: str, most: int) -> str:
    """What stands under a name, clean and cut to so many signs. Raises NotUsable for what is no text."""
    found = said.get(name, "")
    if not isinstance(found, str):
        raise NotUsable(path=name)
    clean = found.replace("\0", "").encode("utf-8", "replace").decode().strip()
    return clean[:most]


def uuid_of(said: dict[str, Any], name: str) -> UUID:
    """Raises NotUsable."""
    try:
        return UUID(text_of(said, name, 40))
    except ValueError:
        raise NotUsable(path=name) from None


def sealed_pass(asked: Asked, writer: Writer) -> str:
    """What a token was exchanged for."""
    held = {
        "widget": str(asked.widget.id),
        "origin": asked.origin,
        "tenant": str(writer.tenant),
        "person": str(writer.person),
        "until": (asked.at + LASTS).isoformat(),
    }
    return PASS.close(json.dumps(held).encode())


def holder(asked: Asked) -> Writer | None:
    """Who holds the pass, as he stands now; None for a visitor without one. Raises NotNamed."""
    sealed = text_of(asked.said, "pass", 4000)
    if not sealed:
        return None
    try:
        held = json.loads(PASS.open(sealed))
    except (NoKeyFits, ValueError):
        raise NotNamed() from None
    ours = held["widget"] == str(asked.widget.id) and held["origin"] == asked.origin
    until, person = datetime.fromisoformat(held["until"]), UUID(held["person"])
    if not ours or until <= asked.at:
        raise NotNamed()
    with tenancy.enter(Role.DESK):
        gone = has_left(asked.widget.id, person, until=until)
        writer = None if gone else standing_of(UUID(held["tenant"]), person, at=asked.at)
    if writer is None:
        raise NotNamed()
    return writer


def known(asked: Asked) -> Writer:
    """Who holds the pass. Raises NotNamed for a visitor too."""
    writer = holder(asked)
    if writer is None:
        raise NotNamed()
    return writer


@contextmanager
def at_home(writer: Writer) -> Iterator[None]:
    """The scope of who holds the pass."""
    with tenancy.enter(Role.CUSTOMER, writer.tenant, person=writer.person):
        yield
