"""Addresses for operators and load balancers: /health (is it alive and ready) and /metrics."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waarborg.plumbing.observability import metrics
from waarborg.plumbing.observability.health import checks
from waarborg.project.group import state


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the product can serve, else 503; without a name, a version or an address in it.

    A member that keeps falling over (worker, scheduler) keeps nobody from being served; it is told all the same.
    """
    found = {**checks(), "members": "falling" if state.anyone_falling() else "ok"}
    good = found["database"] == found["schema"] == "ok"
    return JsonResponse({"status": "ok" if good else "unavailable", "checks": found}, status=200 if good else 503)


@never_cache
@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """The metrics, for who shows the token, or without a token set for this machine itself. A stranger gets 404."""
    token: str = settings.METRICS_TOKEN
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    local = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and "X-Forwarded-For" not in request.headers
    if not (hmac.compare_digest(shown.encode(), token.encode()) if token else local):
        raise Http404
    body, content_type = metrics.exposition()
    return HttpResponse(body, content_type=content_type)


urlpatterns = [
    path("health", health, name="health"),
    path("metrics", measurements, name="metrics"),
]
