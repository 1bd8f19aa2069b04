"""OTLP as JSON: numbers of 64 bits as text or as numbers, enumerations as numbers, keys in lowerCamelCase.

Keys that we do not know are ignored, as the protocol asks.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from waarborg.availability.rules.otlp.points import (
    NO_VALUE,
    Attributes,
    Point,
    Received,
    Rejected,
    Series,
    Unreadable,
    attributes,
    point,
    series_of,
)

_KINDS = {"histogram": False, "exponentialHistogram": True}
_OTHERS = ("gauge", "sum", "summary")
_TEMPORALITY = {"AGGREGATION_TEMPORALITY_DELTA": 1, "AGGREGATION_TEMPORALITY_CUMULATIVE": 2}


def read(body: bytes) -> Received:
    """The points of an ExportMetricsServiceRequest. Raises Unreadable where it is none."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(reason=str(error)) from None
    found = Received([], [])
    try:
        for about in _list(content, "resourceMetrics"):
            resource = _attributes(about.get("resource") or {})
            for scoped in _list(about, "scopeMetrics"):
                scope = scoped.get("scope") or {}
                name = (str(scope.get("name", "")), str(scope.get("version", "")))
                for metric in _list(scoped, "metrics"):
                    _metric(metric, resource, name, found)
    except (AttributeError, TypeError) as error:
        raise Unreadable(reason=str(error)) from None
    return found


def _metric(metric: Mapping[str, Any], resource: Attributes, scope: tuple[str, str], found: Received) -> None:
    name, unit = str(metric.get("name", "")), str(metric.get("unit", ""))
    for kind in _OTHERS:
        found.ignored += len(_list(metric.get(kind) or {}, "dataPoints"))
    for kind, is_exponential in _KINDS.items():
        data = metric.get(kind) or {}
        temporality = data.get("aggregationTemporality", 0)
        temporality = _TEMPORALITY.get(temporality, temporality)
        for one in _list(data, "dataPoints"):
            if _whole(one.get("flags", 0)) & NO_VALUE:
                continue
            try:
                series = series_of(resource, scope, name, unit, _attributes(one))
                found.points.append((_exponential if is_exponential else _explicit)(one, series, temporality))
            except Rejected as reason:
                found.rejected.append(f"{name}: {reason}")
            except (ValueError, OverflowError):
                found.rejected.append(f"{name}: a number that is none")


def _explicit(one: Mapping[str, Any], series: Series, temporality: int) -> Point:
    return point(
        series,
        temporality,
        counts=[_whole(count) for count in _list(one, "bucketCounts")],
        bounds=[float(bound) for bound in _list(one, "explicitBounds")],
        **_common(one),
    )


def _exponential(one: Mapping[str, Any], series: Series, temporality: int) -> Point:
    positive, negative = one.get("positive") or {}, one.get("negative") or {}
    if any(_whole(count) for count in _list(negative, "bucketCounts")):
        raise Rejected("a negative length")
    return point(
        series,
        temporality,
        counts=[_whole(count) for count in _list(positive, "bucketCounts")],
        scale=_whole(one.get("scale", 0)),
        offset=_whole(positive.get("offset", 0)),
        zero=_whole(one.get("zeroCount", 0)),
        zero_threshold=float(one.get("zeroThreshold", 0.0)),
        **_common(one),
    )


def _common(one: Mapping[str, Any]) -> dict[str, Any]:
    def number(key: str) -> float | None:
        return None if one.get(key) is None else float(one[key])

    return {
        "start": _whole(one.get("startTimeUnixNano", 0)),
        "time": _whole(one.get("timeUnixNano", 0)),
        "count": _whole(one.get("count", 0)),
        "total": number("sum"),
        "least": number("min"),
        "most": number("max"),
    }


def _whole(value: Any) -> int:
    if isinstance(value, float) and not value.is_integer():
        raise ValueError(value)
    return int(value)


def _list(content: Mapping[str, Any], key: str) -> list[Any]:
    found = content.get(key) or []
    if not isinstance(found, list):
        raise TypeError(key)
    return found


def _attributes(content: Mapping[str, Any]) -> Attributes:
    return attributes(_pairs(_list(content, "attributes")))


def _pairs(listed: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str | bool | int | float]]:
    for one in listed:
        yield str(one.get("key", "")), _value(one.get("value") or {})


def _value(value: Mapping[str, Any]) -> str | bool | int | float:
    for kind, read_as in (("stringValue", str), ("boolValue", bool), ("intValue", int), ("doubleValue", float)):
        if kind in value:
            return read_as(value[kind])  # type: ignore[no-any-return]
    return json.dumps(value, sort_keys=True)
