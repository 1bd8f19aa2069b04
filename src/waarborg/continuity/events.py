"""Journal kinds of continuity; `rules/backup_names.py` holds their noun phrases.

Single back-ups are measurements and stand in no journal: what changes does, and the figure of a month names the hash of
all that it was reckoned from.
"""

from typing import Final

PLAN_KEPT: Final = "continuity.backup-plan.kept"
PLAN_ENDED: Final = "continuity.backup-plan.ended"
FAILED: Final = "continuity.backup.failed"
LATE: Final = "continuity.backup.late"
GOOD_AGAIN: Final = "continuity.backup.good-again"
WRITTEN_DOWN: Final = "continuity.backup.written-down"
TESTED: Final = "continuity.backup.tested"
