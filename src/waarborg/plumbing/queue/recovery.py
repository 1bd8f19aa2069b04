"""Jobs whose worker died stay marked as being done: they are given back. Old jobs are removed."""

from datetime import UTC, datetime

import structlog
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

log = structlog.stdlib.get_logger(__name__)
# Three heartbeats (the worker sends one every ten seconds).
SILENT_SECONDS = 30
MOST_ATTEMPTS = 10
KEEP_FINISHED_HOURS = 72
KEEP_FAILED_HOURS = 30 * 24


@app.periodic(cron="* * * * * */20")
@app.task(name="plumbing.recover-stalled-jobs", queueing_lock="plumbing.recover-stalled-jobs", priority=100)
async def recover_stalled_jobs(timestamp: int = 0) -> None:
    """Give back every job of a worker that has been silent for 30 seconds, or no longer exists."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        try:
            await _give_back(job)
        except exceptions.UniqueViolation:
            # One of the same name waits already and will do the work.
            await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=False)
        except exceptions.ConnectorException:
            # Another worker's recovery, or the job's own end, was first.
            log.info("stalled job was already given back", job=job.id)


async def _give_back(job: Job) -> None:
    if job.attempts + 1 >= MOST_ATTEMPTS:
        # A job that kills every worker must not go round for ever; it stays in sight as failed.
        log.error("stalled job given up", job=job.id, task=job.task_name)
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        return
    log.warning("stalled job given back", job=job.id, task=job.task_name)
    # The queue's own time is the database's, never the product's clock.
    await app.job_manager.retry_job(job, retry_at=datetime.fromtimestamp(0, UTC))


@app.periodic(cron="17 * * * *")
@app.task(name="plumbing.remove-old-jobs", queueing_lock="plumbing.remove-old-jobs")
async def remove_old_jobs(timestamp: int = 0) -> None:
    """Finished jobs go after three days, failed ones after thirty."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED_HOURS, include_cancelled=True, include_aborted=True)
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_FAILED_HOURS, include_failed=True)
