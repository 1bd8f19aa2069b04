"""A real service is stopped, and a probe that asks it over the network notices: in the bars, in the month's figure and
on the page of files within a minute, as the product's clock counts."""

import asyncio
import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from waarborg.availability.actions.measure import measure
from waarborg.availability.actions.tell_measured import tell_measured
from waarborg.availability.models import Incident
from waarborg.availability.queries import measuring
from waarborg.availability.queries.month_figures import of_customer
from waarborg.availability.tests.figures import bound, buys
from waarborg.availability.tests.incidents import at, shown_to_all
from waarborg.availability.tests.probes import probe
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.addresses import Inside
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role
from waarborg.project.prober.engine import Found, wall
from waarborg.project.prober.member import _tasks, _write
from waarborg.project.prober.reach import Failed, Reach
from waarborg.project.prober.tries import attempt
from waarborg.project.status_export import export

HERE = Inside.of(["127.0.0.0/8"])
EVERY = 15


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Tests say what matters themselves."""


@pytest.fixture
def service() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Healthy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    stop(server)


def stop(server: ThreadingHTTPServer) -> None:
    server.shutdown()
    server.server_close()


class Day:
    """The product's clock, from noon on every fifteen seconds; each time all that runs by itself is done once."""

    def __init__(self, settings: Any, folder: Path) -> None:
        self.settings, self.folder, self.turns, self.last = settings, folder, 0, at("11:59")

    def turn(self) -> datetime:
        """What the prober, the job of results and that of the pages do in fifteen seconds."""
        # However slow the machine, the product's clock never goes back.
        instant = max(at("12:00") + timedelta(seconds=EVERY * self.turns), self.last + timedelta(seconds=1))
        self.settings.CLOCK_OFFSET = instant - timezone.now()
        self.turns += 1
        _write([asyncio.run(_asked(one)) for one in _tasks()])
        now = self.last = clock.now()
        with tenancy.enter(Role.DESK):
            measure(measuring.due(now), by=SYSTEM, at=now)
            tell_measured(by=SYSTEM, at=now)
        export(self.folder)
        return now

    def told(self) -> tuple[str, str]:
        """How the component is by the file for programs, and the page for visitors."""
        found = json.loads((self.folder / "api" / "v2" / "components.json").read_text())
        [status] = [one["status"] for one in found["components"] if not one["group"]]
        return status, (self.folder / "index.html").read_text()


async def _asked(one: Any) -> Found:
    reach, start = Reach(HERE), wall()
    try:
        return Found(one.id, start, wall() - start, await attempt(one, reach))
    except Failed as failed:
        return Found(one.id, start, wall() - start, failed.outcome)
    finally:
        reach.close()


def down(cast: Cast, now: datetime) -> int:
    """Downtime in the month's figures of a customer that uses it, in microseconds."""
    with tenancy.enter(Role.DESK):
        return max(one.account.down for one in of_customer(cast.merendaal.id, f"{now:%Y-%m}", at=now))


@pytest.mark.clause("TO-06", "TO-08")
def test_a_service_that_is_stopped_is_out_everywhere_within_a_minute_and_back_when_it_is(
    cast: Cast, settings: Any, tmp_path: Path, service: ThreadingHTTPServer
) -> None:
    settings.PROBE_INSIDE = HERE
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    website, port = parts["website"], service.server_port
    shown_to_all(cast, website, when="00:10")
    probe(cast, website, "11:55", target=f"http://127.0.0.1:{port}/health", every=EVERY, retries=0, timeout=5)
    day = Day(settings, tmp_path)
    for _ in range(3):
        now = day.turn()
    status, page = day.told()
    assert (status, down(cast, now)) == ("operational", 0)
    assert "b-out" not in page.partition("w-comp")[2]

    stop(service)
    turns = 0
    while day.told()[0] == "operational" and turns < 60 // EVERY:
        now = day.turn()
        turns += 1
    status, page = day.told()
    assert status == "major_outage"
    assert "Storing: Onderdeel website" in page
    assert "b-out" in page.partition("w-comp")[2]
    assert down(cast, now) > 0
    with cast.manager.at_work():
        held = Incident.objects.get()
        assert held.runs
        # From the last good answer on, which came before it was stopped.
        assert held.begins_at < now - timedelta(seconds=EVERY)

    again = ThreadingHTTPServer(("127.0.0.1", port), Healthy)
    threading.Thread(target=again.serve_forever, daemon=True).start()
    try:
        for _ in range(2):
            day.turn()
    finally:
        stop(again)
    assert day.told()[0] == "operational"
    with cast.manager.at_work():
        assert Incident.objects.get().phase == "resolved"
