"""Journal kinds of availability; `rules/incident_names.py` holds their noun phrases."""

from typing import Final

OPENED: Final = "availability.incident.opened"
UPDATED: Final = "availability.incident.updated"
RESOLVED: Final = "availability.incident.resolved"
LOOKED_BACK: Final = "availability.incident.looked-back"
BEGAN: Final = "availability.outage.began"
ENDED: Final = "availability.outage.ended"
CORRECTED: Final = "availability.outage.corrected"
PUT_RIGHT: Final = "availability.component.put-right"
EXCLUDED: Final = "availability.downtime.excluded"
