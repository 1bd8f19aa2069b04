"""What happens by itself when something of availability changes: a file each."""

from waarborg.availability.reactions import alarms, public, subscribers

__all__ = ["alarms", "public", "subscribers"]
