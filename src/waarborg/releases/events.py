"""Journal kinds of releases; `rules/release_names.py` and its neighbours hold their noun phrases."""

from typing import Final

PLANNED: Final = "releases.release.planned"
CHANGED: Final = "releases.release.changed"
SUMMARISED: Final = "releases.release.summarised"
PUBLISHED: Final = "releases.release.published"
PATCH_RELEASED: Final = "releases.patch.released"
ACTIVATED: Final = "releases.release.activated"
REACHED: Final = "releases.release.reached-channel"

# Features; `rules/feature_names.py` holds their noun phrases.
FEATURE_KEPT: Final = "releases.feature.kept"
FEATURE_RELEASED: Final = "releases.feature.released"
FEATURE_REQUESTED: Final = "releases.feature.requested"
FEATURE_CONSENTED: Final = "releases.feature.consented"
FEATURE_ACTIVATED: Final = "releases.feature.activated"
FEATURE_DECLINED: Final = "releases.feature.declined"
REQUESTER_TOLD: Final = "releases.feature.requester-told"
