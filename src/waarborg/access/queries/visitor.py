"""Where a request comes from: for limits, for network rules and for whatever else asks, this one answer."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest

from waarborg.access.rules.addresses import Proxies, scheme, visitor


def visitor_address(request: HttpRequest) -> str:
    """The address nearest to us that no proxy of our own has (WAARBORG_TRUSTED_PROXIES)."""
    nearest: str = request.META.get("REMOTE_ADDR") or ""
    trusted = cast(Proxies, settings.TRUSTED_PROXIES)
    return visitor(nearest, request.META.get("HTTP_X_FORWARDED_FOR", ""), trusted)


def believed_scheme(request: HttpRequest) -> str:
    """What X-Forwarded-Proto counts for: http, https, or nothing where no proxy of our own opened the connection."""
    nearest: str = request.META.get("REMOTE_ADDR") or ""
    # Among `headers` it stays, also when the environment loses it: measurements ask whether a proxy told anything.
    told = request.headers.get("X-Forwarded-For", ""), request.headers.get("X-Forwarded-Proto", "")
    return scheme(nearest, *told, cast(Proxies, settings.TRUSTED_PROXIES))
