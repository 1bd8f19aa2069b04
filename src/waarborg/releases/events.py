"""Journal kinds of releases; `rules/release_names.py` and its neighbours hold their noun phrases."""

from typing import Final

PLANNED: Final = "releases.release.planned"
CHANGED: Final = "releases.release.changed"
SUMMARISED: Final = "releases.release.summarised"
PUBLISHED: Final = "releases.release.published"
PATCH_RELEASED: Final = "releases.patch.released"
ACTIVATED: Final = "releases.release.activated"
REACHED: Final = "releases.release.reached-channel"
