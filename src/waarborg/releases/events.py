"""Journal kinds of releases; `rules/release_names.py` and its neighbours hold their noun phrases."""

from typing import Final

PLANNED: Final = "releases.release.planned"
CHANGED: Final = "releases.release.changed"
SUMMARISED: Final = "releases.release.summarised"
PUBLISHED: Final = "releases.release.published"
PATCH_RELEASED: Final = "releases.patch.released"
ACTIVATED: Final = "releases.release.activated"
REACHED: Final = "releases.release.reached-channel"
ITEM_ADDED: Final = "releases.release.item-added"
ITEM_TESTED: Final = "releases.release.item-tested"
TESTS_PASSED: Final = "releases.release.tests-passed"
STABLE: Final = "releases.release.declared-stable"
BUILD_CHANGED: Final = "releases.build.changed"
PLATFORM_REGISTERED: Final = "releases.platform-version.registered"
PLATFORM_TESTED: Final = "releases.platform-version.tested"

# Features; `rules/feature_names.py` holds their noun phrases.
FEATURE_KEPT: Final = "releases.feature.kept"
FEATURE_RELEASED: Final = "releases.feature.released"
FEATURE_REQUESTED: Final = "releases.feature.requested"
FEATURE_CONSENTED: Final = "releases.feature.consented"
FEATURE_ACTIVATED: Final = "releases.feature.activated"
FEATURE_DECLINED: Final = "releases.feature.declined"
REQUESTER_TOLD: Final = "releases.feature.requester-told"

# Roll-outs; `rules/rollout_names.py` holds their noun phrases.
ROLLOUT_PLANNED: Final = "releases.rollout.planned"
ROLLOUT_STOPPED: Final = "releases.rollout.stopped"
ROLLOUT_RESUMED: Final = "releases.rollout.resumed"
WAVE_STARTED: Final = "releases.rollout.wave-started"
WAVE_CHOSEN: Final = "releases.rollout.wave-chosen"
WAVE_MOVED: Final = "releases.rollout.wave-moved"
WAVE_HEALTHY: Final = "releases.wave.found-healthy"
WAVE_UNHEALTHY: Final = "releases.wave.found-unhealthy"
MIGRATION_STARTED: Final = "releases.migration.started"
MIGRATION_COMPLETED: Final = "releases.migration.completed"
