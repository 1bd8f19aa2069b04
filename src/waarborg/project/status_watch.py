"""The watcher outside: asks the platform whether it answers, and writes `platform.json` beside the exported status
pages once it has been silent for a minute. The pages read it by a small script. Needs neither Django nor the database.
"""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from waarborg.kernel.errors import BadInput
from waarborg.project.status_places import Place

NAME: Final = "platform.json"
ANSWERS, SILENT = "answers", "silent"
SILENT_AFTER: Final = timedelta(seconds=60)
# That it is still so is written no more often than this: a page tells how fresh its news is.
_RENEWED: Final = timedelta(seconds=60)
_PATIENCE_SECONDS: Final = 10.0
_ASKED: Final = "/health"


class NotAnAddress(BadInput):
    code = "project.status-watch.address"
    nl = "{url} is geen adres van een platform."
    en = "{url} is no address of a platform."
    nl_way_out = "Noem het adres dat uw klanten gebruiken, zoals https://service.example.org."
    en_way_out = "Name the address that your customers use, such as https://service.example.org."


@dataclass(frozen=True, slots=True)
class Seen:
    """How the platform is: `since` is the first time of this silence that it did not answer, None while it does."""

    since: datetime | None = None
    checked: datetime | None = None

    @property
    def platform(self) -> str:
        silent = self.since is not None and self.checked is not None and self.checked - self.since >= SILENT_AFTER
        return SILENT if silent else ANSWERS

    def then(self, answers: bool, at: datetime) -> "Seen":
        return Seen(None if answers else self.since or at, at)

    def written(self) -> bytes:
        """The document: `platform` (answers or silent), `since` while it is silent, `checked`; instants in UTC."""
        found = {"platform": self.platform, "since": None, "checked": _said(self.checked)}
        if self.platform == SILENT:
            found["since"] = _said(self.since)
        return json.dumps(found).encode()


def _said(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def last_seen(place: Place) -> Seen:
    """What was written last, so that a watcher that begins anew goes on with the silence it knew."""
    try:
        found = json.loads(place.read(NAME) or b"{}")
        since, checked = (found.get(name) for name in ("since", "checked"))
        return Seen(since and datetime.fromisoformat(since), checked and datetime.fromisoformat(checked))
    except (ValueError, AttributeError, TypeError):
        return Seen()


def address_of(url: str) -> str:
    """What is asked of a platform at that address. Raises NotAnAddress."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAnAddress(url=url)
    return url.rstrip("/") + _ASKED


def answers(address: str) -> bool:
    """Whether somebody who opens the platform gets an answer that is not its own failure (5xx)."""
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE_SECONDS) as answer:
            return bool(answer.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError):
        return False


def note(seen: Seen, before: Seen, place: Place) -> bool:
    """Write it down where it is news, or has not been renewed for a minute; answers whether it did."""
    fresh = before.checked is not None and seen.checked is not None and seen.checked - before.checked < _RENEWED
    if fresh and seen.platform == before.platform:
        return False
    return place.replace(NAME, seen.written())


def watch(
    address: str,
    place: Place,
    *,
    every: float,
    now: Callable[[], datetime],
    ask: Callable[[str], bool] = answers,
    sleep: Callable[[float], None] = time.sleep,
    rounds: int | None = None,
) -> Seen:
    """Ask `every` so many seconds, for ever or so many `rounds`, and keep `platform.json`; answers what was seen last.

    Raises what the place raises: OSError, StoreAway.
    """
    seen = written = last_seen(place)
    while rounds is None or rounds > 0:
        seen = seen.then(ask(address), now())
        if note(seen, written, place):
            written = seen
        rounds = None if rounds is None else rounds - 1
        if rounds != 0:
            sleep(every)
    return seen
