"""The public status pages as plain files, so that they stay up while the platform is down.

A web server elsewhere serves the folder. Each page is rendered as a visitor gets it and made independent of us: its
addresses become relative, scripts and forms go, and what exists here only leads here by its full address. A file is
replaced at once and only when it changed, so that a reader never gets half of one.
"""

import os
import posixpath
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.urls import reverse

from waarborg.availability.queries import incidents
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.project import environment

LANGUAGES: Final = {"nl": "", "en": "en/"}
_NAMES: Final = {"nl": "Nederlands", "en": "English"}
_ADDRESS = re.compile(r'(?<=[\s])(href|src)="(/[^"]*)"')
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
_CHOICES = re.compile(r'<div class="w-prefs.*?</form>\s*</div>', re.DOTALL)
_FROM_STYLE = re.compile(rb"url\([\"']?([^\"')]+)[\"']?\)")
# For programs: as they are, in the language that a program gets.
DATA: Final = (
    *("feed.atom", "feed.rss", "badge.svg", "api/v2/status.json", "api/v2/summary.json", "api/v2/components.json"),
    *("api/v2/incidents.json", "api/v2/incidents/unresolved.json"),
    *("api/v2/scheduled-maintenances.json", "api/v2/scheduled-maintenances/upcoming.json"),
    "api/v2/scheduled-maintenances/active.json",
)


class NotRendered(Refusal):
    code = "project.status-export.not-rendered"
    nl = "De statuspagina {path} kon niet worden gemaakt: antwoord {status}."
    en = "The status page {path} could not be made: answer {status}."
    nl_way_out = "Wat er al stond, blijft staan. Kijk in het logboek van de webserver wat er misging."
    en_way_out = "What stood there stays. The log of the web server says what went wrong."


def export(folder: Path) -> list[str]:
    """Write everything below `folder`, which is made where it is missing; answers the names of files that changed.

    What visitors may not read is not among it. Pages of incidents beyond the newest fifty lead here. Raises NotRendered
    and changes nothing then; OSError where the folder cannot be written.
    """
    made = dict(_documents())
    made |= _static({address for body in made.values() for address in _own_static(body)})
    changed = [name for name, body in made.items() if _replace(folder / name, body)]
    return sorted(changed)


@task(name="project.status-export", role=None, every="* * * * *", retry=None)
def keep_up() -> None:
    """Every minute, where the settings name a folder."""
    folder = environment.read("WAARBORG_STATUS_EXPORT")
    if isinstance(folder, Path):
        export(folder)


def _documents() -> Iterator[tuple[str, bytes]]:
    """Name and body of each page and data file, addresses still as they are for static files."""
    home = reverse("availability:public")
    with tenancy.enter(Role.PUBLIC):
        shown = [str(one.id) for one in incidents.page()]
    pages = ["", "history/", *(f"incidents/{one}/" for one in shown)]
    for lang, before in LANGUAGES.items():
        for page in pages:
            name = f"{before}{page}index.html"
            yield name, _freed(_get(home + page, lang), name, lang, set(pages)).encode()
    for name in DATA:
        yield name, _get(home + name, "en").encode()
    for name in ("style.css", "logo"):
        status, body = _ask(f"/brand/{name}", "nl")
        if status == 200 and body:
            yield f"brand/{name}", body


def _get(path: str, lang: str) -> str:
    status, body = _ask(path, lang)
    if status != 200:
        raise NotRendered(path=path, status=status)
    return body.decode()


@cache
def _handler() -> BaseHandler:
    made = BaseHandler()
    made.load_middleware()
    return made


def _ask(path: str, lang: str) -> tuple[int, bytes]:
    """As a visitor of ours who reads this language gets it."""
    address = urlsplit(settings.PUBLIC_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": address.hostname or "localhost",
        "SERVER_PORT": str(address.port or (443 if address.scheme == "https" else 80)),
        "HTTP_HOST": address.netloc,
        "HTTP_COOKIE": f"waarborg_language={lang}",
        "HTTP_ACCEPT": "text/html",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": address.scheme,
        "wsgi.input": BytesIO(),
    }
    request = WSGIRequest(environ)
    # Read later than it was written: it calls no day today (plumbing.web.page).
    request.exported = True  # type: ignore[attr-defined]
    # Not closed: that would end the connection to the database of whoever asks, page after page.
    response: Any = _handler().get_response(request)
    return response.status_code, b"".join(response) if response.streaming else bytes(response.content)


def _freed(html: str, name: str, lang: str, pages: set[str]) -> str:
    """A page that needs nothing of us: relative addresses, no script, no form."""
    home = reverse("availability:public")
    here = posixpath.dirname(name)

    def relative(found: re.Match[str]) -> str:
        attribute, address = found.groups()
        path, mark, rest = address.partition("#")
        if path.startswith(settings.STATIC_URL):
            target = "static/" + path.removeprefix(settings.STATIC_URL)
        elif path.startswith("/brand/"):
            target = path.removeprefix("/").partition("?")[0]
        elif path.removeprefix(home) in pages and path.startswith(home):
            target = LANGUAGES[lang] + path.removeprefix(home) + "index.html"
        elif path.startswith(home) and path.removeprefix(home) in DATA:
            target = path.removeprefix(home)
        else:
            return f'{attribute}="{settings.PUBLIC_URL}{address}"'
        return f'{attribute}="{posixpath.relpath(target, here or ".")}{mark}{rest}"'

    other = "en" if lang == "nl" else "nl"
    elsewhere = LANGUAGES[other] + name.removeprefix(LANGUAGES[lang])
    choice = f'<a href="{posixpath.relpath(elsewhere, here or ".")}" lang="{other}">{_NAMES[other]}</a>'
    return _ADDRESS.sub(relative, _CHOICES.sub(choice, _SCRIPT.sub("", html)))


def _own_static(body: bytes) -> set[str]:
    found = re.findall(rb'(?:href|src)="(?:\.\./)*static/([^"#]+)', body)
    return {one.decode() for one in found}


def _static(names: set[str]) -> dict[str, bytes]:
    """The style sheets, pictures and fonts that pages name, and those that style sheets name."""
    found: dict[str, bytes] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        place = _place(name)
        if f"static/{name}" in found or place is None:
            continue
        found[f"static/{name}"] = body = place.read_bytes()
        if name.endswith(".css"):
            for one in _FROM_STYLE.findall(body):
                address = one.decode().partition("#")[0].partition("?")[0]
                if address and not address.startswith(("data:", "http:", "https:", "/")):
                    waiting.append(posixpath.normpath(posixpath.join(posixpath.dirname(name), address)))
    return found


def _place(name: str) -> Path | None:
    """Where a static file lies: collected where that is done, else in its package."""
    collected = Path(settings.STATIC_ROOT) / name
    if collected.is_file():
        return collected
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None


def _replace(path: Path, body: bytes) -> bool:
    """Write where it differs, whole or not at all."""
    try:
        if path.read_bytes() == body:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return True
