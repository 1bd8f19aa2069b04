"""What agreements rest on of pages that everybody can read: the status page's copy elsewhere, and the sign-in page."""

import json
import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any, Final

from waarborg.availability.models import Incident, Work
from waarborg.availability.panels import SHOWN_AHEAD
from waarborg.availability.queries import incidents, maintenance
from waarborg.availability.queries import status as picture
from waarborg.availability.rules.statuspage import COMPONENT
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.project import environment
from waarborg.project.status_export import LANGUAGES, ask
from waarborg.project.status_places import place_at

# The copy follows a change within seconds and is written every minute: later than this, it no longer follows.
FOLLOWS_WITHIN: Final = timedelta(minutes=5)
_SAID: Final = re.compile(r'class="w-lead">.*?<time datetime="([^"]+)"', re.DOTALL)
_SIGN_IN: Final = "/accounts/sign-in/"


def status_page(at: datetime) -> Outcome:
    """A copy of the public status page stands in a place of its own, is of the last five minutes, and says of every
    component and incident what we know (AP-22, PX-63, SO-41). Raises OSError, StoreAway where it cannot be read."""
    where = environment.text("WAARBORG_STATUS_EXPORT")
    with tenancy.enter(Role.PUBLIC):
        now = picture.now(at, zone_of())
    if not now.lines:
        return Outcome(
            False,
            "Er staat geen onderdeel op de openbare statuspagina.",
            "No component stands on the public status page.",
            why="no-components",
        )
    place = place_at(where) if where else None
    page, data = (place.read(name) if place else None for name in ("index.html", "api/v2/summary.json"))
    if page is None or data is None:
        return Outcome(
            False,
            "Er is geen afschrift van de statuspagina. Noem een plaats in WAARBORG_STATUS_EXPORT.",
            "There is no copy of the status page. Name a place in WAARBORG_STATUS_EXPORT.",
            why="no-copy",
        )
    return _follows(page.decode(), json.loads(data), now, at)


def _follows(page: str, data: dict[str, Any], now: picture.Status, at: datetime) -> Outcome:
    said = _SAID.search(page)
    of = datetime.fromisoformat(said.group(1)) if said else None
    if of is None or at - of > FOLLOWS_WITHIN:
        when = of.isoformat(timespec="minutes") if of else "?"
        return Outcome(
            False,
            f"Het afschrift van de statuspagina is van {when}: het wordt niet meer bijgewerkt.",
            f"The copy of the status page is of {when}: it is no longer kept up.",
            why="stale",
        )
    told = {one["id"]: one["status"] for one in data["components"] if not one["group"]}
    known = {str(line.node.id): COMPONENT[line.effect] for line in now.lines}
    running = {str(one.id) for one in now.running}
    if (told, {one["id"] for one in data["incidents"]}) != (known, running) and at - now.spoken_at > FOLLOWS_WITHIN:
        return Outcome(
            False,
            "Het afschrift van de statuspagina zegt iets anders dan deze installatie weet.",
            "The copy of the status page says something else than this installation knows.",
            why="differs",
        )
    return Outcome(
        True,
        f"Het afschrift van de statuspagina is van {of:%H:%M} UTC en zegt wat deze installatie weet.",
        f"The copy of the status page is of {of:%H:%M} UTC and says what this installation knows.",
    )


def announcement_on_sign_in(at: datetime) -> Outcome:
    """Every incident that goes on and all work of the coming week that visitors may read of is on the sign-in page, in
    both languages (SO-39, SO-41)."""
    with tenancy.enter(Role.PUBLIC):
        shown: list[Incident | Work] = [*incidents.running(), *maintenance.coming(at, at + SHOWN_AHEAD)]
    for lang in LANGUAGES:
        status, body = ask(_SIGN_IN, lang)
        if status != 200:
            return Outcome(
                False,
                f"De inlogpagina antwoordt {status}.",
                f"The sign-in page answers {status}.",
                why="no-page",
            )
        words = unescape(body.decode())
        missing = [one for one in shown if one.title(lang) not in words]
        if missing:
            return Outcome(
                False,
                f"Op de inlogpagina staat niet: {missing[0].title('nl')} ({lang}).",
                f"Not on the sign-in page: {missing[0].title('en')} ({lang}).",
                why="not-shown",
            )
    return Outcome(
        True,
        f"Op de inlogpagina staat alles wat loopt of gepland is: {len(shown)}.",
        f"All that goes on or is planned is on the sign-in page: {len(shown)}.",
    )


CHECKS = {
    "availability.status-page": status_page,
    "availability.announcement-on-sign-in": announcement_on_sign_in,
}
