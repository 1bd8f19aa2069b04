"""The clock that edges read. Nothing below an edge (page, command, job) asks what time it is.

`WAARBORG_NOW` sets it for demonstration and tests: an instant at which the process group starts counting. Second
factors, TLS and the expiry of sessions keep the real time; every page says that the clock is offset.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings


def offset() -> timedelta:
    """How far the product's clock stands from the machine's; zero in production."""
    return getattr(settings, "CLOCK_OFFSET", timedelta(0))


def now() -> datetime:
    """The current instant, aware, in UTC, microseconds."""
    return datetime.now(UTC) + offset()


def real() -> datetime:
    """The machine's own time, whatever the offset: for sessions, one-time links, second factors and throttling only."""
    return datetime.now(UTC)


def from_unix(seconds: float) -> datetime:
    """A moment kept as Unix seconds, aware, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
