"""A query to a store of metrics is tried when it is saved; the token by which the store knows us is kept sealed."""

import html
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.test import Client

from waarborg.availability.actions.keep_probe import Asked, change_probe, make_probe, remove_probe, reseal_bearers
from waarborg.availability.actions.try_query import TRY, try_query
from waarborg.availability.models import Probe
from waarborg.availability.queries.bearers import seals
from waarborg.availability.rules.promql import call_complaint, complaint_of
from waarborg.availability.rules.watching import (
    HTTP,
    PROMETHEUS,
    BadBearer,
    BearerInClear,
    Conditions,
    Task,
    check_sent_safely,
)
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.kernel.addresses import Inside
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

SignIn = Callable[[Player], Client]
WRONG = '{"status":"error","errorType":"bad_data","error":"1:4: parse error: unexpected end of input"}'
GOOD = '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1775554920.7,"1"]}]}}'


@contextmanager
def store(status: int, body: str) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """Its address, and what it was asked: path and token."""
    heard: list[tuple[str, str | None]] = []

    class Store(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append((self.path, self.headers["Authorization"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_given: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Store)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def stock(cast: Cast, settings: Any) -> Stock:
    settings.PROBE_INSIDE = Inside.of(["127.0.0.0/8"])
    return make_stock(cast)


def asked(stock: Stock, target: str, query: str = 'up{job="web"}', **more: Any) -> Asked:
    return Asked(stock.application.id, "Opslag", PROMETHEUS, target, Conditions(query=query), **more)


def made(cast: Cast, given: Asked) -> Probe:
    with cast.manager.at_work():
        return make_probe(given, provider=cast.provider.id, by=cast.manager.actor, at=NOW)[0]


def held(probe: Probe) -> Probe:
    with tenancy.enter(Role.DESK):
        found: Probe = Probe.objects.get(id=probe.id)
    return found


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, GOOD, ""),
        (200, '{"status":"success","data":{"resultType":"vector","result":[]}}', "empty"),
        (200, "<html>", "else"), (404, "not here", "else"), (500, "[" * 100_000, "else"), (400, '{"error": 1}', "else"),
        (401, "", "stranger"), (403, GOOD, "stranger"),
        (400, WRONG, "query:1:4: parse error: unexpected end of input"),
        (422, '{"status":"error","error":"a\\nb\\u0000 c' + "x" * 900 + '"}', "query:a b c" + "x" * 375),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_follows_from_the_answer(status: int, body: str, expected: str) -> None:
    assert complaint_of(status, body.encode()) == expected


def test_a_wrong_query_is_said_on_its_page_in_the_stores_own_words(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    with store(400, WRONG) as (address, heard):
        probe = made(cast, asked(stock, address, "up{"))
        shown = signed_in(cast.manager).get(f"/desk/probes/{probe.id}/").content.decode()
        assert "De vraag wordt geprobeerd" in shown
        assert try_query(probe.id, at=NOW).startswith("query:")
    assert heard == [("/api/v1/query?query=up%7B", None)]
    shown = html.unescape(signed_in(cast.manager).get(f"/desk/probes/{probe.id}/").content.decode())
    assert "De opslag van meetwaarden verwerpt de vraag: 1:4: parse error: unexpected end of input" in shown
    assert call_complaint(held(probe).complaint, "en").startswith("The store of metrics rejects the query: 1:4")


def test_saving_it_leaves_a_job_that_tries_it_and_another_query_is_tried_anew(cast: Cast, stock: Stock) -> None:
    with store(400, WRONG) as (address, _):
        probe = made(cast, asked(stock, address, "up{"))
        try_query(probe.id, at=NOW)
        with cast.manager.at_work() as scope:
            given = asked(stock, address)
            change_probe(probe.id, given, revision=0, by=cast.manager.actor, at=NOW)
            assert [one[0] for one in scope.work.jobs] == [TRY]
    assert (held(probe).complaint, held(probe).tried_at) == ("", None)
    with store(200, GOOD) as (address, _), cast.manager.at_work():
        change_probe(probe.id, asked(stock, address), revision=1, by=cast.manager.actor, at=NOW)
    assert try_query(probe.id, at=NOW) == "silent"
    assert held(probe).complaint == "silent"


def test_the_token_goes_along_is_sealed_and_never_shown(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    with store(200, GOOD) as (address, heard):
        probe = made(cast, asked(stock, address, bearer="tok-3n"))
        assert try_query(probe.id, at=NOW) == ""
    assert heard[0][1] == "Bearer tok-3n"
    assert "tok-3n" not in held(probe).sealed_bearer
    assert held(probe).task.as_json()["bearer"] == "tok-3n"
    assert Task.read(json.loads(json.dumps(held(probe).task.as_json()))) == held(probe).task
    assert "tok-3n" not in signed_in(cast.manager).get(f"/desk/probes/{probe.id}/").content.decode()


def test_it_stays_while_the_address_does_and_goes_with_the_host_when_asked_or_with_the_probe(
    cast: Cast, stock: Stock
) -> None:
    first = asked(stock, "https://metrics.example.nl/a", bearer="tok")
    probe = made(cast, first)
    steps = [
        (replace(first, target="https://metrics.example.nl/b", bearer=None), "tok"),
        (replace(first, target="https://other.example.nl/a", bearer=None), ""),
        (replace(first, target="https://other.example.nl/a", bearer="new"), "new"),
        (replace(first, target="https://other.example.nl/a", bearer=""), ""),
        (replace(first, target="https://other.example.nl/a", bearer="last"), "last"),
    ]
    for revision, (given, expected) in enumerate(steps):
        with cast.manager.at_work():
            change_probe(probe.id, given, revision=revision, by=cast.manager.actor, at=NOW)
        assert held(probe).bearer == expected
    with cast.manager.at_work():
        remove_probe(probe.id, by=cast.manager.actor, at=NOW)
    assert held(probe).sealed_bearer == ""


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"bearer": "a b"}, BadBearer), ({"bearer": "a\r\nX: y"}, BadBearer), ({"bearer": "x" * 2001}, BadBearer),
        ({"bearer": "é"}, BadBearer), ({"bearer": "tok", "target": "http://metrics.example.nl"}, BearerInClear),
        ({"bearer": "tok", "kind": HTTP}, BadBearer),
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_is_none_or_would_go_unencrypted_is_refused(
    cast: Cast, stock: Stock, more: dict[str, Any], why: type[Refusal]
) -> None:
    with pytest.raises(why):
        made(cast, replace(asked(stock, "https://metrics.example.nl"), **more))
    with tenancy.enter(Role.DESK):
        assert not Probe.objects.exists()


def test_to_a_host_of_our_own_network_it_may_go_without_https() -> None:
    check_sent_safely("http://prometheus.intranet.example.org:9090", Inside.of(["prometheus.intranet.example.org"]))
    check_sent_safely("http://10.0.0.7:9090", Inside.of(["10.0.0.0/8"]))


def test_a_new_encryption_key_takes_it_over_and_a_lost_one_is_counted(cast: Cast, stock: Stock, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = old = [Fernet.generate_key().decode()]
    probe = made(cast, asked(stock, "https://metrics.example.nl", bearer="tok"))
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *old]
    with tenancy.enter(Role.DESK):
        assert seals()[:3] == (1, 1, 0)
        assert (reseal_bearers(), reseal_bearers()) == (1, 0)
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    assert held(probe).bearer == "tok"
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with tenancy.enter(Role.DESK):
        assert seals()[:3] == (1, 0, 1)
        assert reseal_bearers() == 0
    assert held(probe).bearer == ""
