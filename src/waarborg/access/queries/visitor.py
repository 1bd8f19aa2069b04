"""Where a request comes from: for limits, for network rules and for whatever else asks, this one answer."""

from django.conf import settings
from django.http import HttpRequest

from waarborg.access.rules.addresses import visitor


def visitor_address(request: HttpRequest) -> str:
    """The address nearest to us that no proxy of our own has (WAARBORG_TRUSTED_PROXIES)."""
    nearest: str = request.META.get("REMOTE_ADDR") or ""
    if settings.TRUSTED_PROXIES == 0:
        return visitor(nearest, "", 0)
    return visitor(nearest, request.headers.get("X-Forwarded-For", ""), settings.TRUSTED_PROXIES)
