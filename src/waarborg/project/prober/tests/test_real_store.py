"""A Prometheus that others made, asked as a prober asks one and read as response times are: what it measures itself,
nothing, and nonsense."""

import asyncio
import os
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from waarborg.availability.rules.otlp.points import Point
from waarborg.availability.rules.otlp.progress import Progress
from waarborg.availability.rules.promql import TOO_MUCH
from waarborg.availability.rules.store_ranges import (
    Span,
    Stream,
    address_of,
    goodness,
    histogram_query,
    points_of,
    read,
)
from waarborg.availability.rules.watching import PROMETHEUS, Conditions, Outcome, Task
from waarborg.kernel.addresses import Inside
from waarborg.plumbing.embedded_postgres.server import die_with_parent
from waarborg.plumbing.tests.programs import ROOT
from waarborg.project.prober.reach import Failed, Reach
from waarborg.project.prober.tries import attempt
from waarborg.project.tests.running_group import until, unused_port

pytestmark = pytest.mark.processes
PATH = ROOT / ".cache" / "prometheus" / "path"
SCRAPES = """
global: {{scrape_interval: 1s}}
scrape_configs:
  - {{job_name: itself, static_configs: [{{targets: ["127.0.0.1:{port}"]}}]}}
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    """Its address; left out where tools/prometheus could not bring one."""
    if not PATH.exists():
        pytest.skip("no Prometheus on this machine: tools/setup test brings one")
    port, parent = unused_port(), os.getpid()
    (tmp_path / "prometheus.yml").write_text(SCRAPES.format(port=port))
    words = [PATH.read_text().strip(), "--config.file=prometheus.yml", f"--storage.tsdb.path={tmp_path / 'data'}"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [*words, f"--web.listen-address=127.0.0.1:{port}"],
            cwd=tmp_path, stdout=log, stderr=log, preexec_fn=lambda: die_with_parent(parent, 15),
        )  # fmt: skip
    try:
        # What it answers before it is ready, or nothing, is in none of its own counts.
        until(lambda: ready(f"http://127.0.0.1:{port}"))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/-/ready", timeout=20) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def asked(address: str, query: str, least: float = 1.0) -> Outcome:
    async def work() -> Outcome:
        reach = Reach(Inside.of(["127.0.0.0/8"]), trust=ssl.create_default_context())
        try:
            return await attempt(Task("p", PROMETHEUS, address, Conditions(query=query, least=least), 60, 5.0), reach)
        except Failed as failed:
            return failed.outcome
        finally:
            reach.close()

    return asyncio.run(work())


def test_a_real_store_answers_what_it_measures_and_is_silent_of_all_else(store: str) -> None:
    until(lambda: asked(store, 'up{job="itself"}') == Outcome(True, "", 200))
    assert asked(store, 'up{job="itself"}', 1.5) == Outcome(False, "value", 200)
    assert asked(store, "scalar(vector(3))", 3.0) == Outcome(True, "", 200)
    assert asked(store, 'up{job="nobody"}') == Outcome(False, "value", known=False)
    assert asked(store, "vector(0) / 0") == Outcome(False, "value", known=False)
    assert asked(store, "up{") == Outcome(False, "status", known=False)


HISTOGRAM, HANDLER = "prometheus_http_request_duration_seconds", 'handler="/api/v1/query"'


def ranged(address: str, query: str, span: Span) -> tuple[list[Stream], str]:
    try:
        with urllib.request.urlopen(address_of(address, query, span), timeout=20) as answer:
            return read(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        return read(error.code, error.read())


def counted(address: str, since: int) -> list[Point]:
    """What its own histogram says of queries, second by second."""
    streams, said = ranged(address, histogram_query(HISTOGRAM, HANDLER), Span(since, int(time.time()), 1))
    points, rejected = points_of(streams, HISTOGRAM, "s", source="itself")
    assert (said, dict(rejected)) == ("", {})
    return points


def test_of_a_real_store_every_request_since_the_first_is_read_once(store: str) -> None:
    since, made = int(time.time()), 0

    def query() -> bool:
        nonlocal made
        good = asked(store, 'up{job="itself"}').good
        made += 1
        return good

    def reached() -> bool:
        points = counted(store, since)
        return bool(points) and points[-1].count == made

    until(query)
    until(reached)
    for _ in range(4):
        query()
    until(reached)
    points, progress = counted(store, since), Progress()
    added = [one for one in map(progress.take, points) if one is not None]
    assert sum(one.count for one in added) == made - points[0].count >= 4
    assert sum(one.sum_ns or 0 for one in added) == (points[-1].sum_ns or 0) - (points[0].sum_ns or 0)
    ups, said = ranged(store, 'up{job="itself"}', Span(since, int(time.time()), 1))
    assert (said, True in goodness(ups, 1.0).values()) == ("", True)


def test_what_a_real_store_does_not_give_has_its_word(store: str) -> None:
    until(lambda: asked(store, 'up{job="itself"}').good)
    now = int(time.time())
    assert ranged(store, "up", Span(now - 20_000, now, 1)) == ([], TOO_MUCH)
    assert ranged(store, "up{", Span(now - 10, now, 1))[1].startswith("query:")
    assert ranged(store, 'up{job="nobody"}', Span(now - 10, now, 1)) == ([], "")
