"""Exporters of others send to the running web server: the OpenTelemetry SDKs for Python (protobuf) and for JavaScript
(JSON), delta and cumulative, explicit and exponential histograms, packed and not. Every count is exact."""

import importlib.util
import json
import os
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from waarborg.availability.models import Edges, HourTally
from waarborg.availability.tests.otlp import mapped, token
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast, make_cast
from waarborg.plumbing.tests.programs import ROOT, absent, node
from waarborg.project.tests.web_member import web_member

pytestmark = pytest.mark.processes
HERE = Path(__file__).parent
METRIC = "http.server.request.duration"
BOUNDS = (0.005, 0.05, 0.1, 1.0, 2.0, 5.0)
# Sums of halves, quarters and so on: a float adds them without an error, so the sum is exact too.
ROUNDS = (
    (("/clients/7", 0.03125), ("/clients/7", 0.5), ("/trajectories", 2.5)),
    (("/clients", 0.0625), ("/trajectories", 0.25), ("/trajectories", 4.0), ("/clients", 1.5)),
)
KINDS = [
    (temporality, kind, packing)
    for temporality in ("delta", "cumulative")
    for kind in ("explicit", "exponential")
    for packing in ("gzip", "none")
]


class Server:
    """A running web server with a vendor's catalogue and rules for its metrics behind it."""

    def __init__(self, cast: Cast, url: str, key: str) -> None:
        self.cast, self.url, self.key = cast, url, key

    def counted(self) -> dict[str, tuple[int, int]]:
        """By part: how many requests, and how long together (ns), for certain."""
        found: dict[str, tuple[int, int]] = {}
        with self.cast.manager.at_work():
            for one in HourTally.objects.select_related("measured__item").filter(tenant_id=self.cast.merendaal.id):
                count, total = found.get(one.measured.item.key, (0, 0))
                assert one.endless == 0
                found[one.measured.item.key] = (count + one.count, total + one.least_ns)
        return found

    def longer(self, seconds: int) -> dict[str, tuple[int, int]]:
        """By part: how many took longer than that, for certain and perhaps."""
        found: dict[str, tuple[int, int]] = {}
        with self.cast.manager.at_work():
            lengths = dict(Edges.objects.values_list("number", "lengths"))
            for one in HourTally.objects.select_related("measured__item").filter(tenant_id=self.cast.merendaal.id):
                place = lengths[one.edges].index(seconds * 10**9)
                low, high = found.get(one.measured.item.key, (0, 0))
                most = one.perhaps or one.above
                more = [rows[place] if place < len(rows) else 0 for rows in (one.above, most)]
                found[one.measured.item.key] = (low + more[0], high + more[1])
        return found


@pytest.fixture
def server(committed: None, tmp_path: Path) -> Iterator[Server]:
    cast = make_cast()
    make_stock(cast)
    mapped(cast)
    key = token(cast.manager)
    with web_member(tmp_path) as url:
        yield Server(cast, url, key)


def check(server: Server, times: int, *, sure: bool) -> None:
    """Everything of ROUNDS was counted so many times, no more and no less."""
    said: dict[str, list[float]] = {"clients": [], "trajectories": []}
    for route, seconds in (one for one_round in ROUNDS for one in one_round):
        said["trajectories" if route == "/trajectories" else "clients"].append(seconds)
    counted, longer = server.counted(), server.longer(2)
    assert {part: count for part, (count, _) in counted.items()} == {
        part: times * len(lengths) for part, lengths in said.items()
    }
    for part, lengths in said.items():
        above = times * len([one for one in lengths if one > 2])
        low, high = longer[part]
        assert (low, high) == (above, above) if sure else low <= above <= high
        assert counted[part][1] == times * sum(Fraction(one) for one in lengths) * 10**9


def python_exports(server: Server, temporality: str, kind: str, packing: str) -> None:
    if importlib.util.find_spec("opentelemetry") is None:
        absent("OpenTelemetry SDK for Python")
    from opentelemetry.exporter.otlp.proto.http import Compression
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.sdk.metrics import Histogram, MeterProvider
    from opentelemetry.sdk.metrics.export import AggregationTemporality, PeriodicExportingMetricReader
    from opentelemetry.sdk.metrics.view import (
        ExplicitBucketHistogramAggregation,
        ExponentialBucketHistogramAggregation,
        View,
    )
    from opentelemetry.sdk.resources import Resource

    exporter = OTLPMetricExporter(
        endpoint=f"{server.url}/v1/metrics",
        headers={"Authorization": f"Bearer {server.key}"},
        compression=Compression.Gzip if packing == "gzip" else Compression.NoCompression,
        preferred_temporality={
            Histogram: AggregationTemporality.DELTA if temporality == "delta" else AggregationTemporality.CUMULATIVE
        },
    )
    explicit = ExplicitBucketHistogramAggregation(boundaries=list(BOUNDS))
    aggregation = explicit if kind == "explicit" else ExponentialBucketHistogramAggregation()
    view = View(instrument_name=METRIC, aggregation=aggregation)
    about = Resource({"service.name": "web", "service.instance.id": f"py-{temporality}-{kind}-{packing}"})
    reader = PeriodicExportingMetricReader(exporter, export_interval_millis=3_600_000)
    provider = MeterProvider(metric_readers=[reader], resource=about, views=[view], shutdown_on_exit=False)
    lengths = provider.get_meter("http").create_histogram(METRIC, unit="s")
    for each in ROUNDS:
        for route, seconds in each:
            lengths.record(seconds, {"http.route": route, "tenant": "merendaal"})
        assert provider.force_flush(60_000)
    provider.shutdown(60_000)


def javascript_exports(server: Server, temporality: str, kind: str, packing: str) -> None:
    if not (ROOT / "node_modules" / "@opentelemetry" / "sdk-metrics").is_dir():
        absent("OpenTelemetry SDK for JavaScript")
    said = {"URL": server.url, "TOKEN": server.key, "TEMPORALITY": temporality, "KIND": kind, "PACKING": packing}
    done = subprocess.run(
        [node(), str(HERE / "otel_exporter.mjs")],
        env=os.environ | said | {"ROUNDS": json.dumps(ROUNDS)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


@pytest.mark.parametrize("exports", [python_exports, javascript_exports])
def test_what_an_exporter_of_others_sends_is_counted_exactly_and_once(server: Server, exports: Any) -> None:
    explicit = [one for one in KINDS if one[1] == "explicit"]
    for number, one in enumerate(explicit, start=1):
        exports(server, *one)
        check(server, number, sure=True)
    for number, one in enumerate((one for one in KINDS if one[1] == "exponential"), start=len(explicit) + 1):
        exports(server, *one)
        check(server, number, sure=False)
