"""Metrics that exporters send: counted once, kept apart by part and customer, refused in the protocol's own words."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from waarborg.availability.actions import take_metrics as taking
from waarborg.availability.models import HourTally, Measured, MinuteTally
from waarborg.availability.tests.otlp import answered, mapped, message, point, sent, token
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW + timedelta(minutes=2))


@pytest.fixture
def stock(cast: Cast) -> Stock:
    found = make_stock(cast)
    mapped(cast)
    return found


@pytest.fixture
def key(cast: Cast, stock: Stock) -> str:
    return token(cast.manager)


def counted(cast: Cast) -> list[tuple[str, bool, int, int]]:
    """Part, whether a customer was named, count and sum in ms, of each span of an hour."""
    with cast.manager.at_work():
        rows = HourTally.objects.select_related("measured__item").order_by("measured__item__key", "at", "tenant_id")
        return [
            (one.measured.item.key, one.tenant_id != cast.provider.id, one.count, one.least_ns // 10**6) for one in rows
        ]


def test_each_part_and_customer_is_counted_by_itself(cast: Cast, client: Client, key: str) -> None:
    got = sent(
        client, key,
        message(
            point([5, 0, 0, 0, 0], 0.1, http_route="/clients", tenant=cast.merendaal.slug),
            point([0, 0, 3, 0, 0], 3.0, http_route="/clients/7", tenant="nobody-of-ours"),
            point([1, 1, 0, 0, 0], 0.06, http_route="/trajectories", tenant=cast.hazelvoort.slug),
            point([0, 0, 0, 0, 2], 20.0, http_route="/", tenant=cast.merendaal.slug),
        ),
    )  # fmt: skip
    assert (got.status_code, got.content) == (200, b"{}")
    assert counted(cast) == [
        ("application", True, 2, 20_000),
        ("clients", False, 3, 3_000),
        ("clients", True, 5, 100),
        ("trajectories", True, 2, 60),
    ]


def test_a_repeat_counts_once_whoever_hears_it(
    cast: Cast, client: Client, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = message(point([5, 0, 0, 0, 0], 0.1))
    second = message(point([1, 0, 0, 0, 0], 0.01, at=NOW + timedelta(minutes=1)))
    assert sent(client, key, first, packed=True).status_code == 200
    sent(client, key, first)
    # Another process: what this one remembers is gone.
    monkeypatch.setattr(taking, "_remembered", type(taking._remembered)())
    sent(client, key, first)
    sent(client, key, second)
    # Late, between what came before.
    late = point([2, 0, 0, 0, 0], 0.02, at=NOW - timedelta(minutes=5))
    sent(client, key, message(late))
    sent(client, key, message(late))
    # The same point of another process is another one.
    sent(client, key, message(point([5, 0, 0, 0, 0], 0.1), instance="b"))
    assert counted(cast) == [("application", False, 13, 230)]
    with cast.manager.at_work():
        assert sorted(MinuteTally.objects.values_list("count", flat=True)) == [1, 2, 10]


def test_a_cumulative_count_adds_what_is_new_and_one_that_jumps_back_counts_anew(
    cast: Cast, client: Client, key: str
) -> None:
    since = NOW - timedelta(minutes=3)

    def total(counts: list[int], sum_s: float, minute: int) -> dict[str, Any]:
        given = point(counts, sum_s, at=NOW + timedelta(minutes=minute), since=since)
        return message(given, cumulative=True)

    for step in (total([10, 0, 0, 0, 0], 0.1, -2), total([10, 0, 0, 0, 0], 0.1, -2), total([100, 1, 0, 0, 0], 1.05, 0)):
        assert sent(client, key, step).status_code == 200
    assert sent(client, key, total([60, 1, 0, 0, 0], 0.6, -1)).status_code == 200
    assert counted(cast) == [("application", False, 101, 1_050)]
    sent(client, key, total([2, 0, 0, 0, 0], 0.02, 1))
    assert counted(cast) == [("application", False, 103, 1_070)]


def test_what_a_process_counted_on_days_before_anybody_listened_is_of_no_month(
    cast: Cast, client: Client, key: str
) -> None:
    old = NOW - timedelta(days=3)
    sent(client, key, message(point([900, 0, 0, 0, 0], 9.0, since=old), cumulative=True))
    later = point([905, 0, 0, 0, 0], 9.05, since=old, at=NOW + timedelta(minutes=1))
    sent(client, key, message(later, cumulative=True))
    assert counted(cast) == [("application", False, 5, 50)]


def test_what_cannot_be_counted_is_told_and_keeps_nothing_else_back(cast: Cast, client: Client, key: str) -> None:
    good = point([1, 0, 0, 0, 0], 0.01)
    other = point([1, 0, 0, 0, 0], 0.01, http_request_method="OPTIONS")
    negative, none = point([1, 0, 0, 0, 0], -1.0), point([1, 0, 0, 0, 0], float("nan"))
    disagrees = {**good, "count": "7"}
    ahead, behind = (
        point([1, 0, 0, 0, 0], 0.01, at=NOW + apart) for apart in (timedelta(hours=1), timedelta(days=-40))
    )
    got = answered(sent(client, key, message(good, other, negative, none, disagrees, ahead, behind)))
    assert got["partialSuccess"]["rejectedDataPoints"] == "6"
    said = got["partialSuccess"]["errorMessage"]
    for reason in ("no rule", "negative length", "not a number", "not its count", "ahead", "behind"):
        assert reason in said
    assert counted(cast) == [("application", False, 1, 10)]


def test_a_million_label_values_stop_at_what_one_exporter_may_have(
    cast: Cast, client: Client, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waarborg.availability.rules.otlp.progress.MOST_SERIES", 20)
    many = [point([1, 0, 0, 0, 0], 0.01, user=str(number)) for number in range(50)]
    got = answered(sent(client, key, message(*many)))
    assert got["partialSuccess"]["rejectedDataPoints"] == "30"
    assert counted(cast) == [("application", False, 20, 200)]
    with cast.manager.at_work():
        assert Measured.objects.count() == 1


def test_a_bomb_is_not_unpacked_beyond_the_limit(cast: Cast, client: Client, key: str) -> None:
    bomb = gzip.compress(b" " * 50 * 1024 * 1024)
    assert len(bomb) < 100_000
    headers = {"Authorization": f"Bearer {key}", "Content-Encoding": "gzip"}
    got = client.post("/v1/metrics", bomb, content_type="application/json", headers=headers)
    assert (got.status_code, answered(got)["code"]) == (413, 3)  # type: ignore[arg-type]
    cut = client.post("/v1/metrics", bomb[:-9], content_type="application/json", headers=headers)
    assert cut.status_code in (400, 413)
    assert counted(cast) == []


def test_protobuf_is_answered_with_protobuf(client: Client, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    good = client.post("/v1/metrics", b"\x12\x00", content_type="application/x-protobuf", headers=headers)
    assert (good.status_code, good.content, good.headers["Content-Type"]) == (200, b"", "application/x-protobuf")
    bad = client.post("/v1/metrics", b"\xff\xff", content_type="application/x-protobuf", headers=headers)
    assert (bad.status_code, bad.content[:2]) == (400, b"\x08\x03")
    assert client.post("/v1/metrics", b"{}", content_type="text/plain", headers=headers).status_code == 415


def test_only_staff_with_the_scope_come_in(cast: Cast, client: Client, key: str) -> None:
    content = message(point([1, 0, 0, 0, 0], 0.01))
    nobody = sent(client, "wbt_x", content)
    assert (nobody.status_code, nobody.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert client.post("/v1/metrics", b"{}", content_type="application/json").status_code == 401
    assert sent(client, token(cast.owner, "tickets:read"), content).status_code == 401
    assert sent(client, token(cast.agent, "tickets:read"), content).status_code == 403
    assert client.get("/v1/metrics").status_code == 405
    assert client.post("/v1/traces", b"{}", content_type="application/json").status_code == 404
    assert counted(cast) == []


def test_when_the_database_cannot_keep_it_the_sender_comes_again_and_nothing_is_lost(
    cast: Cast, client: Client, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = message(point([4, 0, 0, 0, 0], 0.04))

    def fails(*_: object) -> None:
        raise OperationalError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(taking, "add_tallies", fails)
        got = sent(client, key, content)
    assert (got.status_code, got.headers["Retry-After"]) == (503, "5")
    assert counted(cast) == []
    assert sent(client, key, content).status_code == 200
    assert counted(cast) == [("application", False, 4, 40)]
