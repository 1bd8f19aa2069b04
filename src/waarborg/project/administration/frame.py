"""What every page of administration shares: who comes in, the tabs, the place in a long list."""

import functools
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.plumbing.permissions import NotFound, may
from waarborg.plumbing.queue.permissions import LOOK_AFTER
from waarborg.plumbing.web import menus

View = Callable[..., HttpResponse]
GROUP = "administration"
TABS = ("health", "jobs", "mail", "undelivered", "backups", "release")


def operator_only(*methods: str, permission: str = LOOK_AFTER) -> Callable[[View], View]:
    """For who holds the permission; everybody else of staff finds nothing here."""

    def wrap(view: View) -> View:
        asked = require_http_methods(methods)(view)

        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.actor, permission):  # type: ignore[attr-defined]
                raise NotFound()
            return asked(request, *args, **kwargs)

        return never_cache(staff_only(guarded))

    return wrap


def words() -> dict[str, str]:
    return {
        "health": _("Health"),
        "jobs": _("Jobs"),
        "mail": _("Outgoing mail"),
        "undelivered": _("Undelivered"),
        "backups": _("Back-ups"),
        "release": _("Version"),
    }


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page `name` of TABS."""
    parts = menus.parts(request, GROUP)
    frame = {"page_title": words()[name], "parts": parts, "parts_label": _("Administration")}
    return render(request, f"administration/{name}.html", frame | dict(context), status=status)


def chosen(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    """One of `choices` from the address, else the first."""
    asked = request.GET.get(name, "")
    return asked if asked in choices else choices[0]


def identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def number(text: str) -> int | None:
    """A job's number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
