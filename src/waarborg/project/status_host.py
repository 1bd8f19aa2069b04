"""The status page on a host of its own (`WAARBORG_STATUS_URL`): what everybody may read is there, and nothing else.

Whoever asks that host for anything else is led to the product's own address, so that nobody signs in on it.
"""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# What public pages are made of: themselves, styles and fonts, the house's look, and the choice of language and colours.
_THERE: Final = ("/status/", settings.STATIC_URL, "/brand/", "/preferences/")


def status_only(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Leads away from that host whoever asks it for anything else; without a host of its own it does nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        own = settings.STATUS_URL != settings.PUBLIC_URL and request.get_host() == urlsplit(settings.STATUS_URL).netloc
        if not own or request.path.startswith(_THERE):
            return get_response(request)
        if request.path == "/":
            return HttpResponseRedirect(reverse("availability:public"))
        # What was sent along stays behind: only a page is asked for again.
        return HttpResponseRedirect(f"{settings.PUBLIC_URL}{request.path}")

    return middleware
