"""Journal kinds of releases; `rules/release_names.py` and its neighbours hold their noun phrases."""

from typing import Final

PLANNED: Final = "releases.release.planned"
CHANGED: Final = "releases.release.changed"
SUMMARISED: Final = "releases.release.summarised"
