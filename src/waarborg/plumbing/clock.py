"""The clock that edges read. Nothing below an edge (page, command, job) asks what time it is.

`WAARBORG_NOW` sets it for demonstration and tests: an instant at which the process group starts counting. Second
factors, TLS and the expiry of sessions keep the real time; every page says that the clock is offset.

A machine's clock that is set back does not take the product along: time goes on from where it was, a little slower,
until the machine has caught up (docs/adr/0014-a-clock-set-back.md). It is never earlier than what the journal recorded.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings

# A difference with the machine's clock that people should know of.
NOTICEABLE = timedelta(minutes=1)


def offset() -> timedelta:
    """How far the product's clock stands from the machine's; zero in production."""
    return getattr(settings, "CLOCK_OFFSET", timedelta(0))


def now() -> datetime:
    """The current instant, aware, in UTC, microseconds; in one process never before what it said last."""
    return datetime.fromtimestamp(_steady.now(), UTC) + offset()


def not_before(recorded: datetime) -> None:
    """Go on from `recorded`, where the journal stands: another process, or this one before its restart, was there.

    A clock that was offset on purpose may be set back on purpose, too.
    """
    if not offset():
        _steady.not_before(recorded.timestamp())


def ahead() -> timedelta:
    """How far the product's time lies ahead of the machine's, because the latter was set back; else zero."""
    return timedelta(seconds=round(_steady.ahead(), 3))


def real() -> datetime:
    """The machine's own time, whatever the offset: for sessions, one-time links, second factors and throttling only."""
    return datetime.now(UTC)


def from_unix(seconds: float) -> datetime:
    """A moment kept as Unix seconds, aware, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


class Steady:
    """Unix seconds that never run back. `wall` and `elapsed` give seconds; the latter never jumps.

    While the wall clock stands behind, it counts on at nine tenths, so that both meet again and no two instants of
    the product change their order.
    """

    _PACE = 0.9

    def __init__(self, wall: Callable[[], float] = time.time, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._elapsed = wall, elapsed
        # One value, replaced as a whole: threads that read the clock at once need no lock.
        self._last = (wall(), elapsed())

    def now(self) -> float:
        last, seen = self._last
        elapsed = self._elapsed()
        found = max(self._wall(), last + (elapsed - seen) * self._PACE)
        self._last = (found, elapsed)
        return found

    def not_before(self, seconds: float) -> None:
        if seconds > self.now():
            self._last = (seconds, self._elapsed())

    def ahead(self) -> float:
        return max(0.0, self.now() - self._wall())

    def forget(self) -> None:
        self._last = (self._wall(), self._elapsed())


_steady = Steady()


def forget() -> None:
    """Go by the machine's clock again: for tests, each of which begins with another database."""
    _steady.forget()
