"""A histogram is read from a store: each request once, also what was missed, and never a part of an answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from waarborg.availability.actions import read_store as reading
from waarborg.availability.actions.keep_store import StoreSaid, change_store, make_store, remove_store
from waarborg.availability.actions.read_store import read_store
from waarborg.availability.models import HourTally, MinuteTally, Store
from waarborg.availability.queries.response import month_of
from waarborg.availability.rules.response.figures import Promise
from waarborg.availability.rules.targets import length, share
from waarborg.availability.tests.otlp import mapped
from waarborg.availability.tests.prometheus import Prometheus, prometheus
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.kernel.addresses import Inside
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

pytestmark = pytest.mark.django_db
NAME = "http_server_request_duration_seconds"
RULES = f"""
rules:
  - part: clients
    metric: {NAME}
    where: {{job: web, route: "/clients*"}}
    customer: tenant
""".encode()
MINUTE = timedelta(minutes=1)
BEGAN = int(NOW.timestamp())


@pytest.fixture
def stock(cast: Cast, settings: Any) -> Stock:
    settings.PROBE_INSIDE = Inside.of(["127.0.0.0/8"])
    found = make_stock(cast)
    mapped(cast, RULES)
    return found


@pytest.fixture
def there() -> Iterator[Prometheus]:
    with prometheus() as store:
        yield store


def said(there: Prometheus, **more: Any) -> StoreSaid:
    return replace(StoreSaid("Mimir", there.address, NAME, 'job="web"'), **more)


def made(cast: Cast, there: Prometheus, **more: Any) -> Store:
    with cast.manager.at_work():
        return make_store(said(there, **more), provider=cast.provider.id, by=cast.manager.actor, at=NOW)


def held(store: Store) -> Store:
    with tenancy.enter(Role.DESK):
        found: Store = Store.objects.get(id=store.id)
    return found


def scraped(there: Prometheus, minutes: int, *counts: int, total: float, seconds: int = 0, **labels: str) -> None:
    """So many minutes after the store was made known: counters up to 0.05 s, up to 2 s, and beyond."""
    about = {"job": "web", "instance": "a", "route": "/clients/{id}", "tenant": "merendaal", **labels}
    there.histogram(BEGAN + 60 * minutes + seconds, NAME, ["0.05", "2"], counts, total, **about)


def counted(cast: Cast) -> list[tuple[int, int, int]]:
    """Minutes since the store was made known, requests, and their sum in ms."""
    with cast.manager.at_work():
        rows = MinuteTally.objects.order_by("at", "tenant_id").values_list("at", "count", "least_ns")
        return [(at - BEGAN // 60, count, least // 10**6) for at, count, least in rows]


def after(minutes: int) -> datetime:
    return NOW + minutes * MINUTE


def test_what_the_store_counted_is_counted_here_in_its_minute_for_its_part_and_customer(
    cast: Cast, stock: Stock, there: Prometheus
) -> None:
    scraped(there, 0, 100, 10, 1, total=20.0)
    store = made(cast, there, bearer="tok-9")
    scraped(there, 1, 104, 11, 1, total=21.5)
    scraped(there, 2, 104, 11, 3, total=29.5)
    assert read_store(store.id, at=after(3)) == ""
    assert counted(cast) == [(0, 5, 1500), (1, 2, 8000)]
    assert (there.asked[0]["step"], there.tokens) == ("15", ["Bearer tok-9"])
    with cast.manager.at_work():
        [hour] = HourTally.objects.all()
        assert (hour.tenant_id, hour.count) == (cast.merendaal.id, 7)
        promise = Promise("share", share(">= 95 %"), length("<= 2 s"))
        figure = month_of(promise, stock.clients.id, "2026-04", "Europe/Amsterdam", cast.merendaal.id)
        assert (figure.count, figure.verdict) == (7, "broken")
    now = held(store)
    assert (now.read_until, now.counted, now.complaint, now.left_out) == (after(2), 2, "", {})


def test_reading_the_same_again_counts_nothing(cast: Cast, stock: Stock, there: Prometheus) -> None:
    scraped(there, 0, 1, 0, 0, total=0.01)
    store = made(cast, there)
    scraped(there, 1, 5, 0, 0, total=0.05)
    assert [read_store(store.id, at=after(3)) for _ in range(2)] == ["", ""]
    with tenancy.enter(Role.DESK):
        Store.objects.filter(id=store.id).update(read_until=NOW - 5 * MINUTE)
    assert read_store(store.id, at=after(3)) == ""
    assert counted(cast) == [(0, 4, 40)]


def test_after_an_outage_of_ours_the_missed_minutes_are_fetched_in_their_own_minutes(
    cast: Cast, stock: Stock, there: Prometheus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_STEPS", 40)
    monkeypatch.setattr(reading, "MOST_ASKED", 5)
    store = made(cast, there)
    for minute in range(90):
        scraped(there, minute, 10 * minute, 0, 0, total=0.1 * minute)
    # Forty steps of a quarter of a minute at once, five times: then the next turn goes on.
    assert read_store(store.id, at=after(91)) == ""
    assert held(store).read_until == after(50)
    assert read_store(store.id, at=after(91)) == ""
    assert held(store).read_until == after(90)
    assert [count for _, count, _ in counted(cast)] == [10] * 89
    spans = [(int(one["start"]), int(one["end"])) for one in there.asked]
    assert all(one[1] + 15 == other[0] for one, other in pairwise(spans))


def test_while_the_store_is_away_or_gives_a_part_it_waits_and_then_has_it_all(
    cast: Cast, stock: Stock, there: Prometheus
) -> None:
    scraped(there, 0, 1, 0, 0, total=0.01)
    store = made(cast, there)
    for minute in range(1, 11):
        scraped(there, minute, 1 + minute, 0, 0, total=0.01)
    there.says = lambda: (503, b'{"status":"error","errorType":"timeout","error":"query timed out"}')
    assert read_store(store.id, at=after(5)) == "silent"
    there.says, there.warnings = None, ["store eu-2 did not answer"]
    assert read_store(store.id, at=after(6)) == "partial:store eu-2 did not answer"
    assert (counted(cast), held(store).read_until) == ([], NOW)
    assert held(store).complaint == "partial:store eu-2 did not answer"
    there.warnings = []
    assert read_store(store.id, at=after(11)) == ""
    assert [one[:2] for one in counted(cast)] == [(minute, 1) for minute in range(10)]
    assert held(store).complaint == ""


def test_what_is_too_much_at_once_is_asked_in_smaller_parts(cast: Cast, stock: Stock, there: Prometheus) -> None:
    scraped(there, 0, 1, 0, 0, total=0.01)
    store = made(cast, there)
    for minute in range(1, 31):
        scraped(there, minute, 1 + minute, 0, 0, total=0.01)
    there.most = 100
    assert read_store(store.id, at=after(20)) == ""
    assert sum(count for _, count, _ in counted(cast)) == 19
    there.most = 3
    assert read_store(store.id, at=after(25)) == "too-much"
    assert held(store).read_until == after(19)


def test_a_process_that_starts_anew_or_ends_is_counted_to_its_last_scrape(
    cast: Cast, stock: Stock, there: Prometheus
) -> None:
    scraped(there, 0, 100, 0, 0, total=1.0)
    store = made(cast, there)
    scraped(there, 1, 107, 0, 0, total=1.07)
    scraped(there, 2, 3, 0, 0, total=0.03)
    there.ended(BEGAN + 150)
    scraped(there, 3, 50, 0, 0, total=0.5, instance="b")
    scraped(there, 4, 52, 0, 0, total=0.52, instance="b")
    assert read_store(store.id, at=after(6)) == ""
    assert counted(cast) == [(0, 7, 70), (1, 3, 30), (3, 2, 20)]


def test_what_no_rule_is_about_is_left_out_and_said(cast: Cast, stock: Stock, there: Prometheus) -> None:
    store = made(cast, there)
    scraped(there, 1, 4, 0, 0, total=0.04, route="/else")
    assert read_store(store.id, at=after(3)) == ""
    no_rule = f"{NAME}: no rule says which part of the service it is about"
    assert (counted(cast), held(store).left_out) == ([], {no_rule: 1})


def test_a_wrong_question_is_said_and_an_empty_store_is_read_past(cast: Cast, stock: Stock, there: Prometheus) -> None:
    store = made(cast, there)
    assert read_store(store.id, at=after(3)) == "empty"
    assert (held(store).complaint, held(store).read_until) == ("empty", after(2))
    there.says = lambda: (400, b'{"status":"error","errorType":"bad_data","error":"parse error"}')
    assert read_store(store.id, at=after(4)) == "query:parse error"
    assert held(store).read_until == after(2)


def test_after_more_than_thirty_five_days_it_goes_on_where_data_still_count(
    cast: Cast, stock: Stock, there: Prometheus
) -> None:
    store = made(cast, there)
    late = NOW + timedelta(days=50)
    read_store(store.id, at=late)
    begin = int(there.asked[0]["start"])
    assert 0 <= begin - int((late - timedelta(days=35)).timestamp()) - 60 <= 45


def test_a_store_that_is_paused_changed_meanwhile_or_removed_is_not_read(
    cast: Cast, stock: Stock, there: Prometheus, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = made(cast, there, enabled=False)
    assert (read_store(store.id, at=after(3)), there.asked) == ("", [])
    with cast.manager.at_work():
        change_store(store.id, said(there), revision=0, by=cast.manager.actor, at=NOW)
    scraped(there, 0, 1, 0, 0, total=0.01)
    scraped(there, 1, 5, 0, 0, total=0.05)

    def asks_while_somebody_changes_it(*asked: Any) -> Any:
        answer = ask(*asked)
        with cast.manager.at_work():
            change_store(store.id, said(there), revision=1, by=cast.manager.actor, at=NOW)
        return answer

    ask = reading.ask_range
    monkeypatch.setattr(reading, "ask_range", asks_while_somebody_changes_it)
    assert read_store(store.id, at=after(3)) == ""
    assert len(there.asked) == 1
    assert (counted(cast), held(store).read_until) == ([], NOW)
    with cast.manager.at_work():
        remove_store(store.id, by=cast.manager.actor, at=NOW)
    asked = len(there.asked)
    assert (read_store(store.id, at=after(4)), len(there.asked)) == ("", asked)


def test_days_of_the_past_are_read_where_it_is_asked(cast: Cast, stock: Stock, there: Prometheus) -> None:
    for minute, count in ((-2000, 1), (-1999, 5), (-1998, 6)):
        scraped(there, minute, count, 0, 0, total=0.01 * count)
    store = made(cast, there, back=2)
    assert read_store(store.id, at=after(1)) == "empty"
    assert counted(cast) == [(-2000, 4, 40), (-1999, 1, 10)]
