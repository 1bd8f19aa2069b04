"""The names of availability that are live."""

from waarborg.availability.rules import incident_names as incidents

DOMAIN = "availability"

SUBJECTS = {**incidents.SUBJECTS}
EVENTS = {**incidents.EVENTS}
ACTS = {**incidents.ACTS}
