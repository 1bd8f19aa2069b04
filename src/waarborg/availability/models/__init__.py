"""What availability keeps."""

from waarborg.availability.models.after_actions import AfterAction, FollowUp
from waarborg.availability.models.alarms import Alarm, AlarmCall, AlarmIncident, AlarmPolicy
from waarborg.availability.models.burning import BurnWarning
from waarborg.availability.models.discussions import Discussion
from waarborg.availability.models.findings import Finding
from waarborg.availability.models.incident_templates import IncidentTemplate
from waarborg.availability.models.incidents import Incident, Outage, Update
from waarborg.availability.models.kept_out import KeptOut
from waarborg.availability.models.maintenance import Series, SeriesComponent, Work, WorkAnnouncement, WorkComponent
from waarborg.availability.models.metrics import Edges, Exporter, HourTally, Mapping, Measured, MinuteTally
from waarborg.availability.models.page_keys import PageKey
from waarborg.availability.models.probes import Place, Probe, ProbeResult, Watch
from waarborg.availability.models.rosters import DutyCalendar, Roster, RosterLayer, RosterSwap
from waarborg.availability.models.seals import DaySeal, HourResult, MinuteSeal
from waarborg.availability.models.stores import Store
from waarborg.availability.models.subscriptions import Subscription
from waarborg.availability.models.transitions import Transition

__all__ = [
    "AfterAction",
    "Alarm",
    "AlarmCall",
    "AlarmIncident",
    "AlarmPolicy",
    "BurnWarning",
    "DaySeal",
    "Discussion",
    "DutyCalendar",
    "Edges",
    "Exporter",
    "Finding",
    "FollowUp",
    "HourResult",
    "HourTally",
    "Incident",
    "IncidentTemplate",
    "KeptOut",
    "Mapping",
    "Measured",
    "MinuteSeal",
    "MinuteTally",
    "Outage",
    "PageKey",
    "Place",
    "Probe",
    "ProbeResult",
    "Roster",
    "RosterLayer",
    "RosterSwap",
    "Series",
    "SeriesComponent",
    "Store",
    "Subscription",
    "Transition",
    "Update",
    "Watch",
    "Work",
    "WorkAnnouncement",
    "WorkComponent",
]
