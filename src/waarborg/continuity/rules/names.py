"""The names of continuity that are live; those of restores, exports, escrow and drills are still planned."""

from waarborg.continuity.rules import backup_names as backups

DOMAIN = "continuity"

SUBJECTS = {**backups.SUBJECTS}
EVENTS = {**backups.EVENTS}
ACTS = {**backups.ACTS}
INDICATORS = {**backups.INDICATORS}
PROPERTIES = {**backups.PROPERTIES}
