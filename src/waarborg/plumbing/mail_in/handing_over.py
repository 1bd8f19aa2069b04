"""Who takes what came in: one job, named by the package that knows what a mail means."""

from waarborg.plumbing import jobs

_job: list[str] = []


def take_with(job: str) -> None:
    """Let the task of this name be handed over whenever mail was stored; it takes what waits, oldest first."""
    _job[:] = [job]


def hand_over() -> None:
    """In the transaction that stored something. One waits at a time."""
    for job in _job:
        jobs.enqueue(job, once=job)
