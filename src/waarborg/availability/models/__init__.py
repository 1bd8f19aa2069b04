"""What availability keeps."""

from waarborg.availability.models.findings import Finding
from waarborg.availability.models.incidents import Incident, Outage, Update
from waarborg.availability.models.maintenance import Series, SeriesComponent, Work, WorkAnnouncement, WorkComponent
from waarborg.availability.models.probes import Place, Probe, ProbeResult, Watch
from waarborg.availability.models.transitions import Transition

__all__ = [
    "Finding",
    "Incident",
    "Outage",
    "Place",
    "Probe",
    "ProbeResult",
    "Series",
    "SeriesComponent",
    "Transition",
    "Update",
    "Watch",
    "Work",
    "WorkAnnouncement",
    "WorkComponent",
]
