"""The vendor's own name and looks, as pages and mails carry them. The package that knows them gives the source."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

KEPT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Look:
    """Addresses are empty where there is no such thing; `colour` is `#` and six hexadecimal digits, or empty; `sender`
    and `reply` are of mail, empty for those of the settings."""

    name: str
    style_url: str = ""
    logo_url: str = ""
    colour: str = ""
    logo: bytes = b""
    logo_type: str = ""
    sender: str = ""
    reply: str = ""


_source: Callable[[], Look | str | None] | None = None
_held: tuple[float, Look] | None = None


def declare(source: Callable[[], Look | str | None]) -> None:
    """`source` reads the look, or the name alone; it is asked at most once a minute in a process. The last one counts:
    a package that knows more is above one that knows the name."""
    global _source, _held
    _source, _held = source, None


def look() -> Look:
    """The vendor's look, settings.SERVICE_NAME and nothing else while there is none."""
    global _held
    now = time.monotonic()
    if _held is None or now - _held[0] > KEPT_SECONDS:
        found = _source() if _source else None
        if not found:
            # Not kept: the first owner is about to be made.
            return Look(str(getattr(settings, "SERVICE_NAME", "Waarborg")))
        _held = now, found if isinstance(found, Look) else Look(found)
    return _held[1]


def name() -> str:
    """The vendor's name."""
    return look().name


def forget() -> None:
    """Ask the source again at the next look: it was changed, or a test begins."""
    global _held
    _held = None


def brand(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Context processor: `brand` (name, logo, style; the last two are addresses, or empty)."""
    held = look()
    return {"brand": {"name": held.name, "logo": held.logo_url, "style": held.style_url}}
