"""What happens by itself when something of availability changes: a file each."""

from waarborg.availability.reactions import (
    alarms,
    burning,
    customers_programs,
    maintenance,
    measured,
    metrics,
    probes,
    public,
    readers_programs,
    stores,
    subscribers,
    use,
)

__all__ = [
    "alarms",
    "burning",
    "customers_programs",
    "maintenance",
    "measured",
    "metrics",
    "probes",
    "public",
    "readers_programs",
    "stores",
    "subscribers",
    "use",
]
