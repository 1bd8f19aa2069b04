"""The queue: what a task is, how often it is tried again, and what happens to jobs whose worker died."""

from waarborg.plumbing.queue.retrying import BackOff
from waarborg.plumbing.queue.tasks import TenantsFailed, one_by_one, task

__all__ = ["BackOff", "TenantsFailed", "one_by_one", "task"]
