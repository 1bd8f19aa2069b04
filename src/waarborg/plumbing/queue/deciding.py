"""What an operator does to a job: have it tried again, or take it out. In the journal of the provider."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.queue.looking import CONDITIONS
from waarborg.plumbing.queue.permissions import LOOK_AFTER
from waarborg.plumbing.taken import taken

# With all its attempts, and at once. The queue's own way counts on, so that the next failure would be the last.
RETRY = """
UPDATE procrastinate_jobs j SET status = 'todo', attempts = 0, scheduled_at = NULL, worker_id = NULL,
  abort_requested = false
WHERE {which} AND ({failed} OR {stalled}) RETURNING j.id, j.task_name
""".replace("{failed}", CONDITIONS["failed"]).replace("{stalled}", CONDITIONS["stalled"])
# One of a name may wait at a time: of several the newest goes, where none waits yet.
RETRY_ALL = """
j.id IN (SELECT DISTINCT ON (coalesce(f.queueing_lock, f.id::text)) f.id FROM procrastinate_jobs f
         WHERE f.status = 'failed' AND f.task_name = %s AND (f.queueing_lock IS NULL OR NOT EXISTS (
           SELECT FROM procrastinate_jobs w WHERE w.status = 'todo' AND w.queueing_lock = f.queueing_lock))
         ORDER BY coalesce(f.queueing_lock, f.id::text), f.id DESC)
"""
CANCEL = "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = %s AND status = 'todo' RETURNING id, task_name"


class NotToRetry(Refusal):
    code = "plumbing.job.not-to-retry"
    nl = "Taak {job} is niet mislukt of blijven hangen."
    en = "Job {job} has not failed and does not hang."
    nl_way_out = "Ververs de pagina: hij is al verder."
    en_way_out = "Refresh the page: it has moved on."


class OneWaits(Refusal):
    code = "plumbing.job.one-waits"
    nl = "Van taak {job} wacht er al een: die doet hetzelfde werk."
    en = "Another one like job {job} waits already: it does the same work."


class NotToCancel(Refusal):
    code = "plumbing.job.not-to-cancel"
    nl = "Taak {job} wacht niet meer."
    en = "Job {job} does not wait any more."
    nl_way_out = "Een taak die loopt, is niet te stoppen; een mislukte doet niets meer."
    en_way_out = "A job that runs cannot be stopped; one that failed does nothing any more."


@action("plumbing.job.retry")
def retry(job: int, *, by: Actor, at: datetime) -> None:
    """A job that failed, or whose worker is silent, once more with all its attempts.

    Raises NotAllowed, NotToRetry, OneWaits.
    """
    require(by, LOOK_AFTER)
    try:
        changed = _changed(RETRY.replace("{which}", "j.id = %s"), job)
    except IntegrityError as error:
        if not taken(error):
            raise
        raise OneWaits(job=job) from None
    if not changed:
        raise NotToRetry(job=job)
    _note("retried", changed, by=by, at=at)


@action("plumbing.job.retry-all")
def retry_all(task: str, *, by: Actor, at: datetime) -> int:
    """Every failed job of a task once more. Answers how many. Raises NotAllowed."""
    require(by, LOOK_AFTER)
    changed = _changed(RETRY.replace("{which}", RETRY_ALL), task)
    if changed:
        _note("retried", changed, by=by, at=at)
    return len(changed)


@action("plumbing.job.cancel")
def cancel(job: int, *, by: Actor, at: datetime) -> None:
    """A job that waits does not run. Raises NotAllowed, NotToCancel."""
    require(by, LOOK_AFTER)
    changed = _changed(CANCEL, job)
    if not changed:
        raise NotToCancel(job=job)
    _note("cancelled", changed, by=by, at=at)


def _changed(sql: str, which: int | str) -> list[tuple[int, str]]:
    # The savepoint ends before the role comes back: in a transaction that failed it could not.
    with tenancy.without_role(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [which])
        changed = list(cursor.fetchall())
        if changed:
            # Workers hear of new jobs only.
            cursor.execute(jobs.WAKE)
        return changed


def _note(what: str, changed: list[tuple[int, str]], *, by: Actor, at: datetime) -> None:
    """One entry; a job's number stands in for an identifier."""
    if by.tenant is None:
        raise NotFound()
    number, task = changed[0]
    journal.record(
        f"plumbing.job:{what}",
        tenant=by.tenant,
        subject=journal.Ref("plumbing.job", UUID(int=number)),
        by=by,
        at=at,
        data={"job": number, "task": task, "jobs": len(changed)},
    )
