"""The live gallery: every component in every state, where the installation shows it (demonstration and development)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def gallery(request: HttpRequest) -> HttpResponse:
    """The whole design system on one page; a stranger to a production installation gets 404."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "gallery.html", {"page_title": "Bouwstenen"})
