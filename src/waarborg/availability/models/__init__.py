"""What availability keeps."""

from waarborg.availability.models.incidents import Incident, Outage, Update
from waarborg.availability.models.transitions import Transition

__all__ = ["Incident", "Outage", "Transition", "Update"]
