"""The names of releases that are live. Those of what comes later are still planned; of wishes, support's (`support/
rules/names_of_releases.py`)."""

from waarborg.releases.rules import release_names as releases

DOMAIN = "releases"

SUBJECTS = {**releases.SUBJECTS}
EVENTS = {**releases.EVENTS}
STATES = {**releases.STATES}
ACTS = {**releases.ACTS}
INDICATORS = {**releases.INDICATORS}
