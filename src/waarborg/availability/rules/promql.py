"""What a Prometheus-compatible store answered to an instant query (HTTP API v1, `/api/v1/query`)."""

import json
from math import isfinite
from typing import Any


def values_of(body: bytes) -> list[float]:
    """The value of every series, in the order in which they came; none where the store has none, or where one is no
    number (NaN, infinite): then nobody can say how it is. Raises ValueError for what is no such answer."""
    try:
        said = json.loads(body)
        if said["status"] != "success":
            raise ValueError(said["status"])
        kind, result = said["data"]["resultType"], said["data"]["result"]
        pairs = [result] if kind == "scalar" else [one["value"] for one in _of(result) if kind == "vector"]
        found = [float(value) for _instant, value in pairs]
    except (TypeError, KeyError, RecursionError, OverflowError):
        raise ValueError("no answer to an instant query") from None
    return found if all(map(isfinite, found)) else []


def _of(result: Any) -> list[Any]:
    if not isinstance(result, list):
        raise TypeError(result)
    return result
