"""Notices on pages of others: what waits for a reader on the portal's first page, what visitors read at the door."""

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from waarborg.notices.permissions import READ
from waarborg.notices.queries import portal
from waarborg.notices.rules.placeholders import fill
from waarborg.plumbing import brand, clock, permissions, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.wording import tongue


def waiting(request: HttpRequest, home: Any) -> str:
    """What this person has not opened or not confirmed. One query."""
    by = request.actor  # type: ignore[attr-defined]
    if by.kind != "contact" or not permissions.may(by, READ, tenant=by.tenant):
        return ""
    found = portal.waiting_for(by, at=clock.now())
    values = {"customer": request.person.organisation, "name": request.person.name, "provider": brand.name()}  # type: ignore[attr-defined]
    lang = tongue(get_language())
    lines = [{"notice": one, "title": fill(one.title(lang), values)} for one in found]
    return render_to_string("notices/panel_waiting.html", {"lines": lines}, request) if lines else ""


def news(request: HttpRequest, page: Any) -> str:
    """Beside a chat: what the last releases brought, and which of it this person has read (AP-42). One query."""
    by = request.actor  # type: ignore[attr-defined]
    if by.kind != "contact" or not permissions.may(by, READ, tenant=by.tenant):
        return ""
    values = {"customer": request.person.organisation, "name": request.person.name, "provider": brand.name()}  # type: ignore[attr-defined]
    lang = tongue(get_language())
    lines = [
        {"notice": one, "title": fill(one.title(lang), values), "text": fill(one.body(lang), values)}
        for one in portal.news(by)
    ]
    return render_to_string("notices/panel_news.html", {"lines": lines}, request) if lines else ""


def on_sign_in(request: HttpRequest, page: Any) -> str:
    """What is marked for visitors. The page works outside any scope, so the public's is entered here. One query."""
    try:
        with tenancy.enter(Role.PUBLIC):
            found = portal.on_sign_in(at=clock.now())
    except OperationalError:
        # Nobody is kept out by a notice that could not be read.
        return ""
    lang, values = tongue(get_language()), {"provider": brand.name()}
    lines = [
        {"notice": one, "title": fill(one.title(lang), values), "text": fill(one.body(lang), values)} for one in found
    ]
    return render_to_string("notices/panel_sign_in.html", {"lines": lines}, request) if lines else ""
