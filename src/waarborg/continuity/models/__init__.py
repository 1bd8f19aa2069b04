"""Plans of back-ups, the back-ups made, and restores that were tried."""

from waarborg.continuity.models.backups import Plan, RestoreTest, Run

__all__ = ["Plan", "RestoreTest", "Run"]
