"""The JSON Schemas of the two files of `waarborg measure`, as published in docs/."""

import json
from typing import Any, Final

from waarborg.availability.rules.methods import CAUSES, UPTIME
from waarborg.availability.rules.response.figures import STATISTICS
from waarborg.availability.rules.timeline import TROUBLES
from waarborg.kernel.lead_times import COUNTINGS

MOST_SPANS: Final = 100_000
MOST_SAMPLES: Final = 1_000_000
MOST_COUNT: Final = 10**15
UNITS: Final = ("ns", "us", "ms", "s")
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_INSTANT = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$",
    "description": "With an offset from UTC; without one it is local time in `timezone`.",
    "examples": ["2026-10-25T02:10:00+02:00", "2026-10-25 02:10"],
}
_SPAN = {
    "type": "object",
    "properties": {"from": {"$ref": "#/$defs/instant"}, "until": {"$ref": "#/$defs/instant"}},
    "required": ["from", "until"],
    "additionalProperties": False,
    "examples": [{"from": "2026-10-25 22:00", "until": "2026-10-26 02:00"}],
}
_CALENDAR = {
    "type": "object",
    "description": "Opening hours as in an agreement file (docs/algorithms/calendars.md); no opening crosses midnight.",
    "properties": {
        "timezone": {"type": "string"},
        "weekly": {"type": "object"},
        "holidays": {"anyOf": [{"type": "string"}, {"type": "object"}]},
        "closed": {"type": "array"},
        "open": {"type": "object"},
        "recurring": {"type": "array"},
        "changes": {"type": "array"},
    },
    "additionalProperties": False,
    "examples": [{"weekly": {"mon-sun": ["00:00-07:00", "21:00-24:00"]}}],
}
_MONTH = {"type": "string", "pattern": r"^\d{4}-\d{2}$", "examples": ["2026-10"]}
_ZONE = {"type": "string", "description": "IANA time zone in which months and local times count.",
         "examples": ["Europe/Amsterdam"]}  # fmt: skip
_LEVEL = {"type": "string", "enum": ["guarantee", "target", "experience"]}


def _spans(*more: tuple[str, dict[str, Any]], open_end: bool = False) -> dict[str, Any]:
    item = dict(_SPAN) | {"properties": _SPAN["properties"] | dict(more)}  # type: ignore[operator]
    if open_end:
        item |= {"required": ["from"], "examples": [{"from": "2026-10-25 02:10", "until": "2026-10-25 02:40"}]}
    return {"type": "array", "maxItems": MOST_SPANS, "items": item}


def availability() -> dict[str, Any]:
    """The input of `waarborg measure availability`."""
    target = {"type": "string", "examples": [">= 99.9 %", "<= 4.5 min", "unstated"]}
    return {
        "$schema": _DIALECT,
        "$id": "urn:waarborg:measure-availability:1",
        "title": "Availability of a period",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "month": _MONTH,
            "through": _MONTH | {"description": "The last month of a longer period, at most twelve months."},
            "timezone": _ZONE,
            "calendar": {
                "anyOf": [{"type": "string", "enum": ["24x7"]}, {"$ref": "#/$defs/calendar"}],
                "description": "The service hours; 24x7 where it is absent.",
            },
            "target": {
                "anyOf": [target, {"type": "array", "items": target, "minItems": 1, "maxItems": 10}],
                "examples": [">= 99.9 %"],
            },
            "level": _LEVEL,
            "method": _method(),
            "outages": _spans(("state", {"type": "string", "enum": list(TROUBLES)}),
                              ("what", {"type": "string"}), open_end=True),
            "unknowns": _spans(),
            "notice": _notice(),
            "maintenance_hours": {
                "anyOf": [{"$ref": "#/$defs/calendar"}, {"type": "array", "items": {"$ref": "#/$defs/calendar"}}],
                "description": "When maintenance may be done; several calendars add up. Absent: at any time.",
            },
            "maintenance": {"type": "array", "maxItems": 10_000, "items": _maintenance()},
            "exclusion": _exclusion(),
            "exclusions": _spans(("cause", {"type": "string"}), ("evidence", {"type": "string"})),
        },
        "required": ["month", "timezone", "target"],
        "dependentRequired": {"maintenance": ["notice"]},
        "additionalProperties": False,
        "$defs": {"instant": _INSTANT, "span": _SPAN, "calendar": _CALENDAR},
    }  # fmt: skip


def _method() -> dict[str, Any]:
    words = {"type": "array", "items": {"type": "string"}}
    number = {"type": "integer", "minimum": 1, "maximum": 1000}
    return {
        "type": "object",
        "description": "As under `methods` of an agreement (docs/algorithms/availability.md).",
        "properties": {
            "uses": {"type": "string", "enum": [UPTIME]},
            "hours": {"type": "string"},
            "down": words,
            "weights": {"type": "object"},
            "coverage": {"type": "string", "examples": ["99 %"]},
            "excludes": words,
            "counts": {"type": "string"},
            "every": {"type": "string", "examples": ["60 s"]},
            "failures": number,
            "places": number,
            "silence": {"type": "string", "examples": ["3 min"]},
        },
        "additionalProperties": False,
    }


def _notice() -> dict[str, Any]:
    full = {
        "type": "object",
        "properties": {
            "lead": {"type": "string", "examples": ["5 days"]},
            "counting": {"type": "string", "enum": list(COUNTINGS)},
            "calendar": {"$ref": "#/$defs/calendar"},
        },
        "required": ["lead"],
        "additionalProperties": False,
    }
    return {
        "anyOf": [{"type": "string", "examples": ["5 days", "24h", "none"]}, full],
        "description": "How long before it begins maintenance must be announced; none: it must be announced at all.",
        "examples": ["5 days"],
    }


def _maintenance() -> dict[str, Any]:
    instant, span = {"$ref": "#/$defs/instant"}, {"$ref": "#/$defs/span"}
    window = {"anyOf": [span, {"type": "null"}], "description": "null where the work was cancelled."}
    change = {
        "type": "object",
        "properties": {"announced": instant, "window": window},
        "required": ["announced", "window"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "what": {"type": "string"},
            "announced": instant,
            "window": span | {"description": "The time announced."},
            "changes": {"type": "array", "maxItems": 1000, "items": change, "description": "Later announcements."},
            "actual": {
                "anyOf": [span, {"type": "array", "maxItems": 1000, "items": span}],
                "description": "When work was really done; absent: never.",
            },
        },
        "dependentRequired": {"announced": ["window"], "window": ["announced"], "changes": ["announced"]},
        "additionalProperties": False,
    }


def _exclusion() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "The method availability.exclusion/1: for which causes, and whether evidence is needed.",
        "properties": {
            "causes": {"type": "array", "items": {"type": "string", "enum": list(CAUSES)}},
            "evidence": {"type": "string", "enum": ["required", "none"]},
        },
        "additionalProperties": False,
    }


def response() -> dict[str, Any]:
    """The input of `waarborg measure response`."""
    number = {"type": "number", "minimum": 0, "maximum": 86_400_000_000_000, "examples": [20]}
    count = {"type": "integer", "minimum": 0, "maximum": MOST_COUNT, "examples": [90]}
    one = {
        "type": "object",
        "properties": {"value": number, "count": count, "at": {"$ref": "#/$defs/instant"}},
        "required": ["value"],
        "additionalProperties": False,
        "examples": [{"value": 20, "count": 90}],
    }
    return {
        "$schema": _DIALECT,
        "$id": "urn:waarborg:measure-response:1",
        "title": "Response times of a period",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "month": _MONTH,
            "through": _MONTH,
            "timezone": _ZONE,
            "statistic": {"type": "string", "enum": list(STATISTICS)},
            "target": {"type": "string", "examples": ["<= 50 ms", ">= 95 %", "unstated"]},
            "good": {"type": "string", "description": "For a share: what counts as good.", "examples": ["<= 2 s"]},
            "sample": count | {"minimum": 1, "description": "The fewest requests for which there is a verdict."},
            "level": _LEVEL,
            "unit": {"type": "string", "enum": list(UNITS), "description": "Of every number below; ms if absent."},
            "samples": {"type": "array", "maxItems": MOST_SAMPLES, "items": {"anyOf": [number, one]}},
            "minutes": {"type": "array", "maxItems": MOST_SPANS, "items": _minute(count)},
            "histograms": {"type": "array", "maxItems": 10_000, "items": _histogram(number, count)},
        },
        "required": ["statistic", "target"],
        "dependentRequired": {"month": ["timezone"], "through": ["month"]},
        "additionalProperties": False,
        "$defs": {"instant": _INSTANT},
    }


def _minute(count: dict[str, Any]) -> dict[str, Any]:
    above = {
        "type": "object",
        "properties": {"threshold": {"type": "string", "examples": ["2 s"]}, "count": count},
        "required": ["threshold", "count"],
        "additionalProperties": False,
    }
    total = {"type": "integer", "minimum": 0, "maximum": 10**30, "description": "In nanoseconds."}
    return {
        "type": "object",
        "properties": {
            "at": {"$ref": "#/$defs/instant"},
            "count": count,
            "sum_ns": total,
            "above": {"type": "array", "maxItems": 100, "items": above},
        },
        "required": ["count", "sum_ns"],
        "additionalProperties": False,
    }


def _histogram(number: dict[str, Any], count: dict[str, Any]) -> dict[str, Any]:
    counts = {"type": "array", "maxItems": 100_000, "items": count, "examples": [[90, 10, 0]]}
    whole = {"type": "integer", "minimum": -1_000_000_000, "maximum": 1_000_000_000, "examples": [0]}
    return {
        "type": "object",
        "description": "Explicit bounds, or exponential buckets, as OpenTelemetry writes them.",
        "properties": {
            "bounds": {"type": "array", "maxItems": 10_000, "items": number, "examples": [[20, 50]]},
            "counts": counts,
            "scale": whole | {"minimum": -10, "maximum": 20},
            "offset": whole,
            "zero": count,
            "zero_threshold": number,
            "sum": {"type": "number", "minimum": 0, "maximum": 10**30, "examples": [5000]},
            "min": number,
            "max": number,
            "at": {"$ref": "#/$defs/instant"},
        },
        "required": ["counts"],
        "dependentRequired": {"offset": ["scale"], "scale": ["offset"], "zero": ["scale"], "zero_threshold": ["zero"]},
        "additionalProperties": False,
    }


SCHEMAS: Final = {"availability": availability, "response": response}


def schema_text(name: str) -> str:
    """What stands in docs/measure-<name>.schema.json."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"
