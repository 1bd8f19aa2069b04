"""The shape of a report as JSON Schema, for whoever checks reports with other software."""

import json

from waarborg.trust.rules.schema import EDITIONS

NEWEST = max(EDITIONS)


def published_schema(edition: int = NEWEST) -> str:
    """The text of docs/report.schema.json, and of docs/report-1.schema.json for the edition before."""
    shape = EDITIONS[edition].model_json_schema(by_alias=True)
    shape["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    shape["title"] = f"Waarborg evidence report, version {edition}"
    return json.dumps(shape, indent=2, sort_keys=True) + "\n"
