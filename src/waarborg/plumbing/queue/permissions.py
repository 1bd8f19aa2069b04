"""Who looks after jobs."""

from waarborg.plumbing.permissions import declare

LOOK_AFTER = "plumbing.job.look-after"

declare({LOOK_AFTER: {"provider.operator"}})
