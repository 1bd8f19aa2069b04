"""One log line and one measurement for each request: its route's name, never its address, which can name a customer."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from waarborg.plumbing.observability import logs, metrics

UNROUTED = "-"


def route_name(request: HttpRequest) -> str:
    """``support:ticket`` for a named address, "-" for one that matched nothing."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name or match.route or UNROUTED) if match else UNROUTED


def observe(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Binds a request id to all log lines of the request and answers it as X-Request-Id.

    `request.began` is when it came, in seconds since the epoch by the machine's clock.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        identifier = uuid.uuid4().hex
        started = time.perf_counter()
        request.began = time.time()  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request=identifier):
            response = get_response(request)
            seconds = time.perf_counter() - started
            route = route_name(request)
            metrics.observed(method=request.method or "", route=route, status=response.status_code, seconds=seconds)
            logs.note(
                "waarborg.access",
                "request",
                request=identifier,
                method=request.method,
                route=route,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
            )
        response.headers["X-Request-Id"] = identifier
        return response

    return middleware
