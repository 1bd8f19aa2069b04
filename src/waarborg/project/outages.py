"""When the database or the disk lets us down: an honest answer in the reader's language, with when to try again.

Django calls ``server_error`` from inside its ``except``, wherever a request failed: a middleware, the view, the commit;
the page therefore reads nothing from the database. A connection that broke is closed by Django at the end of the
request, so that the product recovers by itself.
"""

import errno
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.plumbing.problems import wants_json
from waarborg.plumbing.web.typed import typed

RETRY_AFTER_SECONDS = 15
# SQLSTATE classes: 53100 disk full; 08 connection, 57P0x server shutting down or starting, 53300 too many connections.
_DISK_FULL = "53100"
_GONE = ("08", "57P", "53300")


def outage(error: BaseException | None) -> int | None:
    """503 when the database is away, 507 when the disk is full, None for any other failure."""
    while error is not None:
        state = getattr(error, "sqlstate", None) or ""
        if state == _DISK_FULL or (isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)):
            return 507
        if state.startswith(_GONE) or (_connection_lost(error) and not state):
            return 503
        error = error.__cause__ or error.__context__
    return None


def _connection_lost(error: BaseException) -> bool:
    # No SQLSTATE: the client library found nobody, or the line broke, before a server could say anything.
    return isinstance(error, OperationalError | InterfaceError) and not getattr(error.__cause__, "sqlstate", None)


def server_error(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Handler of every failed request: 503 and 507 say what is going on, the rest is an honest 500."""
    status = outage(sys.exc_info()[1]) or 500
    language = translation.get_language_from_request(request)
    with translation.override(language):
        title, text = _words(status)
        response = _problem(status, title, text) if wants_json(request) else _page(request, status)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _words(status: int) -> tuple[str, str]:
    if status == 503:
        return (
            _("We cannot reach our records right now"),
            _("Nothing was changed. Wait a moment and try again; go back first if you had filled in a form."),
        )
    if status == 507:
        return (
            _("There is no room left to save this"),
            _("Nothing was changed. We have to make room first; try again later, or call us if it cannot wait."),
        )
    return (
        _("Something went wrong on our side"),
        _("Nothing was changed. Try again; if it happens again, tell us when it happened."),
    )


def _problem(status: int, title: str, text: str) -> HttpResponse:
    code = {503: "project.database.unreachable", 507: "project.disk.full"}.get(status, "project.failure")
    return JsonResponse(
        {"type": f"urn:waarborg:refusal:{code}", "title": title, "status": status, "detail": text, "code": code},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _page(request: HttpRequest, status: int) -> HttpResponse:
    # Only a page that was asked for loads itself again: after a form that would throw away what was filled in.
    again = RETRY_AFTER_SECONDS if status == 503 and request.method == "GET" else None
    context = {"status": status, "retry_after": again, "typed": typed(request)}
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)
