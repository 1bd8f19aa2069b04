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

# Maintenance; `rules/maintenance_names.py` holds their noun phrases.
WORK_ANNOUNCED: Final = "availability.maintenance.announced"
WORK_PLANNED: Final = "availability.maintenance.planned"
WORK_MOVED: Final = "availability.maintenance.moved"
WORK_EXTENDED: Final = "availability.maintenance.extended"
WORK_SHORTENED: Final = "availability.maintenance.shortened"
WORK_CANCELLED: Final = "availability.maintenance.cancelled"
WORK_BEGAN: Final = "availability.maintenance.began"
WORK_ENDED: Final = "availability.maintenance.ended"
SERIES_PLANNED: Final = "availability.series.planned"
SERIES_SKIPPED: Final = "availability.series.skipped"
SERIES_ENDED: Final = "availability.series.ended"
