"""A Prometheus that others made, asked as a prober asks one: what it measures itself, nothing, and nonsense."""

import asyncio
import os
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

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
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


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
