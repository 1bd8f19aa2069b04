"""What happens by itself when something of availability changes: a file each."""

from waarborg.availability.reactions import (
    alarms,
    customers_programs,
    maintenance,
    measured,
    metrics,
    public,
    subscribers,
)

__all__ = ["alarms", "customers_programs", "maintenance", "measured", "metrics", "public", "subscribers"]
