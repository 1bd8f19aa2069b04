"""The names of releases that are live. Those of what comes later are still planned; of wishes, support's (`support/
rules/names_of_releases.py`)."""

from waarborg.releases.rules import feature_names as features
from waarborg.releases.rules import release_names as releases

DOMAIN = "releases"

SUBJECTS = {**releases.SUBJECTS, **features.SUBJECTS}
EVENTS = {**releases.EVENTS, **features.EVENTS}
STATES = {**releases.STATES, **features.STATES}
ACTS = {**releases.ACTS, **features.ACTS}
INDICATORS = {**releases.INDICATORS}
