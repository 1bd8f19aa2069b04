"""The public status pages as plain files, so that they stay up while the platform is down.

A web server elsewhere serves the folder, or a bucket serves itself. Each page is rendered as a visitor gets it and made
independent of us: its addresses become relative, scripts and forms go, and what exists here only leads here by its full
address. One small script stays: it reads what the watcher outside wrote of the platform (status_watch.py). A file is
replaced at once and only when it changed, so that a reader never gets half of one.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
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
from waarborg.plumbing import brand, clock, jobs, journal, tenancy
from waarborg.plumbing.queue import task
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.project import environment
from waarborg.project.status_places import place_at
from waarborg.project.status_watch import NAME

LANGUAGES: Final = {"nl": "", "en": "en/"}
_NAMES: Final = {"nl": "Nederlands", "en": "English"}
_ADDRESS = re.compile(r'(?<=[\s])(href|src)="(/[^"]*)"')
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
_CHOICES = re.compile(r'<div class="w-prefs.*?</form>\s*</div>', re.DOTALL)
_FROM_STYLE = re.compile(rb"url\([\"']?([^\"')]+)[\"']?\)")
_MAIN = re.compile(r"<main\b[^>]*>")
_SCRIPT_FILE: Final = "availability/outside.js"
_SILENT: Final = {
    "nl": "Het platform antwoordt niet sinds {time}.",
    "en": "The platform has not answered since {time}.",
}
# As security_headers.POLICY, without what only a header may say.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'"
)
FOLLOW: Final = "project.status-export.follow"
LOCK: Final = "project.status-export"
AT_MOST_EVERY: Final = 5
_LATELY: Final = timedelta(minutes=5)
# What entries of the journal begin with that the pages tell of.
_TOLD: Final = ("availability.", "catalogue.", "notices.look")
# For programs: as they are, in the language that a program gets.
DATA: Final = (
    *("feed.atom", "feed.rss", "badge.svg", "api/v2/status.json", "api/v2/summary.json", "api/v2/components.json"),
    *("api/v2/incidents.json", "api/v2/incidents/unresolved.json"),
    *("api/v2/scheduled-maintenances.json", "api/v2/scheduled-maintenances/upcoming.json"),
    *("api/v2/scheduled-maintenances/active.json", "maintenance/calendar.ics", "maintenance/banner.json"),
)


class NotRendered(Refusal):
    code = "project.status-export.not-rendered"
    nl = "De statuspagina {path} kon niet worden gemaakt: antwoord {status}."
    en = "The status page {path} could not be made: answer {status}."
    nl_way_out = "Wat er al stond, blijft staan. Kijk in het logboek van de webserver wat er misging."
    en_way_out = "What stood there stays. The log of the web server says what went wrong."


def export(folder: Path | str, *, since: datetime | None = None) -> list[str]:
    """Write everything below `folder`, which is made where it is missing, or into a bucket by its address; answers the
    names of files that changed.

    What visitors may not read is not among it. Pages of incidents beyond the newest fifty lead here; with `since`,
    those that ended and of which nothing was said from then on are left as they stand. Raises NotRendered and changes
    nothing then; OSError where the folder cannot be written; StoreAway, NoRoom of a bucket.
    """
    place = place_at(str(folder))
    made = dict(_documents(since))
    made |= _static({_SCRIPT_FILE, *(address for body in made.values() for address in _own_static(body))})
    changed = [name for name, body in made.items() if place.replace(name, body)]
    return sorted(changed)


@task(name="project.status-export", role=None, every="* * * * *", lock=LOCK, retry=None)
def keep_up() -> None:
    """Every minute, where the settings name a place: what no entry told of changes too, such as the days."""
    where = environment.text("WAARBORG_STATUS_EXPORT")
    if where:
        export(where)


@task(name=FOLLOW, role=None, lock=LOCK, retry=None)
def follow(at: datetime) -> None:
    """After a change: what tells of now, and the incidents of which something was said lately."""
    where = environment.text("WAARBORG_STATUS_EXPORT")
    if where:
        export(where, since=at - _LATELY)


def follow_changes(entries: Sequence[journal.Pending]) -> None:
    """Something that the pages tell of changed: they are written at the next five seconds, once for all until then."""
    if any(one.kind.startswith(_TOLD) for one in entries) and environment.text("WAARBORG_STATUS_EXPORT"):
        number = clock.now().timestamp() // AT_MOST_EVERY + 1
        jobs.enqueue(follow, at=datetime.fromtimestamp(number * AT_MOST_EVERY, UTC), lock=LOCK, once=FOLLOW)


def _documents(since: datetime | None) -> Iterator[tuple[str, bytes]]:
    """Name and body of each page and data file, addresses still as they are for static files."""
    home = reverse("availability:public")
    with tenancy.enter(Role.PUBLIC):
        listed = incidents.page()
    pages = ["", "history/", *(f"incidents/{one.id}/" for one in listed)]
    still = {f"incidents/{one.id}/" for one in listed if since and not one.runs and one.told_at < since}
    for lang, before in LANGUAGES.items():
        for page in (one for one in pages if one not in still):
            name = f"{before}{page}index.html"
            yield name, _freed(_get(home + page, lang), name, lang, set(pages)).encode()
    for name in DATA:
        yield name, _get(home + name, "en").encode()
    look = brand.look()
    # What is not set is not asked for: that would be told on the terminal as a page that is missing.
    for name in [name for name, address in (("style.css", look.style_url), ("logo", look.logo_url)) if address]:
        yield f"brand/{name}", _asked(f"/brand/{name}", "nl")


def _get(path: str, lang: str) -> str:
    return _asked(path, lang).decode()


def _asked(path: str, lang: str) -> bytes:
    status, body = ask(path, lang)
    if status != 200:
        raise NotRendered(path=path, status=status)
    return body


@cache
def _handler() -> BaseHandler:
    made = BaseHandler()
    made.load_middleware()
    return made


def ask(path: str, lang: str) -> tuple[int, bytes]:
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
    freed = _ADDRESS.sub(relative, _CHOICES.sub(choice, _SCRIPT.sub("", html)))
    return _watched(freed, posixpath.relpath(".", here or "."), lang)


def _watched(html: str, root: str, lang: str) -> str:
    """The place where the page says that the platform does not answer, the script that reads it, and a policy by which
    nothing else runs: the web server elsewhere may send none."""
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<script src="{root}/static/{_SCRIPT_FILE}" defer></script></head>'
    )
    note = (
        f'<p class="w-note" id="silent" role="alert" hidden data-address="{root}/{NAME}" data-zone="{zone_of()}"'
        f' data-words="{_SILENT[lang]}"></p>'
    )
    return _MAIN.sub(lambda found: found.group() + note, html.replace("</head>", head, 1), count=1)


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
