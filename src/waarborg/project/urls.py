"""Addresses: each domain brings its own; a domain that is absent is left out."""

from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path

from waarborg.plumbing.live.views import live_ticket
from waarborg.project.administration.mail_pages import moved
from waarborg.project.api import api, openapi
from waarborg.project.resolving import indexed

_HOUSE = Path(__file__).resolve().parents[1]

# Prefix by domain; a domain's urls.py names its addresses below it. Order matters only where prefixes are empty.
PREFIXES = {
    "plumbing": "",
    "access": "",
    "notices": "",
    "customers": "",
    "catalogue": "",
    "promises": "",
    "contracts": "",
    "support": "",
    "availability": "",
    "releases": "",
    "continuity": "",
    "trust": "",
    "console": "",
}


def _domains() -> list[URLPattern | URLResolver]:
    there = [name for name in PREFIXES if (_HOUSE / name / "urls.py").is_file() or (_HOUSE / name / "urls").is_dir()]
    return [indexed(path(PREFIXES[name], include(f"waarborg.{name}.urls"))) for name in there]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("waarborg.project.operations")),
    path("live-ticket", live_ticket, name="live-ticket"),
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/", api.urls),
    path("desk/administration/", include("waarborg.project.administration.urls")),
    # Where undelivered mail stood before; people keep such addresses.
    path("desk/mail/", moved, name="mail-moved"),
    *_domains(),
]

handler400 = "waarborg.plumbing.problems.bad_request"
handler404 = "waarborg.plumbing.problems.not_found"
handler500 = "waarborg.project.outages.server_error"
