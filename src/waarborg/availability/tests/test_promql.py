"""Answers of a Prometheus-compatible store, and probes that ask one."""

import json
from typing import Any

import pytest

from waarborg.availability.actions.keep_probe import Asked, make_probe
from waarborg.availability.models import Probe
from waarborg.availability.rules.promql import values_of
from waarborg.availability.rules.watching import PROMETHEUS, BadCondition, BadTarget, Conditions, PrivateAddress
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import NOW, Cast


def said(kind: str, result: Any, status: str = "success") -> bytes:
    return json.dumps({"status": status, "data": {"resultType": kind, "result": result}}).encode()


def vector(*values: str) -> list[dict[str, Any]]:
    return [{"metric": {"job": "web"}, "value": [1775554920.781, one]} for one in values]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (said("vector", vector("1", "0.5")), [1.0, 0.5]),
        (said("scalar", [1775554920.781, "3"]), [3.0]),
        (said("vector", []), []),
        (said("vector", vector("1", "NaN")), []),
        (said("vector", vector("+Inf")), []),
    ],
)
def test_every_value_is_read_and_what_is_no_number_says_nothing(body: bytes, expected: list[float]) -> None:
    assert values_of(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"{}", b"[" * 100_000, said("matrix", []) * 2, said("vector", vector("x")),
        said("vector", {"a": 1}), said("vector", [{"metric": {}}]), said("scalar", [1]), said("scalar", None),
        said("vector", [], status="error"),
    ],
)  # fmt: skip
def test_what_is_no_such_answer_is_none(body: bytes) -> None:
    with pytest.raises(ValueError):
        values_of(body)


def test_other_probes_stay_as_they_were_written() -> None:
    assert "query" not in Conditions().as_json()
    assert Conditions.read(Conditions(query="up", least=2.5).as_json()) == Conditions(query="up", least=2.5)


@pytest.mark.django_db
def test_a_store_of_metrics_is_asked_a_query_at_an_address_outside(cast: Cast) -> None:
    stock = make_stock(cast)
    good = {"target": "https://metrics.example.nl/prometheus", "conditions": Conditions(query='up{job="web"}')}
    for wrong, why in (
        ({"conditions": Conditions()}, BadCondition), ({"conditions": Conditions(query=" ")}, BadCondition),
        ({"conditions": Conditions(query="x" * 1001)}, BadCondition),
        ({"conditions": Conditions(query="up", least=float("nan"))}, BadCondition),
        ({"target": "https://metrics.example.nl/?query=up"}, BadTarget), ({"target": "metrics.example.nl"}, BadTarget),
        ({"target": "http://10.0.0.7:9090"}, PrivateAddress),
    ):  # fmt: skip
        given: dict[str, Any] = good | wrong
        with cast.manager.at_work(), pytest.raises(why):
            make_probe(
                Asked(stock.application.id, "Opslag", PROMETHEUS, **given),
                provider=cast.provider.id, by=cast.manager.actor, at=NOW,
            )  # fmt: skip
    with cast.manager.at_work():
        assert not Probe.objects.exists()
        asked: dict[str, Any] = good
        made, _ = make_probe(
            Asked(stock.application.id, "Opslag", PROMETHEUS, **asked),
            provider=cast.provider.id, by=cast.manager.actor, at=NOW,
        )  # fmt: skip
        assert (made.kind, made.task.conditions.query, made.task.conditions.least) == (PROMETHEUS, 'up{job="web"}', 1.0)
