"""When a failed job is tried again."""

from dataclasses import dataclass

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from waarborg.kernel.errors import Refusal


@dataclass(frozen=True)
class BackOff(BaseRetryStrategy):
    """At most `attempts` runs, `first` seconds after the first failure, then twice as long each time, up to `most`.

    A Refusal is an answer, not a failure: the next run would refuse too. Those of 5xx (no database, no room) are
    failures.
    """

    attempts: int = 10
    first: int = 5
    most: int = 3600

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, Refusal) and exception.status < 500:
            return None
        if job.attempts + 1 >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": self.wait(job.attempts)})

    def wait(self, failures: int) -> int:
        """Seconds to wait after so many failures before this one."""
        return min(self.first * 2 ** min(failures, 30), self.most)
