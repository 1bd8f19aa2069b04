"""The names of availability that are live."""

from waarborg.availability.rules import account_names as account
from waarborg.availability.rules import alarm_names as alarms
from waarborg.availability.rules import incident_names as incidents
from waarborg.availability.rules import maintenance_names as maintenance
from waarborg.availability.rules import metric_names as metrics
from waarborg.availability.rules import misuse_names as misuse
from waarborg.availability.rules import page_names as pages
from waarborg.availability.rules import probe_names as probes
from waarborg.availability.rules import use_names as use

DOMAIN = "availability"

SUBJECTS = {
    **incidents.SUBJECTS,
    **alarms.SUBJECTS,
    **misuse.SUBJECTS,
    **account.SUBJECTS,
    **maintenance.SUBJECTS,
    **probes.SUBJECTS,
    **metrics.SUBJECTS,
    **use.SUBJECTS,
}
EVENTS = {
    **incidents.EVENTS,
    **alarms.EVENTS,
    **misuse.EVENTS,
    **account.EVENTS,
    **maintenance.EVENTS,
    **probes.EVENTS,
    **metrics.EVENTS,
    **use.EVENTS,
}
ACTS = {**incidents.ACTS, **alarms.ACTS, **account.ACTS, **maintenance.ACTS, **probes.ACTS, **metrics.ACTS, **use.ACTS}
INDICATORS = {**account.INDICATORS, **metrics.INDICATORS}
METHODS = {**account.METHODS}
CHECKS = {**pages.CHECKS, **account.CHECKS, **probes.CHECKS, **use.CHECKS}
