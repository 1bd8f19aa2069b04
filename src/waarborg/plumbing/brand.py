"""The vendor's own name, as pages and mails carry it. The package that knows it gives the source."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

KEPT_SECONDS = 60.0
_source: Callable[[], str | None] | None = None
_held: tuple[float, str] | None = None


def declare(source: Callable[[], str | None]) -> None:
    """`source` reads the name; it is asked at most once a minute in a process."""
    global _source, _held
    _source, _held = source, None


def name() -> str:
    """The vendor's name, settings.SERVICE_NAME while there is none."""
    global _held
    now = time.monotonic()
    if _held is None or now - _held[0] > KEPT_SECONDS:
        found = _source() if _source else None
        if not found:
            # Not kept: the first owner is about to be made.
            return str(getattr(settings, "SERVICE_NAME", "Waarborg"))
        _held = now, found
    return _held[1]


def forget() -> None:
    """Ask the source again at the next look: the name was changed, or a test begins."""
    global _held
    _held = None


def brand(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Context processor: `brand` (name)."""
    return {"brand": {"name": name()}}
