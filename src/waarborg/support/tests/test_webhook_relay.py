"""The recipe of docs/examples that tells a channel of Slack or Teams what happens to tickets: run as it stands."""

import importlib.util
import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from waarborg.plumbing.tests.programs import ROOT
from waarborg.plumbing.webhooks.offers import offered
from waarborg.plumbing.webhooks.signing import headers, new_secret

SECRET, TICKET = new_secret(), "01a20335-dd82-7631-9002-ca296e513b14"


class Others(HTTPServer):
    """The API of Waarborg and the channel in one: what was asked and told, and whether the channel is away."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[tuple[str, str]] = []
        self.told: list[dict[str, Any]] = []
        self.away = False


class Answering(BaseHTTPRequestHandler):
    server: Others

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Authorization"]))
        self._answer(200, json.dumps({"number": "2026-0012", "subject": "Uren <b> & rooster"}).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.away:
            self.server.told.append(json.loads(body))
        self._answer(503 if self.server.away else 200, b"ok")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving(server: HTTPServer) -> Iterator[None]:
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    running.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        running.join(60)


class Line:
    """The relay between Waarborg and the others."""

    def __init__(self, others: Others, relay: Any) -> None:
        self.others, self.relay, self.number = others, relay, 0

    def say(self, kind: str, *, again: bool = False, secret: str = SECRET, late: float = 0) -> int:
        """A message as Waarborg sends it; the status that came back."""
        self.number += not again
        data = {"sequence": 1, "subject": {"kind": "support.ticket", "id": TICKET}, "properties": {}}
        body = json.dumps({"type": kind, "timestamp": "2026-04-07T09:41:00Z", "data": data}).encode()
        at = datetime.fromtimestamp(time.time() - late, UTC)
        url = f"http://127.0.0.1:{self.relay.server_address[1]}/"
        request = urllib.request.Request(url, data=body, headers=headers(f"m-{self.number}", at, body, [secret]))
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code


@pytest.fixture
def recipe() -> Any:
    spec = importlib.util.spec_from_file_location("webhook_relay", ROOT / "docs" / "examples" / "webhook_relay.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("docs/examples/webhook_relay.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["slack", "teams"])
def line(request: pytest.FixtureRequest, recipe: Any) -> Iterator[Line]:
    others = Others()
    own = f"http://127.0.0.1:{others.server_address[1]}"
    relay = recipe.Relay(
        {"WAARBORG_URL": own, "HOOK_SECRET": SECRET, "API_TOKEN": "wbt_x", "CHANNEL": request.param,
         "CHANNEL_URL": f"{own}/channel", "PORT": "0"},
    )  # fmt: skip
    with serving(others), serving(relay):
        yield Line(others, relay)


def test_the_channel_reads_which_ticket_it_is_and_what_happened_once(line: Line) -> None:
    assert [line.say("support.ticket.reported"), line.say("support.ticket.reported", again=True)] == [204, 204]
    assert line.others.asked == [(f"/api/v1/tickets/{TICKET}", "Bearer wbt_x")]
    (told,) = line.others.told
    link = f"http://127.0.0.1:{line.others.server_address[1]}/desk/tickets/{TICKET}/"
    if line.relay.settings["CHANNEL"] == "slack":
        assert told == {"text": f"2026-0012 is reported: Uren &lt;b&gt; &amp; rooster <{link}>"}
    else:
        card = told["attachments"][0]["content"]
        assert (card["body"][0]["text"], card["actions"][0]["url"]) == (
            "2026-0012 is reported: Uren <b> & rooster", link,
        )  # fmt: skip


def test_what_waarborg_did_not_say_or_said_long_ago_is_not_told(line: Line) -> None:
    assert line.say("support.ticket.reported", secret=new_secret()) == 401
    assert line.say("support.ticket.reported", late=3600) == 401
    assert line.say("support.ticket.timed") == 204
    assert (line.others.asked, line.others.told) == ([], [])


def test_while_the_channel_is_away_it_is_said_again(line: Line) -> None:
    line.others.away = True
    assert line.say("promises.clock.warned") == 502
    line.others.away = False
    assert line.say("promises.clock.warned", again=True) == 204
    assert len(line.others.told) == 1


def test_every_kind_it_has_words_for_is_one_that_is_told(recipe: Any) -> None:
    assert set(recipe.WORDS) <= set(offered(to_staff=True))
