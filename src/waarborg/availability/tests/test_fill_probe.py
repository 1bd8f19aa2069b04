"""A probe that asks a store of metrics: what it missed is fetched by span, once, and changes nothing that is there."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from waarborg.availability.actions import fill_probe as filling
from waarborg.availability.actions.deliver import Delivered, deliver
from waarborg.availability.actions.fill_probe import fill_probe
from waarborg.availability.models import Probe, ProbeResult
from waarborg.availability.rules.watching import PROMETHEUS, Conditions
from waarborg.availability.tests.incidents import at
from waarborg.availability.tests.probes import came, marks, own, probe
from waarborg.availability.tests.prometheus import Prometheus, prometheus
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.addresses import Inside
from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock(cast: Cast, settings: Any) -> Stock:
    settings.PROBE_INSIDE = Inside.of(["127.0.0.0/8"])
    settings.PROBE_DAYS = 5000
    return make_stock(cast)


@pytest.fixture
def there() -> Iterator[Prometheus]:
    with prometheus() as store:
        yield store


def asking(cast: Cast, stock: Stock, there: Prometheus) -> Probe:
    given = {"kind": PROMETHEUS, "target": there.address, "conditions": Conditions(query='up{job="web"}')}
    return probe(cast, stock.application, "01:00", **given)


def saw(there: Prometheus, begin: str, text: str) -> None:
    """`+` up, `-` down, ` ` nothing was seen: one each minute."""
    start = at(begin).timestamp()
    for number, mark in enumerate(text):
        value = {"+": "1", "-": "0", " ": "stale"}[mark]
        there.scraped(start + 60 * number, value, name__="up", job="web", instance="a")


def found(one: Probe) -> str:
    """The results as they are, one mark each minute from 01:00 on."""
    with tenancy.enter(Role.DESK):
        rows = dict(ProbeResult.objects.filter(probe_id=one.id).values_list("started_at", "good"))
    minutes = [(instant - at("01:00")) // timedelta(minutes=1) for instant in rows]
    marked = dict(zip(minutes, ("+" if good else "-" for good in rows.values()), strict=True))
    assert len(marked) == len(rows), "two results of one minute"
    return "".join(marked.get(number, " ") for number in range(max(minutes, default=-1) + 1))


def test_what_was_missed_while_nobody_asked_comes_in_from_the_store(
    cast: Cast, stock: Stock, there: Prometheus
) -> None:
    one = asking(cast, stock, there)
    saw(there, "01:00", "+" * 10 + "--" + "+" * 18)
    came(cast, own(cast), marks(one, "01:01", "++++"), "01:05")
    came(cast, own(cast), marks(one, "01:20", "++++++++"), "01:28")
    assert fill_probe(one.id, at=at("01:30")) == 15
    assert found(one) == " " + "+" * 9 + "--" + "+" * 16
    assert (fill_probe(one.id, at=at("01:30")), len(there.asked)) == (0, 1)


def test_while_the_store_is_away_nothing_is_said_and_nothing_is_forgotten(
    cast: Cast, stock: Stock, there: Prometheus
) -> None:
    one = asking(cast, stock, there)
    saw(there, "01:00", "+" * 60)
    there.says = lambda: (503, b"")
    assert (fill_probe(one.id, at=at("01:20")), found(one)) == (0, "")
    there.says, there.warnings = None, ["half of it"]
    assert (fill_probe(one.id, at=at("01:21")), found(one)) == (0, "")
    there.warnings = []
    assert fill_probe(one.id, at=at("01:22")) == 18
    assert found(one) == " " + "+" * 18


def test_what_the_store_does_not_know_stays_unknown_and_is_asked_once(
    cast: Cast, stock: Stock, there: Prometheus
) -> None:
    one = asking(cast, stock, there)
    saw(there, "01:00", "++++" + " " * 10 + "+" * 20)
    fill_probe(one.id, at=at("01:30"))
    assert found(one) == " +++" + " " * 10 + "+" * 13
    asked = len(there.asked)
    assert (fill_probe(one.id, at=at("01:30")), len(there.asked)) == (0, asked)


def test_a_long_stretch_is_asked_in_parts_and_gone_on_with(
    cast: Cast, stock: Stock, there: Prometheus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "MOST_STEPS", 20)
    monkeypatch.setattr(filling, "MOST_ASKED", 2)
    one = asking(cast, stock, there)
    saw(there, "01:00", "+" * 120)
    assert [fill_probe(one.id, at=at("02:30")) for _ in range(3)] == [40, 40, 6]
    assert found(one) == " " + "+" * 86


def test_what_is_asked_elsewhere_is_filled_in_by_nobody_else(cast: Cast, stock: Stock, there: Prometheus) -> None:
    one = asking(cast, stock, there)
    with tenancy.enter(Role.DESK):
        Probe.objects.filter(id=one.id).update(places=[])
    assert (fill_probe(one.id, at=at("02:30")), there.asked) == (0, [])


def test_a_result_of_the_same_instant_stays_as_it_was_seen(cast: Cast, stock: Stock, there: Prometheus) -> None:
    one = asking(cast, stock, there)
    saw(there, "01:00", "+" * 30)
    with cast.manager.at_work():
        deliver(own(cast), [Delivered(one.id, to_us(at("01:10")), 5, False, "value")], at=at("01:11"))
    fill_probe(one.id, at=at("01:20"))
    assert found(one) == " " + "+" * 9 + "-" + "+" * 6
