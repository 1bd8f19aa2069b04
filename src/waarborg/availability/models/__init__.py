"""What availability keeps."""

from waarborg.availability.models.incidents import Incident, Outage, Update

__all__ = ["Incident", "Outage", "Update"]
