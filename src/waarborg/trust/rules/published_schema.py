"""The shape of a report as JSON Schema, for whoever checks reports with other software."""

import json

from waarborg.trust.rules.schema import Payload


def published_schema() -> str:
    """The text of docs/report.schema.json."""
    shape = Payload.model_json_schema(by_alias=True)
    shape["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    shape["title"] = "Waarborg evidence report, version 1"
    return json.dumps(shape, indent=2, sort_keys=True) + "\n"
