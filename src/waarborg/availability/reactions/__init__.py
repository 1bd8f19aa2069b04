"""What happens by itself when something of availability changes: a file each."""

from waarborg.availability.reactions import alarms, maintenance, measured, public, subscribers

__all__ = ["alarms", "maintenance", "measured", "public", "subscribers"]
