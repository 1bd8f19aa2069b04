"""The names of releases that are live. Those of what comes later are still planned; of wishes, support's (`support/
rules/names_of_releases.py`)."""

from waarborg.releases.rules import feature_names as features
from waarborg.releases.rules import release_names as releases
from waarborg.releases.rules import rollout_names as rollouts

DOMAIN = "releases"

SUBJECTS = {**releases.SUBJECTS, **features.SUBJECTS, **rollouts.SUBJECTS}
EVENTS = {**releases.EVENTS, **features.EVENTS, **rollouts.EVENTS}
STATES = {**releases.STATES, **features.STATES, **rollouts.STATES}
ACTS = {**releases.ACTS, **features.ACTS, **rollouts.ACTS}
INDICATORS = {**releases.INDICATORS}
METHODS = {**rollouts.METHODS}
