"""What the help button asks for from within the vendor's application: who comes, articles, news, and a report. Its
door is `widget_door`; its chat `widget_chat`."""

import gzip
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from waarborg.customers.queries import organisation
from waarborg.notices.actions.read import open_notice
from waarborg.notices.queries import portal as notices
from waarborg.notices.rules.placeholders import fill
from waarborg.plumbing import brand, clock, permissions, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.wording import tongue
from waarborg.support.actions.mail.write_down import kind_of
from waarborg.support.actions.report import Report, report
from waarborg.support.actions.widget import leave, let_in
from waarborg.support.actions.widget_named import named
from waarborg.support.permissions import OPEN_CHAT
from waarborg.support.queries.article_search import search
from waarborg.support.queries.people import may_ask
from waarborg.support.queries.widget import SEAL
from waarborg.support.rules import widget_nonce
from waarborg.support.rules.widget import NotNamed
from waarborg.support.rules.widget_script import lean
from waarborg.support.views.widget_door import (
    COMING,
    LASTS,
    Asked,
    NotUsable,
    asked,
    at_home,
    holder,
    known,
    sealed_pass,
    text_of,
    uuid_of,
)

SCRIPT = Path(__file__).parents[1] / "static" / "support" / "widget.js"
SUBJECT, TEXT, TOKEN = 200, 20_000, 4001


@cache
def _script() -> tuple[bytes, bytes]:
    """As it is delivered, and that compressed."""
    plain = lean(SCRIPT.read_text()).encode()
    return plain, gzip.compress(plain, mtime=0)


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The script itself, for any page to load; what it may do there the other addresses decide."""
    headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=3600"}
    plain, packed = _script()
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        packed if takes_gzip else plain, content_type="text/javascript; charset=utf-8", headers=headers
    )
    response.headers["Vary"] = "Accept-Encoding"
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    return response


@asked(rate=COMING)
def nonce(asked: Asked) -> dict[str, Any]:
    """What the application's provider is to put into its ID token. Raises NotNamed for a button without a provider."""
    if not asked.widget.issuer:
        raise NotNamed()
    key, now = SEAL.open(asked.widget.sealed_key), int(clock.real().timestamp())
    made = widget_nonce.make(key, origin=asked.origin, now=now, random=secrets.token_bytes(16))
    return {"nonce": made}


@asked(rate=COMING)
def enter(asked: Asked) -> dict[str, Any]:
    """Who the token names, and a pass for what follows. Raises NotNamed, ProviderSilent."""
    claims = named(
        asked.widget,
        text_of(asked.said, "token", TOKEN),
        audience=settings.PUBLIC_URL,
        origin=asked.origin,
        now=int(clock.real().timestamp()),
    )
    with tenancy.enter(Role.DESK):
        writer = let_in(asked.widget, claims, at=asked.at)
    with at_home(writer):
        may_chat = permissions.may(writer.actor, OPEN_CHAT, tenant=writer.tenant) and may_ask(
            writer.actor, at=asked.at, channel="chat"
        )
    there = settings.PUBLIC_URL.rstrip("/")
    return {
        "pass": sealed_pass(asked, writer),
        # Whose drafts of this tab they are: nobody learns from it who it is.
        "who": salted_hmac("help button", f"{writer.tenant} {writer.person}", algorithm="sha256").hexdigest()[:16],
        "name": writer.name,
        "may_report": writer.may_ask,
        "may_chat": may_chat,
        "tickets": there + reverse("support:tickets"),
        "chat": there + reverse("support:chat-start"),
    }


@asked(rate=COMING)
def leaves(asked: Asked) -> dict[str, Any]:
    """He signed out of the application: no pass of his works here any more, in no tab. Raises NotNamed."""
    writer = known(asked)
    with tenancy.enter(Role.DESK):
        leave(asked.widget, writer.person, until=asked.at + LASTS)
    return {}


@asked()
def articles(asked: Asked) -> dict[str, Any]:
    """What may help, of what this reader may read: a visitor what everybody may."""
    writer, words, lang = holder(asked), text_of(asked.said, "q", 200), tongue(translation.get_language())
    name = "support:article" if writer else "support:help-article"
    there = settings.PUBLIC_URL.rstrip("/")
    role, tenant = (Role.CUSTOMER, writer.tenant) if writer else (Role.PUBLIC, None)
    with tenancy.enter(role, tenant, person=writer.person if writer else None):
        found = list(search(words, limit=5).articles) if words else []
        items = [{"title": one.title(lang), "url": there + reverse(name, args=[one.id])} for one in found]
    return {"items": items}


@asked(rate=COMING)
def news(asked: Asked) -> dict[str, Any]:
    """What the last releases brought, for who holds the pass, and whether it was read before; from now on it was: the
    button shows all of it (AP-42). Nothing for visitors. Raises NotNamed."""
    writer, lang = holder(asked), tongue(translation.get_language())
    if writer is None:
        return {"items": []}
    there = settings.PUBLIC_URL.rstrip("/")
    values = {"name": writer.name, "provider": brand.name(), "customer": ""}
    items = []
    with at_home(writer):
        values["customer"] = organisation(writer.tenant).name
        for one in notices.news(writer.actor):
            title, text = fill(one.title(lang), values), fill(one.body(lang), values)
            url = there + reverse("notices:notice", args=[one.id])
            items.append({"title": title, "text": text, "url": url, "read": one.opened is not None})  # type: ignore[attr-defined]
            open_notice(one, by=writer.actor, at=asked.at)
    return {"items": items}


@asked()
def tickets(asked: Asked) -> dict[str, Any]:
    """A report in the name of who holds the pass, by the action and the rules of the portal. Raises NotNamed."""
    writer = known(asked)
    subject, text = " ".join(text_of(asked.said, "subject", SUBJECT).split()), text_of(asked.said, "text", TEXT)
    if not subject or not text:
        raise NotUsable(path="text" if subject else "subject")
    once = uuid_of(asked.said, "once")
    with at_home(writer):
        filled = Report(subject=subject, kind=kind_of(writer, at=asked.at), what=text)
        made = report(writer.tenant, filled, by=writer.actor, at=asked.at, channel="widget", once=once)
    where = settings.PUBLIC_URL.rstrip("/") + reverse("support:ticket", args=[made.id])
    return {"number": made.shown_number, "url": where}
