"""Whether a patch is one of the newest version, or of an older. Pure."""

from typing import Final
from uuid import UUID

PROPERTY: Final = "version-line"
LATEST, OLDER = "latest", "older"


def line_of(patched: UUID | None, newest: UUID | None) -> str:
    """`patched` is the version that the patch belongs to, `newest` the version that was published last."""
    return LATEST if patched is not None and patched == newest else OLDER
