"""Metrics of the process group: counts and durations by route name, never by customer, person or address.

With PROMETHEUS_MULTIPROC_DIR set (``waarborg up`` sets it) the figures of all processes are added up.
"""

import os

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from waarborg.plumbing.observability import metric_files

metric_files.use()
REQUESTS = Counter("waarborg_requests_total", "Answered requests", ["method", "route", "status"])
DURATION = Histogram(
    "waarborg_request_seconds",
    "Duration of answered requests",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def observed(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request. An invented method must not become a new time series."""
    REQUESTS.labels(method if method in _METHODS else "other", route, str(status)).inc()
    DURATION.labels(route).observe(seconds)


def exposition() -> tuple[bytes, str]:
    """The text of all metrics, and its content type."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return generate_latest(registry), CONTENT_TYPE_LATEST
