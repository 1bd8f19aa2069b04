"""The compatibility matrix."""

from waarborg.releases.models import PlatformVersion
from waarborg.releases.rules.platforms import PLATFORMS

SHOWN = 100


def matrix() -> list[PlatformVersion]:
    """The versions of each platform, the newest first. One query."""
    rows = list(PlatformVersion.objects.order_by("-registered_at", "-id")[:SHOWN])
    return sorted(rows, key=lambda one: PLATFORMS.index(one.platform))
