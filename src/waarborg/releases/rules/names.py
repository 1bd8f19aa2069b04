"""The names of releases that are live. Those of what comes later are still planned; of wishes, support's (`support/
rules/names_of_releases.py`)."""

from waarborg.releases.rules import check_names as checks
from waarborg.releases.rules import feature_names as features
from waarborg.releases.rules import item_names as items
from waarborg.releases.rules import platform_names as platforms
from waarborg.releases.rules import release_names as releases
from waarborg.releases.rules import rollout_names as rollouts

DOMAIN = "releases"

SUBJECTS = {
    **releases.SUBJECTS,
    **features.SUBJECTS,
    **items.SUBJECTS,
    **platforms.SUBJECTS,
    **rollouts.SUBJECTS,
}
EVENTS = {**releases.EVENTS, **features.EVENTS, **items.EVENTS, **platforms.EVENTS, **rollouts.EVENTS}
STATES = {**releases.STATES, **features.STATES, **items.STATES, **rollouts.STATES}
ACTS = {**releases.ACTS, **features.ACTS, **items.ACTS, **platforms.ACTS, **rollouts.ACTS}
INDICATORS = {**releases.INDICATORS}
REGISTERS = {**platforms.REGISTERS}
CHECKS = {**checks.CHECKS}
METHODS = {**rollouts.METHODS}
