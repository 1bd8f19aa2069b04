"""The names of availability that are live."""

from waarborg.availability.rules import account_names as account
from waarborg.availability.rules import incident_names as incidents

DOMAIN = "availability"

SUBJECTS = {**incidents.SUBJECTS, **account.SUBJECTS}
EVENTS = {**incidents.EVENTS, **account.EVENTS}
ACTS = {**incidents.ACTS, **account.ACTS}
METHODS = {**account.METHODS}
