"""What the help button asks for from within the vendor's application: another origin, without cookies.

All of it lies outside any scope: each address enters the scope of who is named by a pass, which a signed token is
exchanged for once. A pass is sealed, holds half an hour and for one origin, and opens nothing but these addresses.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.actions.attempts import spend
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.rules.throttling import Limit
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.notices.actions.read import open_notice
from waarborg.notices.queries import portal as notices
from waarborg.notices.rules.placeholders import fill
from waarborg.plumbing import brand, clock, problems, tenancy
from waarborg.plumbing.sealing import NoKeyFits, Seal
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.wording import tongue
from waarborg.support.actions.mail.write_down import kind_of
from waarborg.support.actions.report import Report, report
from waarborg.support.actions.widget import let_in
from waarborg.support.models import Widget
from waarborg.support.queries.article_search import search
from waarborg.support.queries.mail import Writer, standing_of
from waarborg.support.queries.widget import working
from waarborg.support.rules.widget import NotFromHere, NotNamed

SCRIPT = Path(__file__).parents[1] / "static" / "support" / "widget.js"
PASS, LASTS = Seal(b"help button pass"), timedelta(minutes=30)
RATE = Limit(attempts=60, window=timedelta(minutes=1))
SUBJECT, TEXT, MOST = 200, 20_000, 64 * 1024


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
    """A request of the button: `said` is its body, `origin` where it stands."""

    widget: Widget
    origin: str
    said: dict[str, Any]
    at: datetime


Answer = Callable[[Asked], dict[str, Any]]


@require_safe
def script(_request: HttpRequest) -> HttpResponse:
    """The script itself, for any page to load; what it may do there the other addresses decide."""
    headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=3600"}
    return HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)


def _asked(view: Answer) -> Callable[..., HttpResponse]:
    """One origin's request, answered to that origin alone (Fetch, CORS protocol)."""

    @csrf_exempt
    @require_http_methods(["POST", "OPTIONS"])
    @wraps(view)
    def answer(request: HttpRequest, widget: UUID) -> HttpResponse:
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
            if spend("widget", f"{widget} {visitor_address(request)}", RATE).over:
                raise TooFast()
            said = view(Asked(held, origin, _body(request), clock.now()))
        except Refusal as refusal:
            return _open(problems.as_json(refusal), allowed)
        return _open(JsonResponse(said), allowed)

    return answer


def _open(response: HttpResponse, origin: str) -> HttpResponse:
    response.headers["Vary"] = "Origin"
    response.headers["Cache-Control"] = "no-store"
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Headers"] = "content-type"
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Max-Age"] = "600"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        raw = request.body
        found = json.loads(raw) if len(raw) <= MOST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NotUsable()
    return found


def _text(said: dict[str, Any], name: str, most: int) -> str:
    found = said.get(name, "")
    if not isinstance(found, str):
        raise NotUsable(path=name)
    clean = found.replace("\0", "").encode("utf-8", "replace").decode().strip()
    return clean[:most]


@_asked
def enter(asked: Asked) -> dict[str, Any]:
    """Who the token names, and a pass for what follows. Raises NotNamed."""
    with tenancy.enter(Role.DESK):
        writer = let_in(
            asked.widget, _text(asked.said, "token", 4001), audience=settings.PUBLIC_URL, at=asked.at, now=clock.real()
        )
    held = {
        "widget": str(asked.widget.id),
        "origin": asked.origin,
        "tenant": str(writer.tenant),
        "person": str(writer.person),
        "until": (asked.at + LASTS).isoformat(),
    }
    there = settings.PUBLIC_URL.rstrip("/")
    return {
        "pass": PASS.close(json.dumps(held).encode()),
        "name": writer.name,
        "may_report": writer.may_ask,
        "tickets": there + reverse("support:tickets"),
        "chat": there + reverse("support:chat-start"),
    }


def _writer(asked: Asked) -> Writer | None:
    """Who holds the pass, as he stands now; None for a visitor without one. Raises NotNamed."""
    sealed = _text(asked.said, "pass", 4000)
    if not sealed:
        return None
    try:
        held = json.loads(PASS.open(sealed))
    except (NoKeyFits, ValueError):
        raise NotNamed() from None
    ours = held["widget"] == str(asked.widget.id) and held["origin"] == asked.origin
    if not ours or datetime.fromisoformat(held["until"]) <= asked.at:
        raise NotNamed()
    with tenancy.enter(Role.DESK):
        writer = standing_of(UUID(held["tenant"]), UUID(held["person"]), at=asked.at)
    if writer is None:
        raise NotNamed()
    return writer


@_asked
def articles(asked: Asked) -> dict[str, Any]:
    """What may help, of what this reader may read: a visitor what everybody may."""
    writer, words, lang = _writer(asked), _text(asked.said, "q", 200), tongue(translation.get_language())
    name = "support:article" if writer else "support:help-article"
    there = settings.PUBLIC_URL.rstrip("/")
    role, tenant = (Role.CUSTOMER, writer.tenant) if writer else (Role.PUBLIC, None)
    with tenancy.enter(role, tenant, person=writer.person if writer else None):
        found = list(search(words, limit=5).articles) if words else []
        items = [{"title": one.title(lang), "url": there + reverse(name, args=[one.id])} for one in found]
    return {"items": items}


@_asked
def news(asked: Asked) -> dict[str, Any]:
    """What the last releases brought, for who holds the pass, and whether it was read before; from now on it was: the
    button shows all of it (AP-42). Nothing for visitors. Raises NotNamed."""
    writer, lang = _writer(asked), tongue(translation.get_language())
    if writer is None:
        return {"items": []}
    there = settings.PUBLIC_URL.rstrip("/")
    values = {"name": writer.name, "provider": brand.name(), "customer": ""}
    items = []
    with tenancy.enter(Role.CUSTOMER, writer.tenant, person=writer.person):
        values["customer"] = organisation(writer.tenant).name
        for one in notices.news(writer.actor):
            title, text = fill(one.title(lang), values), fill(one.body(lang), values)
            url = there + reverse("notices:notice", args=[one.id])
            items.append({"title": title, "text": text, "url": url, "read": one.opened is not None})  # type: ignore[attr-defined]
            open_notice(one, by=writer.actor, at=asked.at)
    return {"items": items}


@_asked
def tickets(asked: Asked) -> dict[str, Any]:
    """A report in the name of who holds the pass, by the action and the rules of the portal. Raises NotNamed."""
    writer = _writer(asked)
    if writer is None:
        raise NotNamed()
    subject, text = " ".join(_text(asked.said, "subject", SUBJECT).split()), _text(asked.said, "text", TEXT)
    if not subject or not text:
        raise NotUsable(path="text" if subject else "subject")
    try:
        once = UUID(_text(asked.said, "once", 40))
    except ValueError:
        raise NotUsable(path="once") from None
    with tenancy.enter(Role.CUSTOMER, writer.tenant, person=writer.person):
        filled = Report(subject=subject, kind=kind_of(writer, at=asked.at), what=text)
        made = report(writer.tenant, filled, by=writer.actor, at=asked.at, channel="widget", once=once)
    where = settings.PUBLIC_URL.rstrip("/") + reverse("support:ticket", args=[made.id])
    return {"number": made.shown_number, "url": where}
