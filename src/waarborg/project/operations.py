"""Addresses for operators and load balancers: /health (is it alive and ready) and /metrics."""

import hmac
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waarborg.plumbing.observability import metrics
from waarborg.plumbing.observability.health import checks
from waarborg.project import disks
from waarborg.project.group import state

_BY_PROXIES = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the product can serve, else 503; without a name, a version or an address in it.

    A member that keeps falling over (worker, scheduler) and a full disk keep nobody from being served: the answer stays
    200, so that no balancer turns readers away, and its status is "degraded". `full` says which disk and what it means.
    """
    room = disks.look()
    found = {**checks(), "members": "falling" if state.anyone_falling() else "ok", "disk": disks.state(room)}
    good = found["database"] == found["schema"] == "ok"
    word = "unavailable" if not good else "degraded" if {"falling", "full"} & set(found.values()) else "ok"
    said = {"status": word, "checks": found} | ({"full": _full(room)} if found["disk"] == "full" else {})
    return JsonResponse(said, status=200 if good else 503, json_dumps_params={"ensure_ascii": False})


def _full(room: list[disks.Disk]) -> list[dict[str, Any]]:
    full = [disk for disk in room if disk.state == "full"]
    return [{"places": disk.places, "means": {lang: disk.means(lang) for lang in ("nl", "en")}} for disk in full]


@never_cache
@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """The metrics, for who shows the token, or without a token set for this machine itself. A stranger gets 404."""
    token: str = settings.METRICS_TOKEN
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    # Whatever a proxy adds says that somebody else is asking through it.
    passed_on = any(name in request.headers for name in _BY_PROXIES)
    local = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not passed_on
    if not (hmac.compare_digest(shown.encode(), token.encode()) if token else local):
        raise Http404
    body, content_type = metrics.exposition()
    return HttpResponse(body, content_type=content_type)


urlpatterns = [
    path("health", health, name="health"),
    path("metrics", measurements, name="metrics"),
]
