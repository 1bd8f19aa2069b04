"""Messages as exporters send them, written by hand in the two forms of the protocol."""

import gzip
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from waarborg.access.actions.tokens import make_token
from waarborg.access.tests.doors import make_account
from waarborg.customers.tests.cast import NOW, Cast, Player

METRIC = "http.server.request.duration"
RULES = b"""
rules:
  - part: clients
    metric: http.server.request.duration
    where: {http.route: "/clients*"}
    customer: tenant
  - part: trajectories
    metric: http.server.request.duration
    where: {http.route: /trajectories}
    customer: tenant
  - part: application
    metric: http.server.request.duration
    where: {service.name: web}
    not: {http.request.method: OPTIONS}
    customer: tenant
"""
BOUNDS = (0.02, 0.05, 2.0, 5.0)


def ns(when: datetime) -> int:
    return int(when.timestamp()) * 10**9


def attributes(said: dict[str, str]) -> list[dict[str, Any]]:
    return [{"key": key, "value": {"stringValue": value}} for key, value in said.items()]


def point(
    counts: Sequence[int],
    total: float | None,
    *,
    at: datetime = NOW,
    since: datetime | None = None,
    bounds: Sequence[float] = BOUNDS,
    **said: str,
) -> dict[str, Any]:
    """One point: counts between the bounds (seconds), and the sum of all."""
    found: dict[str, Any] = {
        "attributes": attributes({key.replace("_", "."): value for key, value in said.items()}),
        "startTimeUnixNano": str(ns(since or at - timedelta(minutes=1))),
        "timeUnixNano": str(ns(at)),
        "count": str(sum(counts)),
        "bucketCounts": [str(one) for one in counts],
        "explicitBounds": list(bounds),
    }
    return found if total is None else found | {"sum": total}


def message(*points: dict[str, Any], cumulative: bool = False, instance: str = "a") -> dict[str, Any]:
    data = {"aggregationTemporality": 2 if cumulative else 1, "dataPoints": list(points)}
    metric = {"name": METRIC, "unit": "s", "histogram": data}
    resource = {"attributes": attributes({"service.name": "web", "service.instance.id": instance})}
    return {"resourceMetrics": [{"resource": resource, "scopeMetrics": [{"scope": {}, "metrics": [metric]}]}]}


def token(player: Player, *scopes: str) -> str:
    make_account(player)
    with player.at_work():
        return make_token(name="Meting", scopes=scopes or ("metrics:write",), days=30, by=player.actor, at=NOW)[1]


def sent(client: Client, written: str, content: dict[str, Any], *, packed: bool = False) -> HttpResponse:
    body = json.dumps(content).encode()
    given = {"Authorization": f"Bearer {written}", **({"Content-Encoding": "gzip"} if packed else {})}
    body = gzip.compress(body) if packed else body
    return client.post("/v1/metrics", body, content_type="application/json", headers=given)  # type: ignore[return-value]


def answered(response: HttpResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response.content)
    return found


def mapped(cast: Cast, source: bytes = RULES) -> None:
    from waarborg.availability.actions.apply_mapping import apply_mapping

    with cast.manager.at_work():
        apply_mapping(source, name="metrics.yaml", provider=cast.provider.id, by=cast.manager.actor, at=NOW)
